"""How people sit down and rise in a story: by the table room's own letters, doors and circles."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from keukentafel.access import Visit
from keukentafel.dossiers import items
from keukentafel.dossiers.seating import lay_place
from keukentafel.people.models import Person
from keukentafel.rooms.table import queries
from keukentafel.rooms.table.actions import answers, circles, letters, seats
from keukentafel.rooms.table.actions.letters import Chair
from keukentafel.rooms.table.letters import Letter, token
from keukentafel.site.demo import events as e
from keukentafel.site.demo import family as f

if TYPE_CHECKING:
    from keukentafel.site.demo.teller import Teller

A_WHILE = timedelta(hours=1)


def seat(teller: "Teller", visit: Visit, one: f.Seat) -> UUID | None:
    """Seat a child without an account, or write somebody a letter and give its id."""
    if one.person is None:
        teller.seats[one.key] = lay_place(visit, teller.card(one), one.role, authority=one.authority)
        return None
    account = teller.people[one.person]
    card = teller.card(one)
    letter = Letter(
        name=one.name,
        address=account.email,
        relation=one.relation,
        organisation=one.organisation,
        function=one.function,
        words=one.words,
        birth_date=card.birth_date,
    )
    for ask in queries.asks(visit):
        if ask.content.name == one.name:
            items.step(visit, ask, "invited")
    return letters.put(visit, letter, _chair(teller, one), expires=timezone.now() + A_WHILE)


def accept(teller: "Teller", invitation: UUID, one: f.Seat, now: datetime) -> UUID:
    """Sit down by the letter, and write one's own card."""
    account = teller.people[one.person or ""]
    if answers.accept(account, token(invitation, 1), name=one.name, phone=one.phone, now=now) is None:
        raise LookupError(f"{one.key} could not sit down at {teller.family.key}")
    with teller.visit(one.key, now, "table") as visit:
        seats.edit_card(visit, visit.seat, home=one.home)
        return visit.seat.id


def rise(visit: Visit, one: f.Seat, seat_id: UUID) -> None:
    """Leave, or be sent off."""
    if one.how == "left":
        seats.leave(visit)
    else:
        seats.end(visit, visit.seats[seat_id])


def circle(teller: "Teller", visit: Visit, one: f.Circle) -> UUID:
    """Make a circle and fill it with who sits at the table by then."""
    if one.personal:
        return circles.make_personal(visit, one.name)
    return circles.make_named(visit, one.name, [teller.seats[key] for key in one.seats if key in teller.seats])


def letter_unanswered(teller: "Teller", visit: Visit, event: e.Invite) -> UUID:
    """A letter that led to no seat: still open, declined, taken back, or too old; gives its id."""
    letter = Letter(name=event.name, address=event.email, words=event.words)
    open_until = timezone.now() + A_WHILE if event.state == "declined" else None
    chair = Chair(circle=teller.circles["table"], role=event.role)
    invitation = letters.put(visit, letter, chair, expires=open_until)
    if event.state == "withdrawn":
        written = queries.find_letter(visit, invitation)
        if written:
            letters.withdraw(visit, written)
    return invitation


def decline(event: e.Invite, invitation: UUID, now: datetime) -> None:
    """Say no with a word. Whoever got the letter needs an account for that."""
    account = Person.objects.create_user(event.email, None, name=event.name)
    if answers.decline(account, token(invitation, 1), word=event.decline_words, now=now) is None:
        raise LookupError(f"{event.email} could not decline")


def _chair(teller: "Teller", one: f.Seat) -> Chair:
    if one.guest_of:
        return Chair(circle=teller.circles[one.guest_of], role=one.role)
    named = tuple(teller.circles[key] for key in one.circles if key in teller.circles)
    return Chair(circle=teller.circles["table"], role=one.role, authority=one.authority, circles=named)
