"""Who may decide for whom, who agreed to what, and what this house has under way: as far as the visitor reads it.

Row-level security decides which rows are there. Authority and consent belong to the dossier and go along; emergency
access and endings belong to this house (``docs/decisions/0012``).
"""

import json
from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID

from keukentafel.access import Visit
from keukentafel.access.rows import fetch
from keukentafel.exchange import format as form
from keukentafel.rooms.family.queries import EMERGENCY, Source, bound_authority, bound_call, family_circle

P = TypeVar("P", bound=form.Part)
AUTHORITY = """
SELECT id, child_id, parent_id, source, recorded, recorded_by_id, ended, contested, contested_by_id, sealed, contest
  FROM authority WHERE dossier_id = %s ORDER BY recorded, id
"""
ABOUTS = "SELECT circle_id, seat_id, by_id, at FROM circle_about WHERE dossier_id = %s ORDER BY at, circle_id, seat_id"
CONSENTS = """
SELECT id, about_id, given_by_id, purpose, circle_id, subject_id, for_band, yes, text_version, given, ended
  FROM consent WHERE dossier_id = %s ORDER BY given, id
"""
CALLS = """
SELECT id, seat_id, asked, may_open, closes, opened, vetoed, vetoed_by_id, ended, sealed
  FROM emergency_call WHERE dossier_id = %s ORDER BY asked, id
"""
ENDINGS = """
SELECT id, seat_id, asked_by_id, asked, due, state, agreed::text, answered_by_id, answered
  FROM ending WHERE dossier_id = %s ORDER BY asked, id
"""


def rights(visit: Visit) -> form.Rights:
    """What goes along. Rows that name a seat out of sight are left out."""
    return form.Rights(
        format=1,
        authority=tuple(_authority(visit, row) for row in _known(visit, AUTHORITY, 1, 2, 5, 8)),
        abouts=tuple(_filled(form.About, row) for row in _known(visit, ABOUTS, 1, 2)),
        consents=tuple(_filled(form.Consent, row) for row in _known(visit, CONSENTS, 1, 2, 5)),
    )


def emergency(visit: Visit) -> form.Emergency | None:
    """How emergency access is turned on here, if it is."""
    rows = fetch(EMERGENCY, [visit.dossier])
    return _filled(form.Emergency, rows[0]) if rows else None


def calls(visit: Visit) -> tuple[form.Call, ...]:
    """Every call for it, with its reason."""
    return tuple(_call(visit, visit.table.id, row) for row in fetch(CALLS, [visit.dossier])) if visit.table else ()


def endings(visit: Visit) -> tuple[form.Ending, ...]:
    """What was asked to be ended here, and what came of it."""
    return tuple(_ending(row) for row in fetch(ENDINGS, [visit.dossier]))


def _known(visit: Visit, statement: str, *seats: int) -> list[Any]:
    rows = fetch(statement, [visit.dossier])
    return [row for row in rows if all(row[at] is None or row[at] in visit.seats for at in seats)]


def _filled(part: type[P], row: Sequence[Any]) -> P:
    """A part of the format by a row that has its fields, in their order."""
    return part(**dict(zip(part.model_fields, row, strict=True)))


def _authority(visit: Visit, row: Any) -> form.Authority:
    circle, place = family_circle(visit), bound_authority(visit.dossier, row[1], row[2])
    details = Source.model_validate_json(visit.ring.open(circle, place, bytes(row[9]))) if row[9] else Source()
    contest = visit.ring.open(circle, b"contest" + place, bytes(row[10])).decode() if row[10] else ""
    return _filled(form.Authority, (*row[:4], details.since, details.where, *row[4:9], contest))


def _call(visit: Visit, table: UUID, row: Any) -> form.Call:
    why = visit.ring.open(table, bound_call(visit.dossier, row[0]), bytes(row[9])).decode()
    return _filled(form.Call, (*row[:9], why))


def _ending(row: Any) -> form.Ending:
    return _filled(form.Ending, (*row[:6], json.loads(row[6]), *row[7:]))
