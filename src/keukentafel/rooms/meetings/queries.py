"""What the pages of meetings read: a meeting whole, in one statement, and what became of its outcomes in another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from keukentafel.access import Refused, SeatInSight, Visit
from keukentafel.dossiers import reading, rights
from keukentafel.dossiers.opened import Opened
from keukentafel.rooms.meetings import rules
from keukentafel.rooms.meetings.kinds import (
    MEETING,
    MINUTES,
    NOT_NOW,
    ORDER,
    OWN_WORD,
    POINT,
    PREPARED,
    PREPARING,
    PRESENCE,
    RESULT,
    THERE,
    Meeting,
    Minutes,
    OwnWord,
    Point,
    Preparing,
    Result,
)


@dataclass(frozen=True, slots=True)
class PointSeen(rules.Placed):
    """A point of the agenda with what came of it. ``of``: whose it is, if that seat is in sight."""

    item: Opened[Point]
    of: SeatInSight | None
    results: Sequence[Opened[Result]]

    @property
    def open(self) -> bool:
        """Whether it still has to be talked about: nothing came of it yet, not even that there is nothing to do."""
        return not self.results


@dataclass(frozen=True)
class Whole:
    """A meeting with all that hangs under it, oldest first."""

    meeting: Opened[Meeting]
    under: Sequence[Opened[Any]]
    seats: Mapping[UUID, SeatInSight]
    asked: Sequence[SeatInSight]
    """Who is asked to come and sits there now."""

    def of(self, kind: str) -> list[Opened[Any]]:
        """What there is of a kind."""
        return [one for one in self.under if one.kind == kind]

    @cached_property
    def points(self) -> list[PointSeen]:
        """The agenda, in its order."""
        results: dict[UUID, list[Opened[Result]]] = {}
        for one in self.of(RESULT.name):
            results.setdefault(one.parent, []).append(one)  # type: ignore[arg-type]  # it hangs under a point
        latest = max(self.of(ORDER.name), key=lambda one: (one.changed, one.id), default=None)
        seen = [self._seen(one, results.get(one.id, [])) for one in self.of(POINT.name)]
        return rules.in_order(seen, latest.content.points if latest else ())

    def _seen(self, item: Opened[Point], results: list[Opened[Result]]) -> PointSeen:
        of = None if item.content.laid else self.seats.get(item.content.of or item.author)
        family = of is not None and of.family_side
        return PointSeen(item.id, family, item.content.laid, item.created, item, of, results)

    @cached_property
    def hanging(self) -> dict[UUID, list[Opened[Any]]]:
        """What hangs under each item of it."""
        found: dict[UUID, list[Opened[Any]]] = {}
        for one in self.under:
            found.setdefault(one.parent, []).append(one)  # type: ignore[arg-type]  # all of it hangs under something
        return found

    @cached_property
    def preparing(self) -> dict[UUID, Opened[Preparing]]:
        """How each seat prepares."""
        return {one.author: one for one in self.of(PREPARING.name)}

    @cached_property
    def there(self) -> frozenset[UUID]:
        """The seats that are ticked as being there."""
        ticks = sorted(self.of(PRESENCE.name), key=lambda one: (one.changed, one.id))
        last = {one.content.seat: one.state for one in ticks}
        return frozenset(seat for seat, state in last.items() if state == THERE)

    @property
    def minutes(self) -> Opened[Minutes] | None:
        """The minutes, if they were made."""
        return next(iter(self.of(MINUTES.name)), None)

    @property
    def own_words(self) -> list[Opened[OwnWord]]:
        """What the family added to the minutes."""
        return self.of(OWN_WORD.name)

    def point(self, point: UUID) -> PointSeen:
        """One point. Raises ``Refused``."""
        for one in self.points:
            if one.id == point:
                return one
        raise Refused


def whole(visit: Visit, meeting: UUID) -> Whole:
    """A meeting with all under it. Raises ``Refused``."""
    top, under = reading.whole(visit, meeting, MEETING.name)
    sitting = visit.sitting(top.circle)
    asked = [seat for seat in sitting if not top.content.asked or seat.id in top.content.asked]
    return Whole(top, under, visit.seats, asked)


def made_of(visit: Visit, points: Iterable[PointSeen]) -> dict[UUID, Opened[Any]]:
    """What came out of points and still is in sight, by id."""
    ids = [result.content.made for point in points for result in point.results if result.content.made]
    return reading.these(visit, ids)


def may_chair(visit: Visit, meeting: Opened[Meeting]) -> bool:
    """Whether the visitor leads it: in the chair, who planned it, and holders of its circle."""
    return bool(rights.roles(visit, meeting) & MEETING.movers)


@dataclass(frozen=True, slots=True)
class Near:
    """All meetings: those that come, the next first, and those that were, the latest first."""

    coming: Sequence[Opened[Meeting]]
    past: Sequence[Opened[Meeting]]
    minutes: Mapping[UUID, str]
    suggested: Sequence[tuple[str, SeatInSight]]


def near(visit: Visit) -> Near:
    """The page of meetings, in one statement."""
    found = reading.of_kinds(visit, MEETING.name, MINUTES.name, NOT_NOW.name)
    meetings = [one for one in found if one.kind == MEETING.name]
    coming = sorted((one for one in meetings if one.state == PREPARED), key=lambda one: one.happened)
    past = [one for one in meetings if one.state != PREPARED]
    minutes = {one.parent: one.state for one in found if one.kind == MINUTES.name and one.parent}
    return Near(coming, past, minutes, _suggested(visit, found))


def suggested(visit: Visit) -> Sequence[tuple[str, SeatInSight]]:
    """Whether somebody joined or stepped back, so that a meeting would help. Mostly without asking the database."""
    if not _lately(visit):
        return []
    return _suggested(visit, reading.of_kinds(visit, MEETING.name, NOT_NOW.name))


def _suggested(visit: Visit, found: Iterable[Opened[Any]]) -> list[tuple[str, SeatInSight]]:
    had = {one.content.about for one in found if one.kind == MEETING.name}
    had |= {one.content.seat for one in found if one.kind == NOT_NOW.name}
    return [(why, visit.seats[seat]) for why, seat in _lately(visit) if seat not in had]


def _lately(visit: Visit) -> list[tuple[str, UUID]]:
    if not visit.owner or visit.table is None:
        return []
    chairs = [
        rules.Chair(seat.id, seat.role == "professional", seat.present, seat.since, seat.ended)
        for seat in visit.seats.values()
    ]
    return rules.worth_a_meeting(chairs, visit.now)
