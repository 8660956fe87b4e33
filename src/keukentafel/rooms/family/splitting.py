"""A young adult takes along what is theirs, to a new table of their own (``docs/decisions/0015``).

What goes along is read as they may read it, one circle after another, and sealed anew with the key of the new dossier.
Its ids follow from the old ones: broken off and done again, nothing comes twice. At the old table nothing is written.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.utils import translation
from django.utils.translation import gettext as _

from keukentafel import vault
from keukentafel.access import OpenCircle, Refused, Visit, enter
from keukentafel.access.cards import Cover, SeatCard
from keukentafel.dossiers import blobs, reading
from keukentafel.dossiers.blobs import Blob
from keukentafel.dossiers.circle_names import circle_name
from keukentafel.dossiers.founding import found
from keukentafel.dossiers.kinds import all_kinds, kind_named
from keukentafel.dossiers.opened import Opened
from keukentafel.dossiers.rights import must
from keukentafel.rooms.family import rules, unpacking
from keukentafel.rooms.family.unpacking import Load

PLACE = "family"
"""The same as of any look at this room: what is done here is no event at the old table."""
LOOSE = "journal.entry"
"""What somebody's words become that hung under words of another, which do not go along."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A circle of which something may go along. ``always``: their own, whole; ``mine``: how many things they wrote."""

    id: UUID
    name: str
    kind: str
    always: bool
    mine: int
    all: int


def offers(visit: Visit) -> list[Offer]:
    """What may go along, circle by circle. Raises ``Refused`` for who is not a young adult on their own seat."""
    must(rules.of_age(visit))
    return [_offer(visit, circle) for circle in visit.circles.values()]


def _offer(visit: Visit, circle: OpenCircle) -> Offer:
    things = _all(visit, circle.id)
    mine = sum(one.author in visit.my_seats for one in things)
    always = circle.personal and circle.holder
    return Offer(circle.id, circle_name(circle), circle.kind, always, mine, len(things))


def choosable(visit: Visit) -> list[UUID]:
    """Circles that may go along whole if one says so: shared ones. Of another's private circle one's own words go."""
    return [circle.id for circle in visit.circles.values() if not circle.personal]


def copy_along(person: UUID, dossier: UUID, new: UUID, chosen: Sequence[UUID]) -> int:
    """Found the new table, if it is not there yet, and bring everything; gives how many things. Raises ``Refused``."""
    with enter(person, dossier, place=PLACE) as visit:
        must(rules.of_age(visit))
        card, language, circles = visit.seat.card, visit.cover.language, list(visit.circles)
    _found(person, new, card, language)
    return sum(unpacking.unpack(person, new, _load(person, dossier, circle, chosen)) for circle in circles)


def _found(person: UUID, new: UUID, card: SeatCard, language: str) -> None:
    with translation.override(language), suppress(IntegrityError):
        title = _("The table of %(name)s") % {"name": card.name[:60]}
        found(person, cover=Cover(title=title, language=language), card=_own(card), role="youth", dossier=new)


def _own(card: SeatCard) -> SeatCard:
    return card.model_copy(update={"relation": "", "home": ""})


def _load(person: UUID, dossier: UUID, circle: UUID, chosen: Sequence[UUID]) -> Load | None:
    """What goes along of one circle, opened; nothing when it was shut meanwhile."""
    try:
        with enter(person, dossier, place=PLACE) as visit:
            must(rules.of_age(visit) and circle in visit.circles)
            return _packed(visit, visit.circles[circle], whole=circle in chosen)
    except Refused:
        return None


def _packed(visit: Visit, circle: OpenCircle, *, whole: bool) -> Load:
    everything = _all(visit, circle.id)
    whole = (whole and not circle.personal) or (circle.personal and circle.holder)
    taken = everything if whole else [one for one in everything if one.author in visit.my_seats]
    ids = {one.id for one in taken}
    placed = (one if one.parent is None or one.parent in ids else _loose(one) for one in taken)
    things = [one for one in placed if one]
    ids = {one.id for one in things}
    earlier = [row for row in unpacking.versions(visit, circle.id) if row.id in ids]
    written: list[Any] = [*things, *earlier]
    known = {seat for one in written for seat in (one.author, one.changed_by, one.assignee)}
    seats = [seat for seat in visit.seats.values() if seat.id in known]
    return Load(circle, things, earlier, seats, visit.my_seats, _files(visit, ids))


def _files(visit: Visit, things: Iterable[UUID]) -> dict[UUID, list[Blob]]:
    """The bytes of these things, but for those that nobody may open yet."""
    found = blobs.of_items(visit, things)
    return {item: there for item, there in found.items() if not any(map(blobs.unknown, there))}


def _loose(one: Opened[Any]) -> Opened[Any] | None:
    """Words without what they answered, as an entry of their own; a file as it is; a sign says nothing alone."""
    kind = kind_named(one.kind)
    if kind.hangs(None):
        return one._replace(parent=None)
    text = kind.headline(one.content) if kind.told else ""
    if not text:
        return None
    entry = kind_named(LOOSE)
    content = entry.content.model_validate({"text": text})
    return one._replace(parent=None, kind=LOOSE, assignee=None, state=entry.states[0], due=None, content=content)


def _all(visit: Visit, circle: UUID) -> list[Opened[Any]]:
    return reading.of_kinds(visit, *(kind.name for kind in all_kinds()), circles=[circle])


def new_home(person: UUID, once: UUID) -> UUID:
    """The id of the new dossier that this person's form leads to."""
    return UUID(bytes=vault.current().keyed_hash("split", person.bytes + once.bytes)[:16], version=4)
