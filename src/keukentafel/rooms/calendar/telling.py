"""Appointments in the words and faces of a page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from itertools import groupby
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.dates import MONTHS_3, WEEKDAYS
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from keukentafel.access import Visit
from keukentafel.dossiers import rights, sharing
from keukentafel.dossiers.circle_names import circle_name
from keukentafel.dossiers.sharing import Face
from keukentafel.look.addresses import address
from keukentafel.people import zones
from keukentafel.rooms.calendar import queries, rules
from keukentafel.rooms.calendar.kinds import ANSWER, APPOINTMENT, Appointment, Moment
from keukentafel.rooms.calendar.queries import Date
from keukentafel.rooms.calendar.rules import Occurrence

DASH = "\u2013"


@dataclass(frozen=True, slots=True)
class Tile:
    """A day as a big tile: "Mon", 23, "Nov"."""

    day: date
    weekday: str
    number: int
    month: str
    today: bool


@dataclass(frozen=True, slots=True)
class Comes:
    """Somebody who was asked, and what they said: yes, maybe, no, or nothing yet."""

    face: Face
    says: str


@dataclass(frozen=True, slots=True)
class Told:
    """One time that something is. ``table``: at which table, where several stand together; ``mine``: what I said."""

    href: str
    what: str
    when: str
    day: date
    last: date
    circle: str
    private: bool
    where: str
    video: bool
    cancelled: bool
    why: str
    moved: bool
    repeats: bool
    who: Sequence[Face]
    mine: str
    for_me: bool
    table: str = ""
    clash: bool = False


def tile(day: date, today: date) -> Tile:
    """A day as a tile."""
    language = get_language() or ""
    return Tile(day, _weekday(day.weekday(), language), day.day, _month(day.month, language), day == today)


@cache
def _weekday(number: int, language: str) -> str:
    """Of the whole name: "Sun" by itself is the weather too."""
    name = str(WEEKDAYS[number])
    return name[:2].lower() if language.startswith("nl") else name[:3]


@cache
def _month(number: int, language: str) -> str:
    return str(MONTHS_3[number]) if language.startswith("nl") else str(MONTHS_3[number]).capitalize()


def clock_words(at: Occurrence, zone: ZoneInfo) -> str:
    """From when until when by somebody's clock; of whole days that it is so."""
    if at.whole:
        return _("all day")
    starts, ends = at.starts.astimezone(zone), at.ends.astimezone(zone)
    if ends == starts:
        return f"{starts:%H:%M}"
    over = "" if (ends - timedelta(microseconds=1)).date() == starts.date() else f" ({_weekday_of(ends)})"
    return f"{starts:%H:%M}{DASH}{ends:%H:%M}{over}"


def _weekday_of(moment: datetime) -> str:
    return _weekday(moment.weekday(), get_language() or "")


def moment_words(moment: Moment, zone: str, theirs: ZoneInfo) -> tuple[date, str]:
    """A proposed moment for somebody in a zone: the day and the clock."""
    at = Occurrence(moment.day, moment, rules.begins(moment, zone), rules.ends(moment, zone))
    return at.first(theirs), clock_words(at, theirs)


def elsewhere(one: Appointment, at: Occurrence, theirs: ZoneInfo) -> str:
    """The clock where it was said, when that is another one than the reader's."""
    there = ZoneInfo(one.zone)
    if at.whole or at.starts.astimezone(there).utcoffset() == at.starts.astimezone(theirs).utcoffset():
        return ""
    return _("%(time)s in %(city)s") % {"time": clock_words(at, there), "city": zones.city(one.zone)}


def repeat_words(one: Appointment) -> str:
    """How it repeats, in a sentence."""
    weekday = str(WEEKDAYS[one.day.weekday()]).lower() if get_language() == "nl" else str(WEEKDAYS[one.day.weekday()])
    place = rules.which_weekday(one.day)
    words = {
        "daily": _("every day"),
        "weekly": _("every week on %(weekday)s") % {"weekday": weekday},
        "fortnightly": _("every two weeks on %(weekday)s") % {"weekday": weekday},
        "monthly": _("every month, on day %(day)d") % {"day": one.day.day},
        "monthly_weekday": _places()[place] % {"weekday": weekday},
    }.get(one.repeats or "", "")
    if one.repeats and one.times:
        return f"{words}, " + ngettext("%(num)d time", "%(num)d times", one.times) % {"num": one.times}
    return words


