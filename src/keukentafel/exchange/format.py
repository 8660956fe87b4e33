"""The archive's JSON, format 1: what ``docs/exchange/format.md`` explains and the published schema says exactly.

Everything is bounded and unknown fields are refused. The same dossier gives the same bytes: keys in order, moments in
UTC, lists in an order that is said with each.
"""

import json
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal, TypeVar
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from keukentafel.access.cards import SeatCard

FORMAT = 1
MOST_SEATS, MOST_CIRCLES, MOST_SITTING = 2_000, 500, 20_000
ITEMS_IN_PART = 200
MOST_VERSIONS, MOST_SEEN, MOST_FILES = 10_000, 2_000, 1_000
MOST_AUTHORITY, MOST_ABOUTS, MOST_CONSENTS = 1_000, 5_000, 10_000
DEEPEST = 20
"""Brackets within brackets."""
FIRST_YEAR, LAST_YEAR = 1900, 2100

Role = Literal["parent", "youth", "relative", "network", "professional"]


T = TypeVar("T", bound=date)


def _lived_in(at: T) -> T:
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise ValueError("a year that nobody lives in")
    return at


def _utc(at: datetime) -> datetime:
    return _lived_in(at.astimezone(UTC))


Moment = Annotated[AwareDatetime, AfterValidator(_utc)]
Day = Annotated[date, AfterValidator(_lived_in)]
Id = UUID


class Part(BaseModel):
    """Base of all: frozen, and unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Circle(Part):
    """``kind``: table, family, named, talk (of a conversation) or personal (``holder``: the seat that holds it)."""

    id: Id
    kind: Literal["table", "family", "named", "talk", "personal"]
    name: str = Field(max_length=60)
    holder: Id | None
    created: Moment


class Seat(Part):
    """Somebody's place. ``age_band``: the last of the birthdays 0, 12, 16, 18; ``until``: when it ended."""

    id: Id
    role: Role
    authority: bool
    age_band: Literal[0, 12, 16, 18]
    coordinator: bool
    since: Moment
    until: Moment | None
    card: SeatCard


class Sitting(Part):
    """A seat in a circle, from when, and until when if it no longer is."""

    circle: Id
    seat: Id
    since: Moment
    until: Moment | None


class Head(Part):
    """``keukentafel.json``: the dossier itself. ``mine``: the seats of whoever took it along.

    ``circles`` by kind and age, ``seats`` by since, ``sitting`` by circle and seat.
    """

    format: Literal[1]
    dossier: Id
    title: str = Field(max_length=120)
    language: str = Field(max_length=5)
    created: Moment
    frozen: Moment | None
    mine: tuple[Id, ...] = Field(max_length=10)
    circles: tuple[Circle, ...] = Field(max_length=MOST_CIRCLES)
    seats: tuple[Seat, ...] = Field(max_length=MOST_SEATS)
    sitting: tuple[Sitting, ...] = Field(max_length=MOST_SITTING)


class Version(Part):
    """How an item was before a change: ``changed`` and ``changed_by`` say when and by whom it became so."""

    version: int = Field(ge=1, le=2**31 - 1)
    assignee: Id | None
    state: str = Field(max_length=20)
    happened: Moment
    due: Day | None
    changed: Moment
    changed_by: Id
    content: dict[str, Any]


class Seen(Part):
    """That a seat had an item before its eyes."""

    seat: Id
    at: Moment


class File(Part):
    """A file of an item. ``path``: where it is in the archive; ``sha256``: of its content; ``small``: the small picture
    of another one.
    """

    id: Id
    name: str = Field(max_length=200)
    media_type: str = Field(max_length=100)
    size: int = Field(ge=0, le=2**40)
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    created: Moment
    path: str = Field(pattern=r"^files/[0-9a-f-]{36}\.[a-z0-9]{1,5}$")
    small: bool = False


class Item(Part):
    """Anything that is kept. ``content`` as its kind says (``schema/kinds.json``), with ``schema`` its version.

    ``versions`` from the first, ``seen`` by seat, ``files`` in the order in which they came.
    """

    id: Id
    circle: Id
    parent: Id | None
    kind: str = Field(max_length=40)
    schema_: int = Field(alias="schema", ge=1, le=10_000)
    author: Id
    assignee: Id | None
    state: str = Field(max_length=20)
    happened: Moment
    due: Day | None
    version: int = Field(ge=1, le=2**31 - 1)
    created: Moment
    changed: Moment
    changed_by: Id
    content: dict[str, Any]
    versions: tuple[Version, ...] = Field(max_length=MOST_VERSIONS)
    seen: tuple[Seen, ...] = Field(max_length=MOST_SEEN)
    files: tuple[File, ...] = Field(max_length=MOST_FILES)


