"""Whose words wait for my answer, over all my tables: two statements, however many tables. No words are read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from keukentafel.access import Hall, HallTable
from keukentafel.access.cards import SeatCard, bound_seat
from keukentafel.dossiers.opened import COLUMNS, Opened, open_row
from keukentafel.dossiers.reach import is_away, reachable
from keukentafel.rooms.talk.kinds import CONVERSATION, MESSAGE, REACTION, TEAM

MOST = 200
WAITING = f"""
SELECT c.dossier_id, c.id, m.author_id, m.happened, s.sealed,
       ARRAY(SELECT cs.seat_id FROM circle_seat cs WHERE cs.circle_id = c.circle_id AND cs.until IS NULL),
       m.assignee_id
  FROM unnest(%s::uuid[], %s::uuid[], %s::boolean[]) AS open(dossier_id, circle_id, talk)
  CROSS JOIN LATERAL (SELECT id, dossier_id, circle_id FROM item
                       WHERE dossier_id = open.dossier_id AND circle_id = open.circle_id
                         AND kind = '{CONVERSATION.name}') c
  CROSS JOIN LATERAL (SELECT id, author_id, happened, assignee_id FROM item
                       WHERE parent_id = c.id AND kind = '{MESSAGE.name}' ORDER BY happened DESC, id DESC LIMIT 1) m
  JOIN seat s ON s.id = m.author_id
 WHERE m.author_id <> ALL(%s::uuid[])
   AND ((open.talk AND EXISTS (SELECT FROM circle_seat cs WHERE cs.circle_id = c.circle_id AND cs.until IS NULL
                                  AND cs.seat_id = ANY(%s::uuid[])))
        OR m.assignee_id = ANY(%s::uuid[]))
   AND NOT EXISTS (SELECT FROM item r WHERE r.parent_id = m.id AND r.kind = '{REACTION.name}'
                      AND r.author_id = ANY(%s::uuid[]))
 ORDER BY m.happened, c.id LIMIT {MOST}
"""
"""Where I was asked in and the newest words, to which I gave no sign, are somebody else's; or that ask me by name."""
I_COLUMNS = ", ".join(f"i.{column}" for column in COLUMNS.split(", "))
TEAMS = f"""
SELECT {I_COLUMNS}, i.dossier_id, s.sealed FROM unnest(%s::uuid[], %s::uuid[]) AS open(dossier_id, circle_id)
  JOIN item i ON i.dossier_id = open.dossier_id AND i.circle_id = open.circle_id AND i.kind = '{TEAM.name}'
             AND i.state = 'agreed'
  JOIN seat s ON s.id = i.author_id
"""
WIDTH = len(COLUMNS.split(", "))


@dataclass(frozen=True, slots=True)
class Waits:
    """A conversation in which an answer is awaited. ``instead_of``: whom I stand in for, and why they are away."""

    table: HallTable
    conversation: UUID
    who: str
    since: datetime
    instead_of: str
    away: str


@dataclass(frozen=True, slots=True)
class Shared:
    """An inbox that is shared at one of my tables, with the card of whose it is."""

    team: Opened[Any]
    card: SeatCard


def waiting(hall: Hall) -> list[Waits]:
    """Oldest first. Who is of my team there has answered for me."""
    shared = _shared(hall)
    return [one for row in _rows(hall) if (one := _waits(hall, row, shared))]


def _waits(hall: Hall, row: Any, shared: Mapping[UUID, list[Shared]]) -> Waits | None:
    table = next(one for one in hall.tables if one.dossier == row[0])
    teams = shared.get(table.dossier, [])
    mates = {mate for one in teams if one.team.author in hall.my_seats for mate in one.team.content.seats}
    with_me = [one for one in teams if set(one.team.content.seats) & table.seats and one.team.author in set(row[5])]
    if row[2] in mates | {one.team.author for one in with_me}:
        return None
    gone = next((one for one in with_me if is_away(one.card.reach, hall.now.date())), None)
    return Waits(
        table=table,
        conversation=row[1],
        who=_card(table, row[2], row[4]).name,
        since=row[3],
        instead_of=gone.card.name if gone else "",
        away=reachable(gone.card.reach, hall.now).away if gone else "",
    )


def _rows(hall: Hall) -> list[Any]:
    places = [
        (table.dossier, circle, kind == "talk") for table in hall.tables for circle, kind in table.circles.items()
    ]
    if not places:
        return []
    mine = list(hall.my_seats)
    hall.cursor.execute(WAITING, [*map(list, zip(*places, strict=True)), mine, mine, mine, mine])
    return list(hall.cursor.fetchall())


def _shared(hall: Hall) -> dict[UUID, list[Shared]]:
    places = list(_tables(hall))
    if not places:
        return {}
    hall.cursor.execute(TEAMS, [*map(list, zip(*places, strict=True))])
    found: dict[UUID, list[Shared]] = {}
    for row in hall.cursor.fetchall():
        table = next(one for one in hall.tables if one.dossier == row[WIDTH])
        team = open_row(table, row[:WIDTH])
        found.setdefault(table.dossier, []).append(Shared(team, _card(table, team.author, row[WIDTH + 1])))
    return found


def _tables(hall: Hall) -> Iterator[tuple[UUID, UUID]]:
    for table in hall.tables:
        yield from ((table.dossier, circle) for circle, kind in table.circles.items() if kind == "table")


def _card(table: HallTable, seat: UUID, sealed: bytes) -> SeatCard:
    return SeatCard.model_validate_json(table.ring.open(table.dossier, bound_seat(table.dossier, seat), bytes(sealed)))