def _places() -> Mapping[int, str]:
    return {
        1: _("the first %(weekday)s of every month"),
        2: _("the second %(weekday)s of every month"),
        3: _("the third %(weekday)s of every month"),
        4: _("the fourth %(weekday)s of every month"),
        -1: _("the last %(weekday)s of every month"),
    }


class Teller:
    """Puts appointments of one visit in words, by the clock of one reader."""

    def __init__(self, visit: Visit, zone: ZoneInfo, *, table: str = "") -> None:
        self.visit, self.zone, self.table = visit, zone, table
        self._faces: dict[UUID, Face] = {}

    def face(self, seat: UUID) -> Face | None:
        """The face of a seat in sight."""
        if seat not in self._faces and seat in self.visit.seats:
            self._faces[seat] = sharing.face(self.visit.seats[seat])
        return self._faces.get(seat)

    def told(self, one: Date) -> Told:
        """One time that something is."""
        content, circle = one.item.content, self.visit.circles[one.item.circle]
        return Told(
            href=self._href(one),
            what=content.what,
            when=clock_words(one.at, self.zone),
            day=one.at.first(self.zone),
            last=one.at.last(self.zone),
            circle=circle_name(circle),
            private=circle.personal,
            where=content.where,
            video=bool(content.link),
            cancelled=one.cancelled,
            why=one.why,
            moved=one.at.moved,
            repeats=bool(content.repeats),
            who=[face for seat in content.who if (face := self.face(seat)) and not face.away],
            mine=self.mine(one),
            for_me=queries.for_me(self.visit, one.item),
            table=self.table,
        )

    def _href(self, one: Date) -> str:
        page = address("calendar:one", self.visit.dossier, one.item.id)
        return f"{page}?on={one.at.on.isoformat()}" if one.item.content.repeats else page

    def mine(self, one: Date) -> str:
        """What the visitor said about coming."""
        mine = (said for said in one.answers if said.kind == ANSWER.name and said.author in self.visit.my_seats)
        return next((says_on(said, one.at.on) for said in mine), "")

    def coming(self, one: Date) -> list[Comes]:
        """Who was asked (else whoever said something), and what they said."""
        said = {answer.author: says_on(answer, one.at.on) for answer in one.answers if answer.kind == ANSWER.name}
        there = {seat.id for seat in self.visit.sitting(one.item.circle)}
        seats = [*(seat for seat in one.item.content.who if seat in there), *said]
        return [Comes(face, said.get(seat, "")) for seat in dict.fromkeys(seats) if (face := self.face(seat))]


def says_on(answer: Any, on: date) -> str:
    """What an answer says of one day."""
    return next((str(x.says) for x in answer.content.days if x.on == on), str(answer.content.says or ""))


def by_day(told: Iterable[Told], today: date, since: date) -> list[tuple[Tile, list[Told]]]:
    """In order of days; what began before the first one stands under that."""
    placed = sorted(((max(one.day, since), one) for one in told), key=lambda pair: pair[0])
    return [
        (tile(day, today), [one for _day, one in these]) for day, these in groupby(placed, key=lambda pair: pair[0])
    ]


def birthdays(visit: Visit, since: date, until: date) -> dict[date, list[str]]:
    """Whose birthday it is in the family, for the family."""
    found: dict[date, list[str]] = {}
    for seat in visit.seats.values() if visit.seat.family_side else ():
        if seat.present and seat.card.birth_date:
            for day in rules.birthdays(seat.card.birth_date, since, until):
                found.setdefault(day, []).append(_("%(name)s's birthday") % {"name": seat.card.name})
    return found


def may_add(visit: Visit) -> bool:
    """Whether the visitor may put anything in the calendar."""
    return any(rights.may_add(visit, APPOINTMENT, circle) for circle in visit.circles)


def minutes_words(minutes: int) -> str:
    """How long, as people say it."""
    if minutes % 60:
        return _("%(num)d minutes") % {"num": minutes}
    return ngettext("%(num)d hour", "%(num)d hours", minutes // 60) % {"num": minutes // 60}
