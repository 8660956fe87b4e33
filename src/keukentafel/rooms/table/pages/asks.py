"""Somebody at the table asks the family to invite a colleague."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keukentafel.access import Visit, door
from keukentafel.dossiers import items, reading
from keukentafel.dossiers.rights import must
from keukentafel.rooms.table import rules
from keukentafel.rooms.table.forms.letters import AskForm
from keukentafel.rooms.table.kinds import ASK, Ask
from keukentafel.rooms.table.pages.ways import go, page


@door("table")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Ask. Inviting stays with the family."""
    must(rules.may_ask(visit))
    form = AskForm(request.POST) if request.method == "POST" else AskForm()
    if form.is_bound and form.is_valid() and visit.table:
        filled = {name: form.cleaned_data[name] for name in ("name", "organisation", "function", "words")}
        items.add_sent(visit, ASK, Ask(**filled), circle=visit.table.id, once=form.own_id)
        return go(request, visit, "table", told=_("The family reads your question, and decides."))
    return page(request, visit, "ask_form", 422 if form.is_bound else 200, form=form)


@door("table")
@require_POST
def decline(request: HttpRequest, visit: Visit, ask: UUID) -> HttpResponse:
    """Not now, says the family."""
    items.step(visit, reading.one(visit, ask, ASK.name), "declined")
    return go(request, visit, "table", told=_("The question is answered with no."))


@door("table")
@require_POST
def take_back(request: HttpRequest, visit: Visit, ask: UUID) -> HttpResponse:
    """Take one's own question away, whatever the answer was."""
    items.delete(visit, reading.one(visit, ask, ASK.name))
    return go(request, visit, "table", told=_("The question is gone."))
