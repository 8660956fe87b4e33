"""Forms as our templates draw them."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from keukentafel.look.show import show


def drawn(form: forms.Form, *, secret: frozenset[str] = frozenset({"password", "old"})) -> dict[str, Any]:
    """``value`` (as typed, passwords never), ``error`` (first sentence a field), ``summary`` for above the form."""
    value = {name: "" if name in secret else form[name].value() or "" for name in form.fields}
    error = {name: str(form.errors[name][0]) if form.is_bound and name in form.errors else "" for name in form.fields}
    summary = [(name, sentence) for name, sentence in error.items() if sentence]
    summary += [("", str(sentence)) for sentence in (form.non_field_errors() if form.is_bound else ())]
    return {"value": value, "error": error, "summary": summary}


def show_form(
    request: HttpRequest, template: str, form: forms.Form, context: dict[str, Any] | None = None, *, status: int = 0
) -> HttpResponse:
    """A page with a form; 422 when something in it is not right."""
    wrong = form.is_bound and not form.is_valid()
    return show_page(
        request, template, {"form": drawn(form), **(context or {})}, status=status or (422 if wrong else 200)
    )


def show_page(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """A page outside a dossier, with who has signed in at the foot."""
    name = request.user.name if request.user.is_authenticated else ""
    return show(request, template, {"person_name": name, **(context or {})}, status=status)
