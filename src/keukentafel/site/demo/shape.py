"""From a TOML table to a frozen dataclass, with an error that names the place."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


class StoryError(ValueError):
    """A story does not hold together; the message says where and why."""


def build(cls: type[T], table: Mapping[str, object], where: str) -> T:
    """Make a `cls` of `table`; unknown, missing and ill-typed fields raise `StoryError`."""
    known: dict[str, Field[Any]] = {f.name: f for f in fields(cls)}  # type: ignore[arg-type]
    if extra := sorted(table.keys() - known.keys()):
        raise StoryError(f"{where}: unknown field {extra[0]!r}")
    needed = {name for name, field in known.items() if field.default is MISSING}
    if missing := sorted(needed - table.keys()):
        raise StoryError(f"{where}: field {missing[0]!r} is missing")
    hints = get_type_hints(cls)
    return cls(**{name: _fit(hints[name], value, f"{where}, {name}") for name, value in table.items()})


def _fit(hint: object, value: object, where: str) -> object:
    origin = get_origin(hint)
    # Literal[...] | None is the older Union, str | None the newer UnionType
    if origin in (Union, UnionType):
        hint = next(arm for arm in get_args(hint) if arm is not type(None))
        origin = get_origin(hint)
    if origin is Literal:
        return _one_of(get_args(hint), value, where)
    if origin is tuple:
        return _many(value, where)
    # bool is an int to Python, not to a reader
    if type(value) is not hint:
        raise StoryError(f"{where}: {value!r} is not of type {getattr(hint, '__name__', hint)}")
    return value


def _one_of(choices: tuple[object, ...], value: object, where: str) -> object:
    if value not in choices or isinstance(value, bool):
        allowed = ", ".join(map(str, choices))
        raise StoryError(f"{where}: {value!r} is not one of {allowed}")
    return value


def _many(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
        raise StoryError(f"{where}: {value!r} is not a list of words")
    return tuple(value)
