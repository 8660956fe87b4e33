"""What the table shows besides its seats: letters and requests."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from keukentafel.access import Refused, Visit
from keukentafel.dossiers import reading
from keukentafel.dossiers.opened import Opened
from keukentafel.rooms.table import rules
from keukentafel.rooms.table.kinds import ASK, Ask
from keukentafel.rooms.table.letters import Letter, bound_answer, bound_letter

LETTERS = """
SELECT id, circle_id, seat_id, circles, role, authority, state, sent, expires, times_sent, answered, sealed, answer
  FROM invitation WHERE dossier_id = %s AND circle_id = ANY(%s) ORDER BY sent DESC, id DESC
"""
MUST_AGREE = """
SELECT s.id, a.seat_id FROM circle_about a, seat s
 WHERE a.circle_id = %s AND s.id = ANY(%s) AND s.role = 'professional'
   AND access_agreed(a.circle_id, s.id, a.seat_id) IS NOT TRUE ORDER BY s.id, a.at, a.seat_id
"""
ONE = LETTERS.replace("ORDER BY", "AND id = %s ORDER BY")


@dataclass(frozen=True, slots=True)
class Written:
    """A letter as who wrote it sees it. ``state``: sent, expired, accepted, declined, withdrawn; ``answer``: a word."""

    id: UUID
    circle: UUID
    seat: UUID | None
    circles: tuple[UUID, ...]
    role: str
    authority: bool
    state: str
    sent: datetime
    expires: datetime
    times_sent: int
    answered: datetime | None
    letter: Letter
    answer: str

    @property
    def again(self) -> bool:
        """Whether it may be sent anew."""
        return rules.may_send_again(self.state, self.times_sent)


def letters(visit: Visit, circle: UUID) -> list[Written]:
    """The letters that a circle's holder wrote, newest first; none for anybody else."""
    if circle not in visit.circles or not visit.circles[circle].holder:
        return []
    with connection.cursor() as cursor:
        cursor.execute(LETTERS, [visit.dossier, [circle]])
        return [_written(visit, row) for row in cursor.fetchall()]


def letter(visit: Visit, invitation: UUID) -> Written:
    """One letter, by a holder of its circle. Raises ``Refused``."""
    found = find_letter(visit, invitation)
    if found is None:
        raise Refused
    return found


def find_letter(visit: Visit, invitation: UUID) -> Written | None:
    """One letter, or None when it is not there for the visitor."""
    held = [circle.id for circle in visit.circles.values() if circle.holder and circle.writes]
    with connection.cursor() as cursor:
        cursor.execute(ONE, [visit.dossier, held, invitation])
        row = cursor.fetchone()
    return _written(visit, row) if row else None


def asks(visit: Visit) -> list[Opened[Ask]]:
    """Open requests, and one's own that were answered; an owner sees all open ones, anybody else only their own."""
    if visit.table is None:
        return []
    found = reading.of_kinds(visit, ASK.name, circles=[visit.table.id])
    return [ask for ask in found if ask.author in visit.my_seats or (visit.seat.owner and ask.state == "open")]


def must_agree(visit: Visit, circle: UUID, seats: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """For each of these professionals who may not come in yet: about whom somebody has to agree first."""
    found: dict[UUID, list[UUID]] = {}
    if circle in visit.circles:
        with connection.cursor() as cursor:
            cursor.execute(MUST_AGREE, [circle, list(seats)])
            for seat, about in cursor.fetchall():
                found.setdefault(seat, []).append(about)
    return found


def about_somebody(visit: Visit) -> set[UUID]:
    """Circles that are about somebody, who decides along on which professionals come in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT circle_id FROM circle_about WHERE dossier_id = %s", [visit.dossier])
        return {row[0] for row in cursor.fetchall()}


def _written(visit: Visit, row: Any) -> Written:
    circle, sealed, answer = row[1], row[11], row[12]
    opened = Letter.model_validate_json(visit.ring.open(circle, bound_letter(visit.dossier, row[0]), sealed))
    word = visit.ring.open(circle, bound_answer(visit.dossier, row[0]), answer).decode() if answer else ""
    return Written(
        id=row[0],
        circle=circle,
        seat=row[2],
        circles=tuple(UUID(named) for named in json.loads(row[3])),
        role=row[4],
        authority=row[5],
        state=rules.letter_state(row[6], row[8], visit.now),
        sent=row[7],
        expires=row[8],
        times_sent=row[9],
        answered=row[10],
        letter=opened,
        answer=word,
    )
