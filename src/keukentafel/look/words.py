"""Filters: dates, initials and family words as pages say them."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from keukentafel.look.plain.explaining import explained

HOUR, HALF_DAY, WEEK = 60, 12, 7  # minutes, hours, days
PARTICLES: Final = frozenset(
    {"van", "von", "de", "den", "der", "het", "'t", "ter", "ten", "el", "al", "da", "di", "la", "le"}
)
# Marks that turn the reading direction for all text after them; names and notes are isolated by dir=auto instead.
TURNS: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
BRACKETS: Final = re.compile(r"\s\([^()]*\)\s*$")


def day_words(value: date | datetime | None, *, today: date | None = None) -> str:
    """A day: today, yesterday, tomorrow, else weekday and date; the year only when it is another year."""
    if value is None:
        return ""
    return said_day(as_day(value), today or local_day(), get_language() or "")


@lru_cache(maxsize=4096)
def said_day(day: date, today: date, language: str) -> str:
    """A day in the language of the moment; `language` is there for the memory, which a page of 30 dates leans on."""
    near = {0: _("today"), -1: _("yesterday"), 1: _("tomorrow")}
    if (distance := (day - today).days) in near:
        return near[distance]
    if day.year != today.year:
        return f"{day.day} {in_sentence(MONTHS[day.month], language)} {day.year}"
    weekday, month = WEEKDAYS[day.weekday()], MONTHS[day.month]
    return f"{in_sentence(weekday, language)} {day.day} {in_sentence(month, language)}"


def in_sentence(name: object, language: str) -> str:
    """A day's or month's name within a sentence: Dutch writes it without a capital."""
    return str(name).lower() if language.startswith("nl") else str(name)


def moment_words(value: datetime | None, *, now: datetime | None = None) -> str:
    """A moment: the day in words and the time (24 hours)."""
    if value is None:
        return ""
    local, today = local_time(value), local_day(now)
    words = said_day(local.date(), today, get_language() or "")
    return _("%(day)s at %(time)s") % {"day": words, "time": f"{local:%H:%M}"}


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
    return day_words(value, today=local_day(now))


def due_words(value: date | None, *, today: date | None = None) -> str:
    """A day to come (or gone by): today, tomorrow, in 4 days, 3 days late, else the day in words."""
    if value is None:
        return ""
    today = today or local_day()
    distance = (as_day(value) - today) // timedelta(days=1)
    if 1 < distance < WEEK:
        return ngettext("in %(n)d day", "in %(n)d days", distance) % {"n": distance}
    if -WEEK < distance < 0:
        return ngettext("%(n)d day late", "%(n)d days late", -distance) % {"n": -distance}
    return day_words(value, today=today)


def initials(name: str) -> str:
    """One or two letters for a mug: "Fatma Yılmaz" FY, "Opa" O, "Ria van der Berg" RB, "" a question mark.

    What stands between brackets at the end is often the same name in another script: it gives no letter.
    """
    bare = TURNS.sub("", name)
    plain = BRACKETS.sub("", bare).strip() or bare
    parts = [part for part in plain.split() if part.lower() not in PARTICLES] or plain.split()
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
    """One paragraph with <br> between its lines, and with what its hard words mean."""
    return Markup("<br>").join(escape(explained(line)) for line in block.split("\n"))


def local_time(value: datetime) -> datetime:
    """A moment at the kitchen table. The zone is the site's own: nobody chooses another, and asking Django which one
    the thread has chosen took longer than the rest of this.
    """
    return value.astimezone(timezone.get_default_timezone())


def local_day(value: datetime | None = None) -> date:
    """The calendar day of a moment, or of now, at the kitchen table."""
    return local_time(value or timezone.now()).date()


def as_day(value: date | datetime) -> date:
    """The local calendar day of a day or a moment."""
    if isinstance(value, datetime):
        return local_day(value) if timezone.is_aware(value) else value.date()
    return value


FILTERS: Final = {
    "day": day_words,
    "moment": moment_words,
    "ago": ago_words,
    "due": due_words,
    "initials": initials,
    "paragraphs": paragraphs,
}
