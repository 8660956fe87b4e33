"""Parental authority: write down, end for oneself, say that it is otherwise."""

from uuid import UUID

from keukentafel.access import SeatInSight, Visit
from keukentafel.dossiers.rights import must
from keukentafel.rooms.family import rules, telling
from keukentafel.rooms.family.actions.ways import ask, table
from keukentafel.rooms.family.queries import Source, bound_authority, family_circle

RECORD = "SELECT access_authority_record(%s, %s, %s, %s, %s)"
END = "SELECT access_authority_end(%s, %s)"
CONTEST = "SELECT access_authority_contest(%s, %s, %s, %s)"
AGREE = "SELECT access_authority_agree(%s, %s)"


def record(visit: Visit, child: SeatInSight, parent: SeatInSight, source: str, details: Source) -> None:
    """Write down who has authority over whom, and how that is known. Owners; the others in charge hear of it."""
    must(visit.owner)
    place = bound_authority(visit.dossier, child.id, parent.id)
    sealed = visit.ring.seal(family_circle(visit), place, details.block())
    must(ask(visit, RECORD, child.id, parent.id, source, sealed, visit.now))
    visit.note("authority", table(visit), parent.id)


def end(visit: Visit, child: SeatInSight) -> None:
    """Say of oneself that one has none any more. Who has none left here is in charge no more."""
    must(bool(ask(visit, END, child.id, visit.now)))
    visit.note("authority_end", table(visit), child.id)


def contest(visit: Visit, child: SeatInSight, parent: SeatInSight, words: str) -> None:
    """Say that it is otherwise. Nobody gains or loses by it; the family reads both."""
    must(rules.may_contest(visit, child, parent))
    place = b"contest" + bound_authority(visit.dossier, child.id, parent.id)
    sealed = visit.ring.seal(family_circle(visit), place, words.encode())
    must(bool(ask(visit, CONTEST, child.id, parent.id, sealed, visit.now)))
    visit.note("authority_contest", table(visit), parent.id)
    telling.by_letter(visit, [parent], soon=False)


def agree(visit: Visit, child: UUID, parent: UUID) -> None:
    """Take that back."""
    must(bool(ask(visit, AGREE, child, parent)))
    visit.note("authority_agree", table(visit), parent)
