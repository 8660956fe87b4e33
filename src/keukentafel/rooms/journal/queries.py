"""What the pages of the journal read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from keukentafel.access import Refused, Visit
from keukentafel.dossiers import reading, rights
from keukentafel.dossiers.opened import Opened
from keukentafel.dossiers.reading import Mark
from keukentafel.dossiers.sharing import Face
from keukentafel.rooms.journal.kinds import COMMENT, ENTRY
from keukentafel.rooms.journal.telling import Teller, Told


@dataclass(frozen=True, slots=True)
class FeedPage:
    """A page of entries; ``older`` is where the next one starts, or empty."""

    told: Sequence[Told]
    older: str


@dataclass(frozen=True, slots=True)
class Version:
    """How a text was. ``by_family``: the family changed the words of somebody else."""

    number: int
    face: Face
    item: Opened[Any]
    by_family: bool


def feed(visit: Visit, *, circle: UUID | None, before: Mark | None) -> FeedPage:
    """Thirty entries, the newest first. One statement."""
    found = reading.feed(visit, ENTRY.name, circles=None if circle is None else [circle], before=before)
    teller = Teller(visit)
    told = [teller.told(one, found.under.get(one.id, ()), found.seen_by[one.id]) for one in found.items]
    return FeedPage(told, str(found.older) if found.older else "")


def entry(visit: Visit, item: UUID) -> Opened[Any]:
    """One entry. Raises ``Refused``."""
    return reading.one(visit, item, ENTRY.name)


def words(visit: Visit, item: UUID) -> Opened[Any]:
    """One entry or comment. Raises ``Refused``."""
    return reading.one(visit, item, ENTRY.name, COMMENT.name)


def to_change(visit: Visit, item: UUID) -> Opened[Any]:
    """One entry or comment that the visitor may change. Raises ``Refused``."""
    found = words(visit, item)
    rights.must(rights.may_change(visit, found))
    return found


def whole(visit: Visit, one: Opened[Any]) -> tuple[list[Opened[Any]], frozenset[UUID]]:
    """What hangs under an entry, and who saw it. The feed that starts just above it has it as its first."""
    above = Mark(one.happened, UUID(int=min(one.id.int + 1, 2**128 - 1)))
    found = reading.feed(visit, ENTRY.name, circles=[one.circle], before=above, limit=1)
    return found.under.get(one.id, []), found.seen_by.get(one.id, frozenset())


def told(visit: Visit, one: Opened[Any]) -> Told:
    """An entry as its own page shows it."""
    under, seen_by = whole(visit, one)
    return Teller(visit).told(one, under, seen_by)


def comments(visit: Visit, one: Opened[Any]) -> list[Opened[Any]]:
    """What was said to an entry."""
    return [said for said in reading.under(visit, [one.id]).get(one.id, []) if said.kind == COMMENT.name]


def may_comment(visit: Visit, one: Opened[Any]) -> None:
    """Raises ``Refused`` when the visitor may not add something to an entry."""
    rights.must(rights.may_add(visit, COMMENT, one.circle))


def mark(text: str) -> Mark | None:
    """Where an address says that the page starts. Raises ``Refused``."""
    try:
        return Mark.parse(text) if text else None
    except ValueError:
        raise Refused from None


def history(visit: Visit, item: UUID) -> list[Version]:
    """Every text that an entry or comment had, the newest first; the first is how it is now."""
    now = words(visit, item)
    teller = Teller(visit)
    return [
        Version(
            one.version, face := teller.face(one.changed_by), one, face.family_side and one.changed_by != now.author
        )
        for one in [now, *reversed(reading.versions(visit, now))]
    ]
