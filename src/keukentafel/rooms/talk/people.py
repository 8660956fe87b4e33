"""Who talks in a conversation between chosen people: come in, ask somebody in, leave."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keukentafel.access import Visit, door
from keukentafel.dossiers import rights, sharing
from keukentafel.dossiers.pages import show_in
from keukentafel.rooms.talk import circles, queries
from keukentafel.rooms.talk.answers import see, see_list
from keukentafel.rooms.talk.forms import PeopleForm
from keukentafel.rooms.talk.pages import read_and_send
from keukentafel.rooms.talk.telling import Teller


@require_POST
@door("talk")
def join(request: HttpRequest, visit: Visit, item: UUID) -> HttpResponse:
    """Join in what others talk about: an owner, who read along so far."""
    top = queries.conversation(visit, item)
    circle = visit.circles[top.circle]
    rights.must(circle.holder and visit.table is not None)
    circles.come_in(visit, circle, [visit.table.seat])  # type: ignore[union-attr]  # asked above
    messages.success(request, _("You talk along now."))
    return see(visit, item, "#say")


@read_and_send
@door("talk")
def people(request: HttpRequest, visit: Visit, item: UUID) -> HttpResponse:
    """Who reads this. Who holds the circle asks people in or takes them out; whoever was asked in may leave."""
    top = queries.conversation(visit, item)
    circle = visit.circles[top.circle]
    governs = circle.talk and circle.holder and circle.writes
    outside = [seat for seat in circles.to_choose(visit) if top.circle not in seat.circles]
    sent = request.method == "POST" and "out" not in request.POST
    form = PeopleForm(request.POST if sent else None, offered=[seat.id for seat in outside])
    if "out" in request.POST:
        return _out(visit, circle, item, request.POST["out"])
    rights.must(governs or not sent)
    if sent and form.is_valid():
        circles.come_in(visit, circle, form.cleaned_data["seats"])
        return see(visit, item)
    context: dict[str, Any] = {
        "item": top,
        "circle": circle,
        "around": Teller(visit).around(top.circle, top.content.subject),
        "options": [(seat.id, seat.card.name, sharing.standing(seat.role, seat.card)) for seat in outside],
        "form": form,
        "governs": governs,
        "leaves": circle.talk and circle.writes and circles.sits(visit, top.circle),
        "may_change": rights.may_change(visit, top),
        "may_move": any(rights.may_move(visit, top, one) for one in visit.circles),
    }
    return show_in(request, visit, "talk/people.html", context, room="talk", status=form.status)


def _out(visit: Visit, circle: Any, item: UUID, seat: str) -> HttpResponse:
    """Take a seat out: one's own, or as a holder another's."""
    found = next((one.id for one in visit.sitting(circle.id) if str(one.id) == seat), None)
    rights.must(found is not None)
    circles.go_out(visit, circle, found)  # type: ignore[arg-type]  # asked above
    return see_list(visit) if found in visit.my_seats and not circle.holder else see(visit, item)
