"""One URL, one function: the whole page, or only the part that HTMX asked for."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import engines
from django.template.backends.jinja2 import Template
from django.template.backends.utils import csrf_input
from django.utils.cache import patch_vary_headers

from keukentafel.look.plain.explaining import start_page

ENGINE = "keukentafel"


def show(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    partial: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render now, inside the visit: never a lazy response.

    `partial` names a block of `template`; only that block is sent when HTMX asks. A block sees the context and `ui`,
    but not what its template sets or imports outside the block.
    """
    start_page()
    page = cast("Template", engines[ENGINE].get_template(template))
    values = _around(page, context or {}, request)
    if partial is not None and wants_part(request):
        response = HttpResponse(part(page, partial, values), status=status)
    else:
        response = HttpResponse(page.template.render(values), status=status)
    if partial is not None:
        patch_vary_headers(response, ["HX-Request"])
    return response


def show_bare(request: HttpRequest, template: str, context: Mapping[str, Any], *, status: int) -> HttpResponse:
    """A page for when something is broken: asks nothing of session, person or database."""
    page = cast("Template", engines[ENGINE].get_template(template))
    values = {**context, "request": request, "csrf_input": Once(lambda: csrf_input(request))}
    return HttpResponse(page.template.render(values), status=status)


def see_other(address: str) -> HttpResponse:
    """Done; look there. 303: always by GET, so that going back or loading again sends nothing twice."""
    return HttpResponseRedirect(address, status=303)


def wants_part(request: HttpRequest) -> bool:
    """HTMX asks for a part, except when it restores a page from history or follows an ordinary link."""
    headers = request.headers
    return (
        headers.get("HX-Request") == "true"
        and "HX-History-Restore-Request" not in headers
        and "HX-Boosted" not in headers
    )


def part(page: Template, block: str, values: dict[str, Any]) -> str:
    """One block of a page; KeyError when the page has no such block."""
    compiled = page.template
    return "".join(compiled.blocks[block](compiled.new_context(values)))


def _around(page: Template, context: Mapping[str, Any], request: HttpRequest) -> dict[str, Any]:
    """What the page gets, and what every page has; `csrf_input` is worked out once, by the first form that has it."""
    values = {**context, "request": request, "csrf_input": Once(lambda: csrf_input(request))}
    for processor in page.backend.template_context_processors:
        values.update(processor(request))
    return values


class Once:
    """A piece of HTML that is made when it is first put out."""

    def __init__(self, make: Callable[[], str]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> str:
        return self._make()

    def __html__(self) -> str:
        return self._made
