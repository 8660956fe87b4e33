"""Write items: add, change, step, move, delete. Each writes its line into the access log in the same transaction."""

from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from keukentafel import events, vault
from keukentafel.access import Refused, Visit
from keukentafel.access.files import remove_gone
from keukentafel.accesslog.actions import Action
from keukentafel.dossiers import reading, rights
from keukentafel.dossiers.events import Written
from keukentafel.dossiers.kinds import Content, Kind, all_kinds, kind_named
from keukentafel.dossiers.models import new_id
from keukentafel.dossiers.opened import COLUMNS, Opened, open_row, seal_content

C = TypeVar("C", bound=Content)

INSERT = f"""
INSERT INTO item (dossier_id, {COLUMNS})
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 1, %s, %s, %s, %s) ON CONFLICT (id) DO NOTHING RETURNING {COLUMNS}
"""
KEEP_VERSION = """
INSERT INTO item_version (item_id, version, dossier_id, circle_id, assignee_id, state, happened, due, changed,
                          changed_by_id, sealed)
SELECT id, version, dossier_id, circle_id, assignee_id, state, happened, due, changed, changed_by_id, sealed
  FROM item WHERE id = %s AND version = %s
"""
UPDATE = f"""
UPDATE item SET version = version + 1, state = %s, assignee_id = %s, happened = %s, due = %s, changed = %s,
                changed_by_id = %s, sealed = %s
 WHERE id = %s AND version = %s RETURNING {COLUMNS}
"""
UNDER_BY_OTHERS = """
WITH RECURSIVE under AS (
  SELECT id, kind, author_id FROM item WHERE parent_id = %s
  UNION ALL SELECT i.id, i.kind, i.author_id FROM item i JOIN under u ON i.parent_id = u.id)
SELECT EXISTS (SELECT FROM under WHERE kind = ANY(%s::text[]) AND author_id <> ALL(%s::uuid[]))
"""


class Conflict(Exception):
    """Somebody else changed the item first; ``current`` is what it is now."""

    def __init__(self, current: Opened[Any]) -> None:
        super().__init__("changed meanwhile")
        self.current = current


class Keep:
    """Marks a field that stays as it is."""


KEEP = Keep()


def add(  # noqa: PLR0913  # keywords only, and each is a column
    visit: Visit,
    kind: Kind,
    content: C,
    *,
    circle: UUID,
    once: UUID | None = None,
    parent: Opened[Any] | None = None,
    assignee: UUID | None = None,
    due: date | None = None,
    happened: datetime | None = None,
    state: str | None = None,
) -> Opened[C]:
    """Add an item. ``once`` is the form's own id: the same form sent twice adds one item.

    Raises ``Refused`` when the visitor may not add this kind there.
    """
    rights.must(rights.may_add(visit, kind, circle) and _fits_under(kind, parent, circle))
    rights.must(assignee is None or assignee in {seat.id for seat in visit.sitting(circle)})
    item, seat, now = id_for(visit, once), visit.circles[circle].seat, visit.now
    where = [visit.dossier, item, circle, parent.id if parent else None, kind.name, seat, assignee]
    when = [kind.states[0] if state is None else state, happened or now, due, now, now]
    row = _write(INSERT, *where, *when, seat, seal_content(visit, circle, item, kind, 1, content))
    if row is None:
        return reading.one(visit, item, kind.name)
    return _told(visit, "add", open_row(visit, row))


def add_sent(
    visit: Visit, kind: Kind, content: C, *, circle: UUID, once: UUID | None, due: date | None = None, **where: Any
) -> Opened[C]:
    """Add what somebody sent by a form. Sent twice it is one item; other words on a form that was sent before (somebody
    went back and typed on) are another one, and not lost. Raises ``Refused``.
    """
    made = add(visit, kind, content, circle=circle, once=once, due=due, **where)
    day = timezone.localdate(where.get("happened") or made.happened)  # "today" is another moment each time
    asked = (circle, due, where.get("assignee"), day)
    found = (made.circle, made.due, made.assignee, timezone.localdate(made.happened))
    if once is None or (made.content, found) == (content, asked):
        return made
    return add(visit, kind, content, circle=circle, once=_again(once, kind.pack(content), asked), due=due, **where)


