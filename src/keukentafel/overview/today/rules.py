"""Birthdays that are near. Plain Python."""

from datetime import date


def next_birthday(born: date, today: date) -> date:
    """The next one, today included. Who was born on 29 February has it on 1 March in other years."""
    this_year = _in(born, today.year)
    return this_year if this_year >= today else _in(born, today.year + 1)


def _in(born: date, year: int) -> date:
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 3, 1)
