"""Dates as people read them on a fridge: short, with the day of the week."""

from datetime import date, time

from keukentafel.rooms.plan.fridge.sheet import Language

_DAYS: dict[Language, tuple[str, ...]] = {
    "nl": ("ma", "di", "wo", "do", "vr", "za", "zo"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_MONTHS: dict[Language, tuple[str, ...]] = {
    "nl": ("jan", "feb", "mrt", "apr", "mei", "juni", "juli", "aug", "sept", "okt", "nov", "dec"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"),
}


def short_day(day: date, today: date, language: Language) -> str:
    """'vr 4 dec', and the year only when it is another year than today's."""
    year = f" {day.year}" if day.year != today.year else ""
    return f"{weekday(day, language)} {day.day} {month(day, language)}{year}"


def weekday(day: date, language: Language) -> str:
    """'vr' or 'Fri'."""
    return _DAYS[language][day.weekday()]


def month(day: date, language: Language) -> str:
    """'dec' or 'Dec'."""
    return _MONTHS[language][day.month - 1]


def hour(at: time | None) -> str:
    """'15.30', as it stands on a Dutch note; '15:30' is read as well, so one form serves both languages."""
    return at.strftime("%H:%M") if at else ""
