"""How the journal answers."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from keukentafel.access import Refused, Visit
from keukentafel.dossiers import attachments, moving, sharing
from keukentafel.dossiers.opened import Opened
from keukentafel.dossiers.pages import show_in
from keukentafel.look.show import see_other, wants_part
from keukentafel.rooms.journal import queries
from keukentafel.rooms.journal.forms import CommentForm, mistakes, typed
from keukentafel.rooms.journal.kinds import REACTION, Sign
from keukentafel.rooms.journal.telling import all_signs


def see_entry(visit: Visit, item: UUID, anchor: str = "") -> HttpResponse:
    """On to the page of an entry."""
    return see_other(reverse("journal:entry", args=[visit.dossier, item]) + anchor)


def see_feed(visit: Visit) -> HttpResponse:
    """On to the feed."""
    return see_other(reverse("journal:feed", args=[visit.dossier]))


def show_entry(
    request: HttpRequest,
    visit: Visit,
    one: Opened[Any],
    *,
    form: CommentForm | None = None,
    unfolded: bool = True,
    pressed: str = "",
) -> HttpResponse:
    """The page of an entry, or the entry alone for HTMX; with a comment form that was not right yet, 422."""
    comment = form or CommentForm()
    context = {
        "told": queries.told(visit, one),
        "unfolded": unfolded,
        "pressed": pressed,
        "signs": all_signs(),
        "seers": sharing.who_sees(visit, one.circle),
        "comment": typed(form) if form else {"text": ""},
        "ticket": comment.own_id,
        "errors": mistakes(form) if form else {},
        "add_files": attachments.address_to_add(visit, one),
        "may_move": bool(moving.targets(visit, one)),
        "asked": wants_part(request),
    }
    status = 422 if form else 200
    return show_in(request, visit, "journal/entry.html", context, room="journal", partial="entry", status=status)


def sign_of(value: str) -> Sign | None:
    """The sign that a button stands for; None takes one away. Anything else raises ``Refused``."""
    if value == "none":
        return None
    try:
        return REACTION.content.model_validate({"sign": value}).sign  # type: ignore[attr-defined,no-any-return]
    except ValueError:
        raise Refused from None
