"""Read items. Every statement also passes row-level security; the circles named here only make it fast."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from keukentafel.access import Refused, Visit
from keukentafel.access.rows import fetch
from keukentafel.access.visit import Shown
from keukentafel.dossiers.opened import COLUMNS, Opened, open_row

I_COLUMNS = ", ".join(f"i.{column}" for column in COLUMNS.split(", "))
SEEN = "(SELECT array_agg(s.seat_id) FROM item_seen s WHERE s.item_id = f.id)"
FEED = f"""
WITH feed AS (
  SELECT i.* FROM unnest(%s::uuid[]) AS open(circle_id) CROSS JOIN LATERAL (
    SELECT {COLUMNS} FROM item
     WHERE dossier_id = %s AND circle_id = open.circle_id AND kind = %s {{before}}
     ORDER BY happened DESC, id DESC LIMIT %s) i
   ORDER BY i.happened DESC, i.id DESC LIMIT %s)
SELECT {COLUMNS}, {SEEN} FROM feed f
UNION ALL
SELECT {I_COLUMNS}, NULL FROM item i WHERE i.parent_id IN (SELECT id FROM feed)
"""
"""One statement: the newest of each open circle by index, the newest of those, and what hangs under them."""
ALL_OF_KIND = f"""
SELECT {I_COLUMNS} FROM unnest(%s::uuid[]) AS open(circle_id) CROSS JOIN LATERAL (
  SELECT {COLUMNS} FROM item
   WHERE dossier_id = %s AND circle_id = open.circle_id AND kind = %s {{before}}
   ORDER BY happened DESC, id DESC LIMIT %s) i
 ORDER BY i.happened DESC, i.id DESC LIMIT %s
"""
ONE = f"SELECT {COLUMNS} FROM item WHERE id = %s AND dossier_id = %s"
UNDER = f"SELECT {COLUMNS} FROM item WHERE parent_id = ANY(%s) ORDER BY happened, id"
OF_KINDS = f"""
SELECT {I_COLUMNS} FROM item i
 WHERE dossier_id = %s AND circle_id = ANY(%s) AND kind = ANY(%s) ORDER BY happened DESC, id DESC
"""
WHOLE = f"""
WITH RECURSIVE whole AS (
  SELECT {COLUMNS} FROM item WHERE id = %s AND dossier_id = %s AND kind = %s
  UNION ALL
  SELECT {I_COLUMNS} FROM item i JOIN whole w ON i.parent_id = w.id)
SELECT {COLUMNS} FROM whole ORDER BY created, id
"""
THESE = f"SELECT {COLUMNS} FROM item WHERE id = ANY(%s) AND dossier_id = %s"
VERSIONS = """
SELECT item_id, circle_id, NULL::uuid, %s::text, changed_by_id, assignee_id, state, happened, due, version, changed,
       changed, changed_by_id, sealed
  FROM item_version WHERE item_id = %s ORDER BY version
"""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a page of a feed or of the log ended: the next one starts below it. ``id``: of the item or the line."""

    at: datetime
    id: UUID

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.id.hex}"

    @classmethod
    def parse(cls, text: str) -> "Mark":
        """Read what ``str`` wrote. Raises ``ValueError``."""
        at, _, what = text.rpartition("_")
        return cls(datetime.fromisoformat(at), UUID(what))

    @classmethod
    def asked(cls, text: str) -> "Mark | None":
        """The same, from an address; None when it says nothing, or what ``str`` never wrote."""
        try:
            return cls.parse(text)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Feed:
    """A page of a feed. ``under``: what hangs under an item, oldest first; ``seen_by``: seats that saw it."""

    items: Sequence[Opened[Any]]
    under: dict[UUID, list[Opened[Any]]]
    seen_by: dict[UUID, frozenset[UUID]]
    older: Mark | None


def feed(
    visit: Visit, kind: str, *, circles: Iterable[UUID] | None = None, before: Mark | None = None, limit: int = 30
) -> Feed:
    """The newest items of a kind in the open circles, or in some of them, below ``before``. One statement."""
    wanted = [circle for circle in (visit.circles if circles is None else circles) if circle in visit.circles]
    values: list[Any] = [wanted, visit.dossier, kind]
    values += [before.at, before.id] if before else []
    sql = FEED.format(before="AND (happened, id) < (%s, %s)" if before else "")
    rows = fetch(sql, [*values, limit + 1, limit + 1])
    opened = [(open_row(visit, row), row[14]) for row in rows]
    tops = [(item, seen) for item, seen in opened if item.parent is None]
    under = _grouped(item for item, _ in opened if item.parent)
    shown = tops[:limit]
    mark_shown(visit, [item for item, seen in shown if visit.circles[item.circle].seat not in (seen or ())])
    visit.has_read({item.circle for item, _ in shown})
    last = shown[-1][0] if len(tops) > limit else None
    return Feed(
        items=[item for item, _ in shown],
        under=under,
        seen_by={item.id: frozenset(seen or ()) for item, seen in shown},
        older=Mark(last.happened, last.id) if last else None,
    )


