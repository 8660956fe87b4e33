"""The plan on one A4: a page to print, and a PDF made inside the visit."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from keukentafel.access import Visit, door
from keukentafel.dossiers import rights
from keukentafel.people.pace import a_copy
from keukentafel.rooms.plan import queries
from keukentafel.rooms.plan.fridge.choosing import Chosen, Ticked, choose
from keukentafel.rooms.plan.fridge.page import page_context
from keukentafel.rooms.plan.fridge.pdf import render
from keukentafel.rooms.plan.pages import around


@require_safe
@door("plan")
def page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The sheet as paper on the screen, with ticks to choose what goes on it."""
    chosen = _chosen(request, visit)
    address = around.address(visit, "fridge_pdf")
    query = request.GET.urlencode() if "chosen" in request.GET else ""
    context = page_context(chosen.sheet, gettext, chosen.choices, chosen.calls) | {
        "pdf_href": f"{address}?{query}" if query else address,
        "back_href": around.address(visit, "plan"),
        "choose_href": around.address(visit, "fridge"),
        "exit_href": reverse("exit_now"),
    }
    return around.show(request, visit, "fridge_print", context)


@require_safe
@a_copy("GET", "HEAD")
@door("plan")
def pdf(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The same as a PDF. Its name tells nothing; it is kept nowhere on the way."""
    chosen = _chosen(request, visit)
    printed = render(chosen.sheet, gettext)
    name = gettext("fridge")
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(printed.pdf, content_type="application/pdf", headers=headers)


def _chosen(request: HttpRequest, visit: Visit) -> Chosen:
    """The sheet that was asked for; that it is printed is written into the log, for each circle it comes from."""
    rights.must(visit.table is not None)
    chosen = choose(visit, queries.plan(visit), Ticked.read(dict(request.GET.lists())))
    for circle in chosen.circles:
        visit.note("print", circle)
    return chosen
