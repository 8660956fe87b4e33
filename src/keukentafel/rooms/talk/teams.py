"""Colleagues at the same table who share an inbox, so that a holiday leaves nobody unanswered.

A professional names them, an owner agrees: from then on a conversation with one of them is open for the others. What
opens it is a place in its circle, which only a holder gives; an agreement in words alone opens nothing.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from keukentafel.access import SeatInSight, Visit
from keukentafel.dossiers import items, reading, rights
from keukentafel.dossiers.opened import Opened
from keukentafel.dossiers.sharing import listed
from keukentafel.rooms.talk import circles
from keukentafel.rooms.talk.away import teams_of
from keukentafel.rooms.talk.kinds import TEAM, Team


def all_of(visit: Visit) -> list[Opened[Any]]:
    """All that were asked or agreed at this table."""
    if visit.table is None:
        return []
    return [one for one in reading.of_kinds(visit, TEAM.name, circles=[visit.table.id]) if one.state != "ended"]


def agreed(visit: Visit) -> list[Opened[Any]]:
    """Those that the family agreed to."""
    return [one for one in all_of(visit) if one.state == "agreed"]


def colleagues(visit: Visit) -> list[SeatInSight]:
    """Whom the visitor may name: the other professionals at the table. Empty for who is not there for work."""
    return [seat for seat in circles.to_choose(visit) if seat.role == "professional"] if visit.at_work else []


def with_mates(visit: Visit, seats: Iterable[UUID], shared: Sequence[Opened[Any]]) -> set[UUID]:
    """These seats with those who share their inboxes and sit at the table."""
    chosen = set(seats)
    there = {seat.id for seat in circles.to_choose(visit)}
    return chosen | (there & {mate for seat in chosen for mate in teams_of(shared, seat)})


def names(visit: Visit, shared: Sequence[Opened[Any]], seat: UUID) -> str:
    """With whom somebody shares an inbox, in words; empty for nobody."""
    return listed([visit.seats[mate].card.name for mate in sorted(teams_of(shared, seat)) if mate in visit.seats])


def ask(visit: Visit, seats: Sequence[UUID], *, once: UUID | None) -> Opened[Any]:
    """Name those who share the visitor's inbox; what was named before is over."""
    rights.must(visit.table is not None and set(seats) <= {seat.id for seat in colleagues(visit)})
    for one in all_of(visit):
        if one.author in visit.my_seats:
            items.step(visit, one, "ended")
    table = visit.table.id  # type: ignore[union-attr]  # asked above
    return items.add(visit, TEAM, Team(seats=tuple(sorted(seats))), circle=table, once=once)


def opens(visit: Visit, team: Opened[Any]) -> list[UUID]:
    """The circles of conversations with whoever asked, which their team would come to read."""
    return [
        one.id for one in visit.circles.values() if one.talk and team.author in {s.id for s in visit.sitting(one.id)}
        and one.id in visit.seats[team.author].circles
    ]  # fmt: skip


def agree(visit: Visit, team: Opened[Any]) -> None:
    """The family says yes: the team comes into the conversations that there are, and into those to come."""
    rights.must(visit.owner and team.state == "asked")
    items.step(visit, team, "agreed")
    at_table = {seat.id for seat in circles.to_choose(visit)}
    for circle in opens(visit, team):
        circles.come_in(visit, visit.circles[circle], at_table & set(team.content.seats))


def end(visit: Visit, team: Opened[Any]) -> None:
    """It is over. Who sits in a conversation stays there until somebody takes them out."""
    items.step(visit, team, "ended")
