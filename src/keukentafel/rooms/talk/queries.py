"""What the pages of conversations read. As many statements, and as many rows, at 100,000 messages as at 10."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from keukentafel.access import Refused, Visit
from keukentafel.access.rows import fetch
from keukentafel.dossiers import reading, rights
from keukentafel.dossiers.filed import FILE
from keukentafel.dossiers.opened import COLUMNS, Opened, open_row
from keukentafel.dossiers.reading import Mark
from keukentafel.rooms.talk.kinds import CONVERSATION, MESSAGE, REACTION, TEAM

MESSAGES_ON_A_PAGE = 30
CONVERSATIONS_ON_A_PAGE = 30
MOST_UNREAD = 10
"""So many of the newest messages are looked at: who has more unread is told "9+"."""
TELLS_SEEN = 8
"""With more people, that each of them has read would wake everybody's page for each message."""
WIDTH = len(COLUMNS.split(", "))
C_COLUMNS, I_COLUMNS, L_COLUMNS = (
    ", ".join(f"{table}.{column}" for column in COLUMNS.split(", ")) for table in ("c", "i", "l")
)
NEWEST = f"""
SELECT {COLUMNS} FROM item WHERE parent_id = c.id AND kind = '{MESSAGE.name}' ORDER BY happened DESC, id DESC LIMIT"""
LIST = f"""
WITH talks AS (
  SELECT {C_COLUMNS}, coalesce(m.happened, c.happened) AS last_at
    FROM unnest(%s::uuid[]) AS open(circle_id)
    CROSS JOIN LATERAL (SELECT {COLUMNS} FROM item
                         WHERE dossier_id = %s AND circle_id = open.circle_id AND kind = '{CONVERSATION.name}') c
    LEFT JOIN LATERAL (SELECT happened FROM item WHERE parent_id = c.id AND kind = '{MESSAGE.name}'
                        ORDER BY happened DESC, id DESC LIMIT 1) m ON true),
page AS (SELECT * FROM talks {{before}} ORDER BY last_at DESC, id DESC LIMIT %s)
SELECT {C_COLUMNS}, c.last_at, n.unread, {L_COLUMNS} FROM page c
  LEFT JOIN LATERAL ({NEWEST} 1) l ON true
  LEFT JOIN LATERAL (
    SELECT count(*) AS unread FROM ({NEWEST} {MOST_UNREAD}) n
     WHERE n.author_id <> ALL(%s::uuid[])
       AND NOT EXISTS (SELECT FROM item_seen s WHERE s.item_id = n.id AND s.seat_id = ANY(%s::uuid[]))) n ON true
 ORDER BY c.last_at DESC, c.id DESC
"""
"""One statement: each conversation by its newest message, and of its ten newest how many are unread."""
MOST_SIGNS, MOST_FILES = 100, 40
"""At one message. A bound also keeps the planner from reading all that hangs under anything."""
SEEN = "(SELECT array_agg(s.seat_id) FROM item_seen s WHERE s.item_id = f.id)"
PAGE = f"""
WITH page AS (
  SELECT {COLUMNS} FROM item WHERE parent_id = %s AND kind = '{MESSAGE.name}' {{before}}
   ORDER BY happened DESC, id DESC LIMIT %s)
SELECT {COLUMNS}, {SEEN} FROM page f
UNION ALL SELECT {I_COLUMNS}, NULL FROM page f CROSS JOIN LATERAL (
  SELECT {COLUMNS} FROM item WHERE parent_id = f.id AND kind = '{REACTION.name}' ORDER BY happened DESC, id DESC
   LIMIT {MOST_SIGNS}) i
UNION ALL SELECT {I_COLUMNS}, NULL FROM page f CROSS JOIN LATERAL (
  SELECT {COLUMNS} FROM item WHERE parent_id = f.id AND kind = '{FILE.name}' ORDER BY happened DESC, id DESC
   LIMIT {MOST_FILES}) i
UNION ALL SELECT {I_COLUMNS}, NULL FROM item i WHERE i.id = %s AND i.dossier_id = %s AND i.kind = '{CONVERSATION.name}'
UNION ALL SELECT {I_COLUMNS}, NULL FROM item i
 WHERE i.dossier_id = %s AND i.circle_id = %s AND i.kind = '{TEAM.name}' AND i.state = 'agreed'
"""
SOME = f"SELECT {COLUMNS} FROM item WHERE id = ANY(%s::uuid[]) AND parent_id = %s AND kind = '{MESSAGE.name}'"
IN_CIRCLE = f"""
SELECT id FROM item WHERE dossier_id = %s AND circle_id = %s AND kind = '{CONVERSATION.name}'
 ORDER BY happened DESC, id DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Line:
    """A conversation in the list. ``unread``: of its ten newest messages; ``last``: the newest, if there is any."""

    item: Opened[Any]
    last_at: datetime
    unread: int
    last: Opened[Any] | None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a conversation, its oldest message first. ``given``: the signs at each; ``quoted``: what is answered.

    ``files``: what came along with each; ``older``: where the page above it starts; ``teams``: who shares an inbox at
    this table.
    """

    conversation: Opened[Any]
    messages: Sequence[Opened[Any]]
    given: Mapping[UUID, Sequence[Opened[Any]]]
    files: Mapping[UUID, Sequence[Opened[Any]]]
    seen_by: Mapping[UUID, frozenset[UUID]]
    quoted: Mapping[UUID, Opened[Any]]
    older: Mark | None
    teams: Sequence[Opened[Any]]


