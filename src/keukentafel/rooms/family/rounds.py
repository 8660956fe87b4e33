"""The round of every day: move birthdays, and tell ahead, once, whom it concerns. Run again it does nothing twice."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from keukentafel.access import Refused, Visit, enter
from keukentafel.access.ages import day_of
from keukentafel.rooms.family import rules, telling

TOLD = """
INSERT INTO age_notice (dossier_id, about_id, seat_id, band, days, at) VALUES (%s, %s, %s, %s, %s, %s)
    ON CONFLICT DO NOTHING
"""
DONE = """
INSERT INTO age_round (dossier_id, day) VALUES (%s, %s) ON CONFLICT (dossier_id) DO UPDATE SET day = excluded.day
"""


def visit_one(person: UUID, dossier: UUID, now: datetime) -> bool:
    """At one dossier, as somebody who is in charge there: the doorway itself moves the birthdays that were reached."""
    try:
        with enter(person, dossier, place="family", now=now) as visit:
            visit.for_nobody()
            tell_ahead(visit, day_of(now))
            _do(DONE, dossier, day_of(now))
    except Refused:
        return False
    return True


def tell_ahead(visit: Visit, today: date) -> None:
    """Write down whom we tell of what, and send letters to those who did not hear it yet."""
    around = rules.concerned(visit)
    newly = []
    for one in rules.coming(visit, today):
        fresh = [seat for seat in around if _told(visit, one, seat.id)]
        newly += fresh
        if fresh and visit.table:
            visit.note("birthday_near", visit.table.id, one.seat.id)
    telling.by_letter(visit, {seat.id: seat for seat in newly}.values(), soon=False)


def _told(visit: Visit, one: rules.Coming, seat: UUID) -> bool:
    return _do(TOLD, visit.dossier, one.seat.id, seat, one.band, one.notice, visit.now)


def _do(sql: str, *values: Any) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return bool(cursor.rowcount == 1)
