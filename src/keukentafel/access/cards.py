"""What is sealed on the cover of a dossier: its title, the names of circles, who sits on a seat."""

from datetime import date, time
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field


class Sealed(BaseModel):
    """Sealed content; unknown fields are an error, never dropped."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def block(self) -> bytes:
        """The bytes that are sealed."""
        return self.model_dump_json(exclude_defaults=True).encode()


class Cover(Sealed):
    """The family's own name for its dossier, and the language it was started in."""

    title: str = Field(max_length=120)
    language: str = Field(default="nl", max_length=5)


class CircleName(Sealed):
    """The name of a circle. ``table`` and ``family`` are named by the page, in the reader's language."""

    name: str = Field(default="", max_length=60)


class Reach(Sealed):
    """When somebody can be reached, as they say it themselves, once for all their tables.

    ``days``: on which they work, 0 is Monday; ``starts``, ``ends``: from when to when; ``back``: away until that day;
    ``stand_in``, ``stand_in_phone``: who stands in where nobody of their team sits;
    ``unseen``: they tell nobody that they have read or that they are typing, and are not told it.
    """

    days: tuple[Annotated[int, Field(ge=0, le=6)], ...] = Field(default=(), max_length=7)
    starts: time | None = None
    ends: time | None = None
    back: date | None = None
    stand_in: str = Field(default="", max_length=80)
    stand_in_phone: str = Field(default="", max_length=30)
    unseen: bool = False


class SeatCard(Sealed):
    """Who sits here, as the family or the person wrote it.

    ``relation``: in words ("grandmother", "mentor"); ``home``: label of the household; ``phone``: whom to call.
    ``reach``: when somebody can be reached.
    """

    name: str = Field(max_length=80)
    relation: str = Field(default="", max_length=80)
    organisation: str = Field(default="", max_length=120)
    function: str = Field(default="", max_length=120)
    phone: str = Field(default="", max_length=30)
    call_for: str = Field(default="", max_length=120)
    home: str = Field(default="", max_length=60)
    birth_date: date | None = None
    reach: Reach = Reach()


def bound_cover(dossier: UUID) -> bytes:
    """What the cover is bound to."""
    return b"cover" + dossier.bytes


def bound_circle(dossier: UUID, circle: UUID) -> bytes:
    """What a circle's name is bound to."""
    return b"circle" + dossier.bytes + circle.bytes


def bound_seat(dossier: UUID, seat: UUID) -> bytes:
    """What a seat's card is bound to."""
    return b"seat" + dossier.bytes + seat.bytes


def bound_line(line: UUID) -> bytes:
    """What the organisation in a line of the access log is bound to."""
    return b"line" + line.bytes