def conversations(visit: Visit, before: Mark | None) -> tuple[list[Line], Mark | None]:
    """The conversations of the open circles, the latest words first, and where the next page starts. One statement."""
    size, mine = CONVERSATIONS_ON_A_PAGE, list(visit.my_seats)
    below = [before.at, before.id] if before else []
    sql = LIST.format(before="WHERE (last_at, id) < (%s, %s)" if before else "")
    rows = fetch(sql, [list(visit.circles), visit.dossier, *below, size + 1, mine, mine])
    lines = [_line(visit, row) for row in rows[:size]]
    visit.has_read(visit.circles)  # all that are open: which have something in them, a line of the log would tell
    last = lines[-1] if len(rows) > size else None
    return lines, Mark(last.last_at, last.item.id) if last else None


def page(visit: Visit, conversation: UUID, before: Mark | None, *extra: UUID) -> Page:
    """Thirty messages, the newest unless ``before``; two statements at most. ``extra``: messages that are answered.

    Raises ``Refused``.
    """
    below = [before.at, before.id] if before else []
    sql = PAGE.format(before="AND (happened, id) < (%s, %s)" if before else "")
    at_table = visit.table.id if visit.table else None
    here = [conversation, *below, MESSAGES_ON_A_PAGE + 1, conversation, visit.dossier, visit.dossier, at_table]
    rows = fetch(sql, here)
    opened = [(open_row(visit, row), frozenset(row[WIDTH] or ())) for row in rows]
    top = next((item for item, _seen in opened if item.kind == CONVERSATION.name), None)
    if top is None:
        raise Refused
    messages = [one for one in opened if one[0].kind == MESSAGE.name]
    shown = messages[:MESSAGES_ON_A_PAGE]
    _mark(visit, top, shown)
    visit.has_read({top.circle})
    last = shown[-1][0] if len(messages) > len(shown) else None
    found = [item for item, _seen in reversed(shown)]
    return Page(
        conversation=top,
        messages=found,
        given=_at_each([item for item, _seen in opened if item.kind == REACTION.name]),
        files=_at_each([item for item, _seen in opened if item.kind == FILE.name]),
        seen_by={item.id: seen for item, seen in shown},
        quoted=_quoted(visit, top, found, extra),
        older=Mark(last.happened, last.id) if last else None,
        teams=[item for item, _seen in opened if item.kind == TEAM.name],
    )


def conversation(visit: Visit, item: UUID) -> Opened[Any]:
    """One conversation. Raises ``Refused``."""
    return reading.one(visit, item, CONVERSATION.name)


def message(visit: Visit, item: UUID) -> Opened[Any]:
    """One message. Raises ``Refused``."""
    return reading.one(visit, item, MESSAGE.name)


def to_change(visit: Visit, item: UUID) -> Opened[Any]:
    """A message or conversation that the visitor may change. Raises ``Refused``."""
    found = reading.one(visit, item, MESSAGE.name, CONVERSATION.name)
    rights.must(rights.may_change(visit, found))
    return found


def may_say(visit: Visit, circle: UUID) -> bool:
    """Whether the visitor may say something there."""
    return rights.may_add(visit, MESSAGE, circle)


def newest_in(visit: Visit, circle: UUID) -> UUID | None:
    """The conversation that was begun last in a circle."""
    rows = fetch(IN_CIRCLE, [visit.dossier, circle])
    return rows[0][0] if rows else None


def answered(visit: Visit, conversation: Opened[Any], message: UUID | None) -> UUID | None:
    """The message that is answered, if it is one of this conversation; else none: it may be gone meanwhile."""
    return message if message and fetch(SOME, [[message], conversation.id]) else None


def mark(text: str) -> Mark | None:
    """Where an address says that the page starts. Raises ``Refused``."""
    try:
        return Mark.parse(text) if text else None
    except ValueError:
        raise Refused from None


def _line(visit: Visit, row: Any) -> Line:
    last = row[WIDTH + 2 :]
    return Line(
        open_row(visit, row[:WIDTH]), row[WIDTH], row[WIDTH + 1], open_row(visit, last) if last[0] is not None else None
    )


def _mark(visit: Visit, top: Opened[Any], shown: Sequence[tuple[Opened[Any], frozenset[UUID]]]) -> None:
    """What is seen for the first time; the others' open pages are told so, where a few people talk."""
    fresh = [item for item, seen in shown if item.author not in visit.my_seats and not seen & visit.my_seats]
    reading.mark_shown(visit, fresh)
    told = fresh and visit.circles[top.circle].writes and not visit.seat.card.reach.unseen
    if told and len(visit.sitting(top.circle)) <= TELLS_SEEN:
        visit.tell(top.circle, top.kind, top.id)


def _at_each(hanging: Sequence[Opened[Any]]) -> dict[UUID, list[Opened[Any]]]:
    found: dict[UUID, list[Opened[Any]]] = {}
    for one in sorted(hanging, key=lambda one: (one.happened, one.id)):
        found.setdefault(one.parent, []).append(one)  # type: ignore[arg-type]  # asked for by their parent
    return found


def _quoted(
    visit: Visit, top: Opened[Any], shown: Sequence[Opened[Any]], extra: Sequence[UUID]
) -> dict[UUID, Opened[Any]]:
    """What is answered on the page: most stand on it themselves, the others are one statement."""
    at_hand = {one.id: one for one in shown}
    wanted = {one.content.answers for one in shown if one.content.answers} | set(extra)
    missing = [one for one in wanted if one not in at_hand]
    fetched = [open_row(visit, row) for row in fetch(SOME, [missing, top.id])] if missing else []
    at_hand |= {one.id: one for one in fetched}
    return {one: at_hand[one] for one in wanted if one in at_hand}
