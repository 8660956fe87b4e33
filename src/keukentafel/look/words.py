"""Filters: dates, initials and family words as pages say them."""

import re
from datetime import date, datetime, timedelta
from typing import Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

HOUR, HALF_DAY, WEEK = 60, 12, 7  # minutes, hours, days
PARTICLES: Final = frozenset(
    {"van", "von", "de", "den", "der", "het", "'t", "ter", "ten", "el", "al", "da", "di", "la", "le"}
)
# Marks that turn the reading direction for all text after them; names and notes are isolated by dir=auto instead.
TURNS: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")


def day_words(value: date | datetime | None, *, today: date | None = None) -> str:
    """A day: today, yesterday, tomorrow, else weekday and date; the year only when it is another year."""
    if value is None:
        return ""
    day, today = as_day(value), today or timezone.localdate()
    near = {0: _("today"), -1: _("yesterday"), 1: _("tomorrow")}
    if (distance := (day - today).days) in near:
        return near[distance]
    words = f"{date_format(day, 'l').lower() if is_dutch() else date_format(day, 'l')} {day.day} {month(day)}"
    return words if day.year == today.year else f"{day.day} {month(day)} {day.year}"


def moment_words(value: datetime | None, *, now: datetime | None = None) -> str:
    """A moment: the day in words and the time (24 hours)."""
    if value is None:
        return ""
    local, now = timezone.localtime(value), timezone.localtime(now or timezone.now())
    return _("%(day)s at %(time)s") % {"day": day_words(local, today=now.date()), "time": local.strftime("%H:%M")}


def ago_words(value: datetime | None, *, now: datetime | None = None) -> str:
    """How long ago, in the last week; the day in words before that."""
    if value is None:
        return ""
    now = now or timezone.now()
    past = now - value
    minutes, hours = int(past.total_seconds() // 60), int(past.total_seconds() // 3600)
    if minutes < 1:
        return _("just now")
    if minutes < HOUR:
        return ngettext("%(n)d minute ago", "%(n)d minutes ago", minutes) % {"n": minutes}
    if hours < HALF_DAY:
        return ngettext("%(n)d hour ago", "%(n)d hours ago", hours) % {"n": hours}
    return day_words(value, today=timezone.localtime(now).date())


def due_words(value: date | None, *, today: date | None = None) -> str:
    """A day to come (or gone by): today, tomorrow, in 4 days, 3 days late, else the day in words."""
    if value is None:
        return ""
    today = today or timezone.localdate()
    distance = (as_day(value) - today) // timedelta(days=1)
    if 1 < distance < WEEK:
        return ngettext("in %(n)d day", "in %(n)d days", distance) % {"n": distance}
    if -WEEK < distance < 0:
        return ngettext("%(n)d day late", "%(n)d days late", -distance) % {"n": -distance}
    return day_words(value, today=today)


def initials(name: str) -> str:
    """One or two letters for a mug: "Fatma Yılmaz" FY, "Opa" O, "Ria van der Berg" RB, "" a question mark."""
    parts = [part for part in TURNS.sub("", name).split() if part.lower() not in PARTICLES] or name.split()
    letters = [next((sign for sign in part if sign.isalnum()), "") for part in parts]
    letters = [sign for sign in letters if sign]
    return (
        "".join(dict.fromkeys([letters[0], letters[-1]] if len(letters) > 1 else letters)).upper() if letters else "?"
    )


def paragraphs(text: str | None) -> Markup:
    """A family's own words as safe paragraphs; single line breaks stay."""
    clean = TURNS.sub("", (text or "").replace("\r\n", "\n")).strip()
    blocks = [block.strip("\n") for block in re.split(r"\n\s*\n", clean) if block.strip()]
    return Markup("").join(Markup('<p dir="auto">{}</p>').format(lines(block)) for block in blocks)


def lines(block: str) -> Markup:
    """One paragraph with <br> between its lines."""
    return Markup("<br>").join(escape(line) for line in block.split("\n"))


def as_day(value: date | datetime) -> date:
    """The local calendar day of a day or a moment."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def month(day: date) -> str:
    """The month's name as it stands within a date."""
    name = date_format(day, "F")
    return name.lower() if is_dutch() else name


def is_dutch() -> bool:
    """Whether the page is in Dutch, which writes days and months without a capital."""
    return (get_language() or "").startswith("nl")


FILTERS: Final = {
    "day": day_words,
    "moment": moment_words,
    "ago": ago_words,
    "due": due_words,
    "initials": initials,
    "paragraphs": paragraphs,
}
