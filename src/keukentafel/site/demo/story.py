"""Read the demo's families from TOML into frozen dataclasses, checked.

`load()` gives everything; it raises `StoryError` when a story does not hold together.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .doing import KINDS
from .events import Event
from .family import Circle, Family, Person, Seat, Stories, born_on
from .shape import StoryError, build
from .story_check import check

__all__ = ["Circle", "Family", "Person", "Seat", "Stories", "StoryError", "born_on", "load", "read_family"]

STORIES = Path(__file__).with_name("stories")
FAMILIES = ("carpenter", "two_homes", "little_one")


def load(folder: Path = STORIES) -> Stories:
    """Read and check people and families in `folder`."""
    people = read_people(_toml(folder / "people.toml"))
    families = tuple(read_family(_toml(folder / f"{name}.toml")) for name in FAMILIES)
    stories = Stories(people, families)
    check(stories)
    return stories


def read_people(data: Mapping[str, Any]) -> tuple[Person, ...]:
    """The accounts of `people.toml`."""
    return tuple(build(Person, row, f"person {n}") for n, row in enumerate(data["person"], 1))


def read_family(data: Mapping[str, Any]) -> Family:
    """One family's file, its shape checked but not yet its sense."""
    key = str(data.get("key", "?"))
    head = {name: value for name, value in data.items() if name not in ("seat", "circle", "event")}
    lists = {
        "seats": tuple(build(Seat, row, f"{key}, seat {n}") for n, row in _rows(data, "seat")),
        "circles": tuple(build(Circle, row, f"{key}, circle {n}") for n, row in _rows(data, "circle")),
        "events": tuple(read_event(row, f"{key}, event {n}") for n, row in _rows(data, "event")),
    }
    return _family(head, lists, key)


def read_event(row: Mapping[str, Any], where: str) -> Event:
    """One event; its class follows from `do`."""
    do = row.get("do")
    if do not in KINDS:
        raise StoryError(f"{where}: do = {do!r} is not one of {', '.join(KINDS)}")
    rest = {name: value for name, value in row.items() if name != "do"}
    return build(KINDS[do], rest, f"{where} ({do}, day {row.get('day')})")


def _family(head: Mapping[str, Any], lists: Mapping[str, Any], key: str) -> Family:
    names = ("key", "title", "language", "founder")
    if extra := sorted(head.keys() - set(names)):
        raise StoryError(f"{key}: unknown field {extra[0]!r}")
    if missing := [name for name in names if name not in head]:
        raise StoryError(f"{key}: field {missing[0]!r} is missing")
    return Family(**head, **lists)


def _rows(data: Mapping[str, Any], name: str) -> enumerate[Mapping[str, Any]]:
    return enumerate(data.get(name, []), 1)


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise StoryError(f"{path.name}: {error}") from error
