"""Birthdays that move rights: 12, 16 and 18 (``domain.md``, "Age and authority")."""

from datetime import date, datetime

from django.utils import timezone

from keukentafel.access.visit import SeatInSight

BANDS = (18, 16, 12, 0)


def day_of(moment: datetime) -> date:
    """The day that a moment is in where the families live (Europe/Amsterdam): birthdays begin at midnight there."""
    return timezone.localdate(moment)


def birthday(born: date, years: int) -> date:
    """The day on which somebody reaches an age; of 29 February, 1 March in other years."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


def next_band(born: date, day: date) -> tuple[int, date] | None:
    """The next birthday that moves rights, after ``day``, as (band, its day); None when 18 was reached."""
    coming = [(band, birthday(born, band)) for band in reversed(BANDS) if band > band_on(born, day)]
    return coming[0] if coming else None


def age_on(born: date, day: date) -> int:
    """Age in whole years; who is born on 29 February has their birthday on 1 March in other years (Dutch practice)."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def band_on(born: date, day: date) -> int:
    """The last of the birthdays 0, 12, 16, 18 that was reached on ``day``."""
    years = age_on(born, day)
    return next((band for band in BANDS if years >= band), 0)


def reached(seat: SeatInSight, day: date) -> int | None:
    """The new band of a youth seat whose birthday has passed since it was last written down, else None."""
    born = seat.card.birth_date
    if seat.role != "youth" or born is None or seat.age_band >= (band := band_on(born, day)):
        return None
    return band
