"""Does a story hold together? Checks people, seats and circles; `plot` plays the events."""

import re
from collections.abc import Iterable
from datetime import date

from .family import Circle, Family, Person, Seat, Stories, born_on
from .plot import play
from .scene import FAMILY_SIDE, OPEN_TO_ALL, Scene
from .shape import StoryError

RESERVED = re.compile(r"[a-z0-9.]+@([a-z0-9-]+\.)*([a-z0-9-]+\.example|example\.(com|net|org))")
PASSWORD_LENGTH = 12
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def check(stories: Stories) -> None:
    """Raise `StoryError` at the first thing that cannot be."""
    _people(stories.people)
    for family in stories.families:
        check_family(family, {person.key for person in stories.people})
    seated = {seat.person for family in stories.families for seat in family.seats}
    for person in stories.people:
        _need(person.key in seated, f"person {person.key} sits at no table")


def check_family(family: Family, people: Iterable[str]) -> None:
    """Check one family; `people` are the keys of those with an account."""
    scene = Scene(family)
    _once([seat.key for seat in family.seats], family.key, "seat")
    _once([*OPEN_TO_ALL, *(circle.key for circle in family.circles)], family.key, "circle")
    _founder(family)
    for seat in family.seats:
        _seat(scene, seat, set(people))
    for circle in family.circles:
        _circle(scene, circle)
    for number, event in enumerate(family.events, 1):
        where = f"{family.key}, event {number} ({type(event).__name__}, day {event.day})"
        _need(CLOCK.fullmatch(event.time) is not None, f"{where}: time {event.time!r} is not HH:MM")
        play(scene, event, where)


def _people(people: Iterable[Person]) -> None:
    people = list(people)
    _once([person.key for person in people], "people", "person")
    _once([person.email for person in people], "people", "address")
    for person in people:
        where = f"person {person.key}"
        _need(RESERVED.fullmatch(person.email) is not None, f"{where}: {person.email} is no reserved address")
        _need(
            len(person.password) >= PASSWORD_LENGTH,
            f"{where}: the password is shorter than {PASSWORD_LENGTH} characters",
        )


def _founder(family: Family) -> None:
    first = family.seats[0] if family.seats else None
    fits = first is not None and first.person == family.founder and first.authority and first.by is None
    _need(fits, f"{family.key}: the first seat must be the founder's: authority, and invited by nobody")


def _seat(scene: Scene, seat: Seat, people: set[str]) -> None:
    where = f"{scene.family.key}, seat {seat.key}"
    _need(seat.person is None or seat.person in people, f"{where}: there is no person {seat.person!r}")
    _need(seat.person is not None or seat.role == "youth", f"{where}: only a child can sit without an account")
    _need(seat.role == "parent" or not seat.authority, f"{where}: only a parent has authority")
    _need((seat.role == "professional") == bool(seat.organisation), f"{where}: organisation is for professionals")
    _need((seat.birth_date is not None) == (seat.role == "youth"), f"{where}: birth_date is for youth")
    _need((seat.until is None) == (seat.how is None), f"{where}: until and how go together")
    _need(seat.day <= 0 and (seat.until is None or seat.day < seat.until <= 0), f"{where}: day or until is wrong")
    if seat.birth_date is not None:
        born_on(seat.birth_date, date(2026, 1, 1))
    if seat is not scene.family.seats[0]:
        _inviter(scene, seat, where)
    for key in seat.circles:
        circle = scene.circle(key, seat.day, where)
        _need(circle is not None and not circle.personal, f"{where}: {key} is not a named circle")


def _inviter(scene: Scene, seat: Seat, where: str) -> None:
    _need(seat.by is not None, f"{where}: who invited?")
    host = scene.seat(seat.by or "", seat.day, where)
    if seat.guest_of is None:
        _need(host.authority, f"{where}: {host.key} is no owner, so cannot invite to the table")
        return
    circle = scene.circle(seat.guest_of, seat.day, where)
    mine = circle is not None and circle.personal and circle.by == host.key
    _need(mine and not seat.circles, f"{where}: a guest is invited by the holder, to a personal circle only")


def _circle(scene: Scene, circle: Circle) -> None:
    where = f"{scene.family.key}, circle {circle.key}"
    maker = scene.seat(circle.by, circle.day, where)
    _need(circle.day <= 0, f"{where}: day lies in the future")
    if circle.personal:
        _need(maker.role in FAMILY_SIDE and not circle.seats, f"{where}: a personal circle has one family-side holder")
        return
    _need(maker.authority, f"{where}: {maker.key} is no owner, so cannot make a circle")
    for key in circle.seats:
        _need(scene.seat(key, circle.day, where).guest_of is None, f"{where}: {key} is a guest elsewhere")


def _once(keys: list[str], where: str, what: str) -> None:
    for key in keys:
        _need(keys.count(key) == 1, f"{where}: {what} {key!r} stands there twice")


def _need(holds: object, message: str) -> None:
    if not holds:
        raise StoryError(message)