def change(
    visit: Visit,
    item: Opened[C],
    content: C | Keep = KEEP,
    *,
    version: int,
    state: str | Keep = KEEP,
    assignee: UUID | Keep | None = KEEP,
    due: date | Keep | None = KEEP,
    happened: datetime | Keep = KEEP,
) -> Opened[C]:
    """Change an item and keep how it was.

    ``version``: what the writer had before them, from their form; who has just read the item and asks nobody says
    ``item.version``. When it has moved on: ``Conflict``.
    """
    rights.must(rights.may_change(visit, item))
    if version != item.version:
        raise Conflict(item)
    return _rewrite(visit, item, content, state, assignee, due, happened, "change")


def step(visit: Visit, item: Opened[C], state: str) -> Opened[C]:
    """Bring an item to another state, as its kind allows. Already there: nothing happens."""
    if item.state == state:
        return item
    rights.must(rights.may_step(visit, item, state))
    return _rewrite(visit, item, KEEP, state, KEEP, KEEP, KEEP, "step")


def others_wrote_under(visit: Visit, item: Opened[Any]) -> bool:
    """Whether words of somebody else hang under it, which would be lost with it: then only a holder deletes it.

    Signs (kinds of which nobody is told) are no words.
    """
    if visit.circles[item.circle].holder:
        return False
    words = [kind.name for kind in all_kinds() if kind.told]
    with connection.cursor() as cursor:
        cursor.execute(UNDER_BY_OTHERS, [item.id, words, list(visit.my_seats)])
        return bool(cursor.fetchone()[0])


def delete(visit: Visit, item: Opened[Any]) -> None:
    """Delete it for good, with its history and what hangs under it. Raises ``Refused``, also for words of others."""
    rights.must(rights.may_change(visit, item) and not others_wrote_under(visit, item))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM item WHERE id = %s", [item.id])
        rights.must(cursor.rowcount == 1)
    transaction.on_commit(remove_gone, robust=True)
    visit.note("delete", item.circle, item.id)
    visit.tell(item.circle, item.kind, item.id, item.parent)


def _rewrite(
    visit: Visit,
    item: Opened[C],
    content: C | Keep,
    state: str | Keep,
    assignee: UUID | Keep | None,
    due: date | Keep | None,
    happened: datetime | Keep,
    action: Action,
) -> Opened[C]:
    kind = kind_named(item.kind)
    words = item.content if isinstance(content, Keep) else content
    with connection.cursor() as cursor:
        cursor.execute(KEEP_VERSION, [item.id, item.version])
    row = _write(
        UPDATE,
        item.state if isinstance(state, Keep) else state,
        item.assignee if isinstance(assignee, Keep) else assignee,
        item.happened if isinstance(happened, Keep) else happened,
        item.due if isinstance(due, Keep) else due,
        visit.now,
        visit.circles[item.circle].seat,
        seal_content(visit, item.circle, item.id, kind, item.version + 1, words),
        item.id,
        item.version,
    )
    if row is None:
        raise Conflict(reading.one(visit, item.id))
    return _told(visit, action, open_row(visit, row))


def _told(visit: Visit, action: Action, item: Opened[C]) -> Opened[C]:
    """Written down in the log, announced, and told to open pages."""
    visit.note(action, item.circle, item.id)
    visit.tell(item.circle, item.kind, item.id, item.parent)
    by = visit.circles[item.circle].seat
    events.announce(Written(visit.dossier, item.circle, item.id, item.kind, by, action))
    return item


def _write(sql: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()


def _fits_under(kind: Kind, parent: Opened[Any] | None, circle: UUID) -> bool:
    if parent is None:
        return kind.hangs(None)
    return kind.hangs(parent.kind) and parent.circle == circle


def id_for(visit: Visit, once: UUID | None) -> UUID:
    """The id that a form's own id leads to, for this seat only: nobody can aim at an id they may not see."""
    if once is None:
        return new_id()
    marked = vault.current().keyed_hash("once", visit.person.bytes + visit.dossier.bytes + once.bytes)
    return UUID(
        bytes=once.bytes[:6] + bytes([0x70 | marked[6] & 0x0F, marked[7], 0x80 | marked[8] & 0x3F]) + marked[9:16]
    )


def _again(once: UUID, packed: bytes, rest: tuple[object, ...]) -> UUID:
    """A form's id for what it says now: sent twice like this it is one item too. Keyed, so that it tells nothing."""
    marked = vault.current().keyed_hash("again", once.bytes + packed + repr(rest).encode())
    return UUID(bytes=once.bytes[:6] + marked[:10])


__all__ = ["KEEP", "Conflict", "Refused", "add", "add_sent", "change", "delete", "id_for", "step"]