def newest(
    visit: Visit, kind: str, *, circles: Iterable[UUID] | None = None, before: Mark | None = None, limit: int = 30
) -> tuple[list[Opened[Any]], Mark | None]:
    """The newest items of a kind, alone or under whatever else, below ``before``, and where older ones begin. One
    statement.
    """
    wanted = [circle for circle in (visit.circles if circles is None else circles) if circle in visit.circles]
    values: list[Any] = [wanted, visit.dossier, kind, *([before.at, before.id] if before else [])]
    sql = ALL_OF_KIND.format(before="AND (happened, id) < (%s, %s)" if before else "")
    found = [open_row(visit, row) for row in fetch(sql, [*values, limit + 1, limit + 1])]
    shown = found[:limit]
    visit.has_read({item.circle for item in shown})
    return shown, Mark(shown[-1].happened, shown[-1].id) if len(found) > limit else None


def one(visit: Visit, item: UUID, *kinds: str) -> Opened[Any]:
    """One item, of one of these kinds if any are named. Raises ``Refused``."""
    rows = fetch(ONE, [item, visit.dossier])
    if not rows or (kinds and rows[0][3] not in kinds):
        raise Refused
    visit.has_read({rows[0][1]})
    return open_row(visit, rows[0])


def under(visit: Visit, items: Iterable[UUID]) -> dict[UUID, list[Opened[Any]]]:
    """What hangs under these items, oldest first."""
    return _grouped(open_row(visit, row) for row in fetch(UNDER, [list(items)]))


def whole(visit: Visit, item: UUID, kind: str) -> tuple[Opened[Any], list[Opened[Any]]]:
    """One item of a kind, and all that hangs under it, however deep, oldest first. Raises ``Refused``."""
    found = [open_row(visit, row) for row in fetch(WHOLE, [item, visit.dossier, kind])]
    top = next((one for one in found if one.id == item), None)
    if top is None:
        raise Refused
    visit.has_read({top.circle})
    return top, [one for one in found if one is not top]


def these(visit: Visit, ids: Iterable[UUID]) -> dict[UUID, Opened[Any]]:
    """Those of these items that are in sight, by id. Of the others nothing is told: gone, or elsewhere."""
    wanted = list(ids)
    found = [open_row(visit, row) for row in fetch(THESE, [wanted, visit.dossier])] if wanted else []
    visit.has_read({item.circle for item in found})
    return {item.id: item for item in found}


def of_kinds(visit: Visit, *kinds: str, circles: Iterable[UUID] | None = None) -> list[Opened[Any]]:
    """Everything of these kinds in the open circles, newest first. For kinds of which a family has few."""
    wanted = [circle for circle in (visit.circles if circles is None else circles) if circle in visit.circles]
    items = [open_row(visit, row) for row in fetch(OF_KINDS, [visit.dossier, wanted, list(kinds)])]
    visit.has_read({item.circle for item in items})
    return items


def versions(visit: Visit, item: Opened[Any]) -> list[Opened[Any]]:
    """How the item was before, oldest first; ``changed`` and ``changed_by``: when and by whom that version was made."""
    return [open_row(visit, row) for row in fetch(VERSIONS, [item.kind, item.id])]


def open_circle(visit: Visit, text: str) -> UUID | None:
    """The circle that an address asks for, None when it asks for none. Raises ``Refused``."""
    found = next((circle for circle in visit.circles if str(circle) == text), None)
    if text and found is None:
        raise Refused
    return found


def mark_shown(visit: Visit, items: Iterable[Opened[Any]]) -> None:
    """Remember that these items came before the visitor's eyes.

    Not while looking as somebody else, and not by emergency access: who reads so leaves lines in the log alone.
    """
    visit.notebook.shown.extend(
        Shown(item.id, item.circle, visit.circles[item.circle].seat)
        for item in items
        if visit.circles[item.circle].writes
    )


def _grouped(items: Iterable[Opened[Any]]) -> dict[UUID, list[Opened[Any]]]:
    groups: dict[UUID, list[Opened[Any]]] = {}
    for item in sorted(items, key=lambda one: (one.happened, one.id)):
        if item.parent:
            groups.setdefault(item.parent, []).append(item)
    return groups