class Items(Part):
    """``data/items-0001.json`` and on: items, each after what it hangs under."""

    format: Literal[1]
    items: tuple[Item, ...] = Field(max_length=ITEMS_IN_PART)


class LogLine(Part):
    """A line of the access log. ``eyes``: the seat that was looked through; ``subject``: the thing it is about."""

    id: Id
    at: Moment
    action: str = Field(max_length=40)
    place: str = Field(max_length=60)
    circle: Id | None
    seat: Id | None
    eyes: Id | None
    subject: Id | None
    more: dict[str, Any]


class Log(Part):
    """``log/log-0001.json`` and on: the access log as far as its reader may read it, oldest first."""

    format: Literal[1]
    lines: tuple[LogLine, ...] = Field(max_length=1_000)


class Authority(Part):
    """That a parent has authority over a child. ``source``: their own word, the register, or a court; ``since`` and
    ``where``: from what day, and where it can be looked up; ``contest``: the words of who says that it is otherwise.
    """

    id: Id
    child: Id
    parent: Id
    source: Literal["word", "register", "court"]
    since: Day | None
    where: str = Field(max_length=500)
    recorded: Moment
    recorded_by: Id
    ended: Moment | None
    contested: Moment | None
    contested_by: Id | None
    contest: str = Field(max_length=1_000)


class About(Part):
    """Whom a named circle is about: they decide along on professionals in it. ``by``: who said so."""

    circle: Id
    seat: Id
    by: Id
    at: Moment


class Consent(Part):
    """A yes or no of one person. ``subject``: the professional; ``for_band``: the age for which a parent said it."""

    id: Id
    about: Id
    given_by: Id
    purpose: Literal["professional", "pictures", "own_system", "figures"]
    circle: Id | None
    subject: Id | None
    for_band: Literal[0, 12, 16, 18]
    yes: bool
    text_version: int = Field(ge=1, le=10_000)
    given: Moment
    ended: Moment | None


class Rights(Part):
    """``data/rights.json``: who may decide for whom, and who agreed to what, as far as its reader may read it.

    ``authority`` by recorded and id, ``abouts`` by at, circle and seat, ``consents`` by given and id.
    """

    format: Literal[1]
    authority: tuple[Authority, ...] = Field(max_length=MOST_AUTHORITY)
    abouts: tuple[About, ...] = Field(max_length=MOST_ABOUTS)
    consents: tuple[Consent, ...] = Field(max_length=MOST_CONSENTS)


class Emergency(Part):
    """How emergency access was turned on: who may ask, what it opens, and for how many hours."""

    on_by: Id
    since: Moment
    wait_hours: int
    open_hours: int
    seats: tuple[Id, ...]
    circles: tuple[Id, ...]


class Call(Part):
    """That somebody asked for it, why, and what came of it."""

    id: Id
    seat: Id
    asked: Moment
    may_open: Moment
    closes: Moment
    opened: Moment | None
    vetoed: Moment | None
    vetoed_by: Id | None
    ended: Moment | None
    why: str


class Ending(Part):
    """That an owner asked to destroy the dossier (no ``seat``) or to end another owner's seat. ``agreed``: who did."""

    id: Id
    seat: Id | None
    asked_by: Id
    asked: Moment
    due: Moment
    state: str
    agreed: tuple[Id, ...]
    answered_by: Id | None
    answered: Moment | None


class Letter(Part):
    """A letter that invites somebody, as whoever wrote it sees it."""

    id: Id
    circle: Id
    seat: Id | None
    role: str
    state: str
    sent: Moment
    expires: Moment
    answered: Moment | None
    written: dict[str, Any]
    answer: str


class House(Part):
    """``house.json``: what belongs to the house that made the archive and to that moment, not to the dossier.

    ``letters`` newest first, ``calls`` and ``endings`` oldest first.
    """

    format: Literal[1]
    made: Moment
    house: str
    program: str
    language: str
    accounts: tuple[Id, ...]
    letters: tuple[Letter, ...]
    emergency: Emergency | None
    calls: tuple[Call, ...]
    endings: tuple[Ending, ...]


PARTS: dict[str, type[Part]] = {"keukentafel": Head, "rights": Rights, "items": Items, "log": Log, "house": House}
"""What has a schema, by its name in ``schema/``."""


def plain(part: Part) -> Any:
    """As it stands in JSON."""
    return part.model_dump(mode="json", by_alias=True)


def canonical(part: object) -> bytes:
    """The bytes: UTF-8, keys in order, one value a line."""
    text = json.dumps(part, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    return text.encode() + b"\n"
