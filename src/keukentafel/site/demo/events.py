"""What can happen in a story: one frozen class for each word that `do` may be.

Days are offsets from today (0 is today, -1 yesterday); times are local, "HH:MM".
"""

from dataclasses import dataclass
from typing import Literal

from keukentafel.site.demo.pictures import Photo

Role = Literal["parent", "youth", "relative", "network", "professional"]
Page = Literal["today", "journal", "plan", "table", "who_looked"]
Sign = Literal["thumb", "heart", "strong", "smile", "candle"]
Picture = Literal[
    "home", "water", "money", "school", "work", "health", "sleep", "food",
    "together", "talk", "sport", "baby", "calm", "language", "neighbours", "star",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that the seat `by` did on `day` at `time`."""

    day: int
    time: str
    by: str


@dataclass(frozen=True, kw_only=True)
class Entry(Event):
    """A new journal entry."""

    id: str
    circle: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Comment(Event):
    """A comment on the entry `on`."""

    on: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Reaction(Event):
    """A sign under the entry `on`."""

    on: str
    sign: Sign


@dataclass(frozen=True, kw_only=True)
class Edit(Event):
    """New text for the entry `on`, by its writer or a holder."""

    on: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Delete(Event):
    """The entry `on` is gone for good."""

    on: str


@dataclass(frozen=True, kw_only=True)
class Move(Event):
    """The entry `on` goes to another circle."""

    on: str
    circle: str


@dataclass(frozen=True, kw_only=True)
class Goal(Event):
    """A new goal in the family's own words."""

    id: str
    circle: str
    title: str
    why: str
    picture: Picture


@dataclass(frozen=True, kw_only=True)
class GoalState(Event):
    """The goal `on` is reached, set aside or open again."""

    on: str
    state: Literal["reached", "set_aside", "open"]


@dataclass(frozen=True, kw_only=True)
class Step(Event):
    """A small step towards a goal."""

    id: str
    goal: str
    text: str


@dataclass(frozen=True, kw_only=True)
class StepDone(Event):
    """The step `on` is done."""

    on: str


@dataclass(frozen=True, kw_only=True)
class Standing(Event):
    """How a goal stands: 1 (very hard) to 5 (well)."""

    goal: str
    score: Literal[1, 2, 3, 4, 5]
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Agreement(Event):
    """Who does what by when; under `goal`, or alone in `circle`."""

    id: str
    what: str
    goal: str | None = None
    circle: str | None = None
    who: str | None = None
    who_text: str = ""
    due: int | None = None
    formal: bool = False
    organisation: str = ""


@dataclass(frozen=True, kw_only=True)
class Outcome(Event):
    """How the agreement `on` went; when changed, the new words or the new day."""

    on: str
    outcome: Literal["kept", "not_kept", "changed"]
    note: str = ""
    what: str | None = None
    due: int | None = None


@dataclass(frozen=True, kw_only=True)
class EndAgreement(Event):
    """The agreement `on` no longer holds."""

    on: str


@dataclass(frozen=True, kw_only=True)
class Review(Event):
    """Looking back together."""

    circle: str
    went_well: str
    hard: str
    next: str


@dataclass(frozen=True, kw_only=True)
class Look(Event):
    """The seat looked at a page."""

    page: Page


@dataclass(frozen=True, kw_only=True)
class Talk(Event):
    """A new conversation: in `circle`, or with the seats `whom`."""

    id: str
    text: str
    circle: str | None = None
    whom: tuple[str, ...] = ()
    subject: str = ""


@dataclass(frozen=True, kw_only=True)
class Say(Event):
    """A message in the conversation `on`; `id` when something is done with it later, `answers` one of these."""

    on: str
    text: str
    id: str | None = None
    answers: str | None = None


@dataclass(frozen=True, kw_only=True)
class SayBySign(Event):
    """A sign at the message `on`."""

    on: str
    sign: Sign


@dataclass(frozen=True, kw_only=True)
class File(Event):
    """A file at `on`, of whoever made that: a photo, or a letter of these words; `words` say what it is."""

    on: str
    name: str
    words: str
    photo: Photo | None = None
    letter: str = ""


@dataclass(frozen=True, kw_only=True)
class Reach(Event):
    """When somebody can be reached. `days`: "0" is Monday; `back`: the day of coming back, which may lie ahead."""

    days: tuple[str, ...] = ()
    starts: str | None = None
    ends: str | None = None
    back: int | None = None
    stand_in: str = ""
    stand_in_phone: str = ""


@dataclass(frozen=True, kw_only=True)
class AskInvite(Event):
    """A professional asks the family to invite a colleague."""

    words: str
    name: str
    organisation: str


@dataclass(frozen=True, kw_only=True)
class Invite(Event):
    """An invitation that did not become a seat (yet)."""

    name: str
    email: str
    role: Role
    words: str
    state: Literal["open", "declined", "withdrawn", "expired"]
    decline_words: str = ""


@dataclass(frozen=True, kw_only=True)
class Meeting(Event):
    """A meeting is planned, for the day `on` at `at`; `chair` and everybody who sees it are asked."""

    id: str
    circle: str
    occasion: Literal["start", "tuning", "joins", "leaves", "closing"]
    title: str
    on: int
    at: str
    chair: str
    where: str = ""


@dataclass(frozen=True, kw_only=True)
class Appointment(Event):
    """Something that is `on` a day at `at` ("HH:MM", none for the whole day), for the seats `who` or for everybody."""

    id: str
    circle: str
    what: str
    on: int
    at: str | None = None
    minutes: int = 60
    days: int = 1
    who: tuple[str, ...] = ()
    where: str = ""
    link: str = ""
    bring: str = ""
    travel: int = 0
    travel_how: str = ""
    notes: str = ""
    repeats: Literal["", "daily", "weekly", "fortnightly", "monthly", "monthly_weekday"] = ""


@dataclass(frozen=True, kw_only=True)
class Comes(Event):
    """Whether they come to the appointment `on`."""

    on: str
    says: Literal["yes", "maybe", "no"]


@dataclass(frozen=True, kw_only=True)
class CallOff(Event):
    """The appointment `on` is not."""

    on: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Moments(Event):
    """Moments to choose from, each like "5 10:30": a day and a time."""

    id: str
    circle: str
    what: str
    moments: tuple[str, ...]
    minutes: int = 60
    where: str = ""


@dataclass(frozen=True, kw_only=True)
class MeetingPoint(Event):
    """A point for a meeting."""

    id: str
    meeting: str
    question: str
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Prepare(Event):
    """Somebody says whether they come, and what they hope for."""

    meeting: str
    comes: Literal["yes", "maybe", "no"]
    hope: str = ""


@dataclass(frozen=True, kw_only=True)
class Decide(Event):
    """What came of the point `on`: an agreement with `who` and `due`, a goal, or only words."""

    on: str
    sort: Literal["agreement", "goal", "talked"]
    words: str
    who: str | None = None
    due: int | None = None


@dataclass(frozen=True, kw_only=True)
class Held(Event):
    """A meeting was held; `there`: who was."""

    meeting: str
    there: tuple[str, ...]
    minutes: str


@dataclass(frozen=True, kw_only=True)
class Confirm(Event):
    """The family confirms the minutes."""

    meeting: str


@dataclass(frozen=True, kw_only=True)
class OwnWords(Event):
    """Somebody of the family adds own words to the minutes."""

    meeting: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Suits(Event):
    """What of the moments `on` suits: yes, maybe or no, in their order."""

    on: str
    says: tuple[str, ...]
