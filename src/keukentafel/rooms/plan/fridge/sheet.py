"""What stands on the fridge: plain data, already chosen and in the family's own words."""

from dataclasses import dataclass
from datetime import date, time
from typing import Literal

Language = Literal["nl", "en"]

PICTURES = (
    "home",
    "water",
    "money",
    "school",
    "work",
    "health",
    "sleep",
    "food",
    "together",
    "talk",
    "sport",
    "baby",
    "calm",
    "language",
    "neighbours",
    "star",
)
FULL_SUN = 5


@dataclass(frozen=True)
class SheetStep:
    """One small step towards a goal."""

    text: str
    done: bool = False


@dataclass(frozen=True)
class SheetAgreement:
    """Who does what by when; `colour` is the index of the (first) person's colour at the table."""

    id: str
    who: tuple[str, ...]
    what: str
    due: date | None = None
    colour: int = 0


@dataclass(frozen=True)
class SheetGoal:
    """One goal; `picture` is one of PICTURES, `score` how it stands, from 1 (storm) to 5 (sun)."""

    id: str
    title: str
    why: str = ""
    picture: str = "star"
    score: int | None = None
    steps: tuple[SheetStep, ...] = ()
    agreements: tuple[SheetAgreement, ...] = ()

    def __post_init__(self) -> None:
        if self.picture not in PICTURES:
            raise ValueError(f"no such picture: {self.picture}")
        if self.score is not None and not 1 <= self.score <= FULL_SUN:
            raise ValueError(f"a score is 1 to 5, not {self.score}")


@dataclass(frozen=True)
class SheetCall:
    """Whom to call, and what for."""

    name: str
    what_for: str
    phone: str


@dataclass(frozen=True)
class SheetMoment:
    """What comes next: a day, if known a time, and what it is."""

    on: date
    what: str
    at: time | None = None


@dataclass(frozen=True)
class Sheet:
    """All that goes on one A4; `agreements` are those that belong to no goal."""

    title: str
    language: Language
    printed_on: date
    goals: tuple[SheetGoal, ...] = ()
    agreements: tuple[SheetAgreement, ...] = ()
    calls: tuple[SheetCall, ...] = ()
    moments: tuple[SheetMoment, ...] = ()
