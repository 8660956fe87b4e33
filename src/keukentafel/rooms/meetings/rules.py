"""Whose point comes first, how much time is left, and when a meeting lies near. No Django here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypeVar
from urllib.parse import urlsplit
from uuid import UUID

LATELY: Final = timedelta(days=14)
T = TypeVar("T", bound="Placed")


@dataclass(frozen=True, slots=True)
class Placed:
    """A point as the order needs it. ``family``: of one of the family, and not laid ready."""

    id: UUID
    family: bool
    laid: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Chair:
    """Somebody at the table as the suggestion needs it."""

    seat: UUID
    professional: bool
    present: bool
    since: datetime
    ended: datetime | None


def in_order(points: Iterable[T], wanted: Sequence[UUID]) -> list[T]:
    """The family's points first, then those laid ready, then the others; among these as the chair has put them."""
    place = {point: at for at, point in enumerate(wanted)}
    after = len(place)
    return sorted(
        points,
        key=lambda one: (0 if one.family else 1 if one.laid else 2, place.get(one.id, after), one.at, one.id),
    )


def moved(points: Sequence[Placed], point: UUID, up: bool) -> list[UUID]:
    """The order with a point one place up or down; not past the family's points, nor out of them."""
    ids = [one.id for one in points]
    at = ids.index(point)
    other = at - 1 if up else at + 1
    if 0 <= other < len(ids) and points[at].family == points[other].family and points[at].laid == points[other].laid:
        ids[at], ids[other] = ids[other], ids[at]
    return ids


def minutes_left(start: datetime, minutes: int, now: datetime) -> int:
    """How long there still is, in minutes; the whole time before it begins, 0 when it is over."""
    left = start + timedelta(minutes=minutes) - max(now, start)
    return max(0, int(left.total_seconds() // 60))


def worth_a_meeting(chairs: Sequence[Chair], now: datetime) -> list[tuple[str, UUID]]:
    """Who joined or stepped back lately, when there is another professional: ("joins" or "leaves", seat)."""
    at_work = [one for one in chairs if one.professional]
    found: list[tuple[str, UUID]] = []
    for one in at_work:
        others = [other for other in at_work if other.seat != one.seat and other.present]
        if one.present and now - one.since < LATELY and any(other.since < one.since for other in others):
            found.append(("joins", one.seat))
        elif one.ended and now - one.ended < LATELY and others:
            found.append(("leaves", one.seat))
    return found


def safe_link(text: str) -> str:
    """An address of a video call, over https alone. Raises ``ValueError``."""
    address = text.strip()
    parts = urlsplit(address)
    if address and (parts.scheme != "https" or not parts.hostname or parts.username or any(map(str.isspace, address))):
        raise ValueError("no https address")
    return address
