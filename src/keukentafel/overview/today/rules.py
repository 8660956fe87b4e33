"""Birthdays that are near. Plain Python."""

from datetime import date

from keukentafel.rooms.calendar.rules import birthday_in


def next_birthday(born: date, today: date) -> date:
    """The next one, today included. Who was born on 29 February has it on 1 March in other years."""
    this_year = birthday_in(born, today.year)
    return this_year if this_year >= today else birthday_in(born, today.year + 1)
