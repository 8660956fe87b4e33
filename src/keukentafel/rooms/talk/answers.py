"""How conversations answer."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from keukentafel.access import Refused, Visit
from keukentafel.dossiers import attachments, rights
from keukentafel.dossiers.attachments import Sent
from keukentafel.dossiers.opened import Opened
from keukentafel.dossiers.pages import show_in
from keukentafel.dossiers.reading import Mark
from keukentafel.look.show import see_other
from keukentafel.rooms.talk import away, queries
from keukentafel.rooms.talk.forms import MessageForm
from keukentafel.rooms.talk.kinds import REACTION, Sign
from keukentafel.rooms.talk.telling import Teller


def see(visit: Visit, conversation: UUID, anchor: str = "#now") -> HttpResponse:
    """On to a conversation, to its newest words."""
    return see_other(reverse("talk:conversation", args=[visit.dossier, conversation]) + anchor)


def see_list(visit: Visit) -> HttpResponse:
    """On to the list."""
    return see_other(reverse("talk:list", args=[visit.dossier]))


def show_conversation(
    request: HttpRequest,
    visit: Visit,
    item: UUID,
    *,
    before: Mark | None = None,
    answers: UUID | None = None,
    form: MessageForm | None = None,
    files: Sent | None = None,
    partial: str = "log",
) -> HttpResponse:
    """The page of a conversation, or a part of it; with a form that was not right yet, 422."""
    page = queries.page(visit, item, before, *([answers] if answers else []))
    teller = Teller(visit)
    top = page.conversation
    answered = page.quoted.get(answers) if answers else None
    context = {
        "item": top,
        "around": teller.around(top.circle, top.content.subject),
        "circle": visit.circles[top.circle],
        "said": teller.said(page),
        "older": str(page.older) if page.older else "",
        "deeper": before is not None,
        "form": form or MessageForm(),
        "sent": form is not None,
        "files": files or Sent(),
        "summary": [*(form.summary if form else ()), *(files.summary if files else ())],
        "answered": teller.quote(answered) if answered else None,
        "may_say": queries.may_say(visit, top.circle),
        "may_change": rights.may_change(visit, top),
        "signs_shown": not visit.seat.card.reach.unseen,
        "away": away.told(visit, top.circle, page.teams),
        "coordinator": away.coordinator(visit),
    }
    status = 422 if files and not files.ok else form.status if form else 200
    return show_in(request, visit, "talk/conversation.html", context, room="talk", partial=partial, status=status)


def message_context(visit: Visit, one: Opened[Any]) -> dict[str, Any]:
    """What can be done with a message: its menu."""
    teller = Teller(visit)
    mine = one.author in visit.my_seats
    return {
        "one": one,
        "face": teller.face(one.author),
        "mine": mine,
        "may_say": queries.may_say(visit, one.circle),
        "may_react": rights.may_add(visit, REACTION, one.circle),
        "may_ask": not mine and queries.may_say(visit, one.circle),
        "may_change": rights.may_change(visit, one),
        "add_files": attachments.address_to_add(visit, one),
        "edited": teller.edited(one),
    }


def sign_of(value: str) -> Sign | None:
    """The sign that a button stands for; None takes one away. Anything else raises ``Refused``."""
    if value == "none":
        return None
    try:
        return REACTION.content.model_validate({"sign": value}).sign  # type: ignore[attr-defined,no-any-return]
    except ValueError:
        raise Refused from None
