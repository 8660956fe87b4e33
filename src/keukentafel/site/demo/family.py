"""People, seats, circles and families of the demo's stories, as frozen dataclasses."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from .events import Event, Role
from .shape import StoryError

BORN = re.compile(r"-(\d+)y-(\d+)d")


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody with an account; `language` is that of the screens."""

    key: str
    name: str
    email: str
    password: str
    language: Literal["nl", "en"]
    role: str
    organisation: str = ""


@dataclass(frozen=True, kw_only=True)
class Seat:
    """One chair at one table, from `day` up to (not including) `until`.

    No `person`: a child without an account. `circles` come on top of table and family;
    a seat with `guest_of` sits in that personal circle and nowhere else.
    """

    key: str
    name: str
    role: Role
    relation: str
    day: int
    person: str | None = None
    organisation: str = ""
    function: str = ""
    phone: str = ""
    birth_date: str | None = None
    authority: bool = False
    home: str = ""
    by: str | None = None
    words: str = ""
    circles: tuple[str, ...] = ()
    guest_of: str | None = None
    until: int | None = None
    how: Literal["left", "ended"] | None = None


@dataclass(frozen=True, kw_only=True)
class Circle:
    """A circle that the seat `by` made on `day`; owners sit in it even when not named."""

    key: str
    name: str
    by: str
    day: int
    seats: tuple[str, ...] = ()
    personal: bool = False


@dataclass(frozen=True, kw_only=True)
class Family:
    """One dossier's year. `founder` is a person's key, the first seat is theirs."""

    key: str
    title: str
    language: Literal["nl", "en", "ar"]
    founder: str
    seats: tuple[Seat, ...]
    circles: tuple[Circle, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Stories:
    """All people with an account, and the families."""

    people: tuple[Person, ...]
    families: tuple[Family, ...]


def born_on(born: str, today: date) -> date:
    """The birth date for "-14y-120d": 14 years and 120 days before `today`."""
    match = BORN.fullmatch(born)
    if match is None:
        raise StoryError(f"birth_date {born!r} is not like '-14y-120d'")
    years, days = int(match[1]), int(match[2])
    day = today - timedelta(days=days)
    # 29 February exists in leap years only
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return day.replace(year=day.year - years, day=last)
