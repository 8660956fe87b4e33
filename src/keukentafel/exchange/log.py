"""The access log on its way out: the one place that knows its columns.

``COLUMNS`` is what every line has. What a line has besides, by NEN 7513 and for its chain, goes into ``more`` by the
name that ``MORE`` gives it. The hashes are keyed: the house that made them can say whether a line was changed or taken
out, and a copy that was made earlier shows whether that house changed its mind.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from keukentafel.access import Visit
from keukentafel.access.cards import bound_line
from keukentafel.exchange import format as form

COLUMNS: Final = "id, at, action, place, circle_id, seat_id, eyes_id, subject_id"
MORE: Final[Mapping[str, str]] = {
    "place_in_chain": "seq", "hash": "hash", "program": "program", "consent": "consent_id", "emergency": "emergency",
    "on_behalf_of": "responsible",
}  # fmt: skip
"""Name in the archive -> column."""
IN_PART = 1_000
LINES = "SELECT {columns} FROM access_event WHERE dossier_id = %s ORDER BY at, id"


def parts(visit: Visit) -> Iterator[form.Log]:
    """All lines that the visitor may read (row-level security decides), oldest first, in parts."""
    columns = ", ".join([COLUMNS, *MORE.values()])
    with connection.chunked_cursor() as cursor:
        cursor.execute(LINES.format(columns=columns), [visit.dossier])
        while rows := cursor.fetchmany(IN_PART):
            yield form.Log(format=1, lines=tuple(_line(visit, row) for row in rows))


def _line(visit: Visit, row: Any) -> form.LogLine:
    more = {name: _plain(value) for name, value in zip(MORE, row[8:], strict=True)}
    sealed = row[8 + list(MORE).index("on_behalf_of")]
    if sealed is not None:
        more["on_behalf_of"] = visit.ring.open(visit.dossier, bound_line(row[0]), bytes(sealed)).decode()
    return form.LogLine(
        id=row[0],
        at=row[1],
        action=row[2],
        place=row[3],
        circle=row[4],
        seat=row[5],
        eyes=row[6],
        subject=row[7],
        more=more,
    )


def _plain(value: Any) -> Any:
    """As JSON can say it: bytes in hexadecimal, moments in UTC."""
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return str(value) if isinstance(value, UUID | date) else value
