"""What a table holds about the visitor, and what they wrote there. Row-level security decides what is in sight."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from keukentafel.access import Hall, Visit
from keukentafel.access.rows import fetch
from keukentafel.dossiers.kinds import kind_named
from keukentafel.dossiers.opened import COLUMNS, Opened, open_row
from keukentafel.dossiers.reading import Mark
from keukentafel.rooms.plan.kinds import GOAL, REVIEW
from keukentafel.rooms.requests.kinds import ANSWER, NAMES

PAGE = 30
LINES = 12
NOTHING = f"(SELECT {COLUMNS} FROM item WHERE false) i ON true"
HELD = f"""
WITH mine AS MATERIALIZED (
  SELECT {COLUMNS} FROM item
   WHERE circle_id = ANY(%s::uuid[]) AND (author_id = ANY(%s::uuid[]) OR assignee_id = ANY(%s::uuid[])))
SELECT 'wrote', w.kind, w.things, i.* FROM (
  SELECT kind, count(*) AS things FROM mine WHERE author_id = ANY(%s::uuid[]) GROUP BY kind ORDER BY kind) w
  LEFT JOIN {NOTHING}
UNION ALL
SELECT 'seen', '', (SELECT count(*) FROM item_seen WHERE circle_id = ANY(%s::uuid[]) AND seat_id = ANY(%s::uuid[])), i.*
  FROM (SELECT 1) AS always LEFT JOIN {NOTHING}
UNION ALL
SELECT 'given', '', 0, mine.* FROM mine WHERE assignee_id = ANY(%s::uuid[])
UNION ALL
SELECT 'about', '', 0, {COLUMNS} FROM item
 WHERE dossier_id = %s AND circle_id = ANY(%s::uuid[]) AND kind = ANY(%s::text[])
UNION ALL
SELECT 'asked', '', 0, mine.* FROM mine WHERE author_id = ANY(%s::uuid[]) AND kind = ANY(%s::text[])
UNION ALL
SELECT 'answer', '', 0, a.* FROM (
  SELECT {COLUMNS} FROM item WHERE parent_id IN (SELECT id FROM mine WHERE kind = ANY(%s::text[])) AND kind = %s) a
"""
"""One statement: how much I wrote of each kind, how much I have had before my eyes, what was given to me, what may be
about me, and what I asked with the answers.
"""
WROTE = f"""
SELECT {COLUMNS} FROM item WHERE circle_id = ANY(%s::uuid[]) AND author_id = ANY(%s::uuid[]) {{before}}
 ORDER BY happened DESC, id DESC {{limit}}
"""
MY_LINES = "SELECT * FROM access_my_lines(%s)"
COUNTS = """
SELECT i.dossier_id, count(*) FILTER (WHERE i.author_id = ANY(%s::uuid[])),
       count(*) FILTER (WHERE i.assignee_id = ANY(%s::uuid[]))
  FROM item i WHERE i.circle_id = ANY(%s::uuid[]) AND (i.author_id = ANY(%s::uuid[]) OR i.assignee_id = ANY(%s::uuid[]))
 GROUP BY i.dossier_id
"""
ENDED = "SELECT * FROM access_my_ended()"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the log of what I did."""

    id: UUID
    at: datetime
    action: str
    place: str
    circle: UUID
    subject: UUID | None
    program: str


@dataclass(frozen=True, slots=True)
class Held:
    """What a table holds about somebody. ``wrote``: kind -> how many; ``given``: theirs to do; ``about``: goals that
    are about them and moments of looking back at which they were; ``asked`` with ``answers``: their requests.
    """

    wrote: dict[str, int]
    seen: int
    given: Sequence[Opened[Any]]
    about: Sequence[Opened[Any]]
    asked: Sequence[Opened[Any]]
    answers: dict[UUID, list[Opened[Any]]]


@dataclass(frozen=True, slots=True)
class Wrote:
    """A page of my own words, newest first."""

    items: Sequence[Opened[Any]]
    older: Mark | None


@dataclass(frozen=True, slots=True)
class Ended:
    """A seat that I have no more; ``asked``: when I last asked something from there, and how that stands."""

    seat: UUID
    role: str
    since: datetime
    until: datetime
    at_table: bool
    kind: str | None
    state: str | None
    asked: datetime | None
    due: Any


def held(visit: Visit) -> Held:
    """All about the visitor in the open circles. One statement; the circles of what it gives are noted as read."""
    circles, mine = list(visit.circles), list(visit.my_seats)
    names = sorted(NAMES)
    about = [GOAL.name, REVIEW.name]
    values = [circles, mine, mine, mine, circles, mine, mine, visit.dossier, circles, about, mine, names]
    rows = fetch(HELD, [*values, names, ANSWER.name])
    found = [(row[0], open_row(visit, row[3:])) for row in rows if row[3] is not None]
    visit.has_read({item.circle for _tag, item in found})
    answers: dict[UUID, list[Opened[Any]]] = {}
    for tag, item in found:
        if tag == "answer" and item.parent:
            answers.setdefault(item.parent, []).append(item)
    return Held(
        wrote={row[1]: row[2] for row in rows if row[0] == "wrote"},
        seen=next(row[2] for row in rows if row[0] == "seen"),
        given=[item for tag, item in found if tag == "given"],
        about=[item for tag, item in found if tag == "about" and is_about(item, visit)],
        asked=[item for tag, item in found if tag == "asked"],
        answers=answers,
    )


def is_about(item: Opened[Any], visit: Visit) -> bool:
    """Whether a goal is about the visitor, or they were there when it was looked back on."""
    named = item.content.there if item.kind == REVIEW.name else (item.content.whose,)
    return bool(visit.my_seats & set(named))


def wrote(visit: Visit, *, before: Mark | None = None) -> Wrote:
    """What the visitor wrote, of every kind, below ``before``."""
    values: list[Any] = [list(visit.circles), list(visit.my_seats)]
    values += [before.at, before.id] if before else []
    sql = WROTE.format(before="AND (happened, id) < (%s::timestamptz, %s::uuid)" if before else "", limit="LIMIT %s")
    items = [open_row(visit, row) for row in fetch(sql, [*values, PAGE + 1])]
    visit.has_read({item.circle for item in items[:PAGE]})
    last = items[PAGE - 1] if len(items) > PAGE else None
    return Wrote(items[:PAGE], Mark(last.happened, last.id) if last else None)


def all_wrote(visit: Visit) -> list[Opened[Any]]:
    """Everything that the visitor wrote, newest first."""
    sql = WROTE.format(before="", limit="")
    items = [open_row(visit, row) for row in fetch(sql, [list(visit.circles), list(visit.my_seats)])]
    visit.has_read({item.circle for item in items})
    return items


def my_lines(visit: Visit, most: int = LINES) -> list[Line]:
    """The newest lines that the log has of the visitor."""
    return [Line(*row) for row in fetch(MY_LINES, [most])]


def counts(hall: Hall) -> dict[UUID, tuple[int, int]]:
    """At each of my tables: how many things I wrote, and how many are mine to do. One statement."""
    mine, circles = list(hall.my_seats), [circle for table in hall.tables for circle in table.circles]
    hall.cursor.execute(COUNTS, [mine, mine, circles, mine, mine])
    return {row[0]: (row[1], row[2]) for row in hall.cursor.fetchall()}


def ended(hall: Hall) -> list[Ended]:
    """Seats that I have no more, the last first."""
    hall.cursor.execute(ENDED)
    return [Ended(*row) for row in hall.cursor.fetchall()]


def label(kind: str) -> str:
    """What a kind is called."""
    return str(kind_named(kind).label)
