"""Letters, for who writes them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keukentafel.access import OpenCircle, Refused, Visit, door
from keukentafel.dossiers import items, reading, sharing
from keukentafel.dossiers.opened import Opened
from keukentafel.dossiers.rights import must
from keukentafel.people.fresh import freshly_signed_in
from keukentafel.rooms.table import queries, rules, words
from keukentafel.rooms.table.actions import letters as actions
from keukentafel.rooms.table.forms.letters import ROLES, LetterForm
from keukentafel.rooms.table.kinds import ASK, Ask
from keukentafel.rooms.table.pages.ways import circle_or_refuse, go, page, seat_or_refuse


@dataclass(frozen=True, slots=True)
class About:
    """What a letter is about: in which circle, for which seat without an account, after which request."""

    circle: OpenCircle
    seat: UUID | None
    ask: Opened[Ask] | None
    roles: tuple[str, ...]

    @property
    def hidden(self) -> dict[str, UUID]:
        """What the form keeps."""
        kept = {"circle": self.circle.id, "seat": self.seat, "ask": self.ask.id if self.ask else None}
        return {name: value for name, value in kept.items() if value}


@freshly_signed_in
@door("table")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Write a letter: first for whom, then the letter."""
    asked = request.POST if request.method == "POST" else request.GET
    about = _about(visit, asked)
    named = [circle for circle in visit.circles.values() if circle.kind == "named"]
    offered = [] if about.circle.personal else [circle.id for circle in named]
    role = asked.get("role", about.roles[0] if len(about.roles) == 1 else "")
    if role not in about.roles:
        options = [(one, *words.invited_as(one)) for one in about.roles]
        return page(request, visit, "letter_for", options=options, about=about, private=about.circle.personal)
    if role == "professional" and offered:  # where somebody has to agree first, nobody comes in by a letter
        about_somebody = queries.about_somebody(visit)
        offered = [circle for circle in offered if circle not in about_somebody]
    chairs: dict[str, Any] = {"roles": about.roles, "named": offered}
    form = (
        LetterForm(asked, **chairs) if request.method == "POST" else LetterForm(initial=_begun(visit, about), **chairs)
    )
    if form.is_bound and form.is_valid():
        return _write(request, visit, about, form)
    return page(
        request,
        visit,
        "letter_form",
        422 if form.is_bound else 200,
        form=form,
        about=about,
        role=role,
        role_name=words.ROLES[role],
        options=[(circle.id, circle.name, "") for circle in named if circle.id in offered],
        sitting=sharing.faces(visit.sitting(about.circle.id)),
    )


@freshly_signed_in
@door("table")
@require_POST
def again(request: HttpRequest, visit: Visit, letter: UUID) -> HttpResponse:
    """Send it anew."""
    written = queries.letter(visit, letter)
    actions.send_again(visit, written)
    return _back(request, visit, written.circle, _("The letter is on its way again. The old link no longer works."))


@door("table")
@require_POST
def withdraw(request: HttpRequest, visit: Visit, letter: UUID) -> HttpResponse:
    """Take it back."""
    written = queries.letter(visit, letter)
    actions.withdraw(visit, written)
    return _back(request, visit, written.circle, _("The letter is taken back. The link no longer works."))


@door("table")
@require_POST
def put_away(request: HttpRequest, visit: Visit, letter: UUID) -> HttpResponse:
    """Delete one that is no longer open."""
    written = queries.letter(visit, letter)
    actions.put_away(visit, written)
    return _back(request, visit, written.circle, _("The letter is gone."))


def _about(visit: Visit, asked: Any) -> About:
    circle = circle_or_refuse(visit, _uuid(asked.get("circle"), visit.table.id if visit.table else None))
    must(circle.holder and circle.writes and circle.kind in ("table", "personal"))
    seat, ask = asked.get("seat"), asked.get("ask")
    if seat:
        one = seat_or_refuse(visit, _uuid(seat))
        must(not one.has_account and not circle.personal and rules.at_table(visit, one))
        return About(circle, one.id, None, (one.role,))
    request = reading.one(visit, _uuid(ask), ASK.name) if ask else None
    must(request is None or (request.state == "open" and not circle.personal))
    roles = tuple(role for role in ROLES if not circle.personal or role in rules.GUEST_ROLES)
    return About(circle, None, request, ("professional",) if request else roles)


def _begun(visit: Visit, about: About) -> dict[str, Any]:
    begun: dict[str, Any] = {"language": get_language() or "nl", "role": ""}
    if about.seat:
        card = visit.seats[about.seat].card
        begun |= {"name": card.name, "relation": card.relation, "birth_date": card.birth_date}
    if about.ask:
        asked = about.ask.content
        begun |= {"name": asked.name, "organisation": asked.organisation, "function": asked.function}
    return begun


def _write(request: HttpRequest, visit: Visit, about: About, form: LetterForm) -> HttpResponse:
    actions.write(visit, form.letter, form.chair(about.circle.id, about.seat), once=form.own_id)
    if about.ask:
        items.step(visit, about.ask, "invited")
    return _back(request, visit, about.circle.id, _("The letter is on its way. It stays open for 72 hours."))


def _back(request: HttpRequest, visit: Visit, circle: UUID, told: str) -> HttpResponse:
    if visit.circles[circle].personal:
        return go(request, visit, "circle", circle, told=told)
    return go(request, visit, "table", told=told)


def _uuid(text: str | None, otherwise: UUID | None = None) -> UUID:
    if not text and otherwise:
        return otherwise
    try:
        return UUID(text or "")
    except ValueError:
        raise Refused from None
