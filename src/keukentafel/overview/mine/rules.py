"""What of an item goes along as one's own data. Plain Python.

Own words go along whole. Of what others wrote only that goes along which is about the person: the agreement that is
theirs, the goal that is about them, the answer to their request, each with who wrote it; nothing else of others.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from pydantic import BaseModel

FORMAT: Final = "keukentafel.my-data"
VERSION: Final = 1


def of_others(value: Any, mine: Iterable[UUID]) -> bool:
    """Whether a field names other seats by their id: those are no data of mine."""
    if isinstance(value, UUID):
        return value not in set(mine)
    return isinstance(value, tuple) and any(of_others(one, mine) for one in value)


def own_fields(content: Any, mine: Iterable[UUID]) -> dict[str, Any]:
    """The fields of what I wrote, without the ids of others; what is empty is left out."""
    fields: Mapping[str, Any] = {name: getattr(content, name) for name in type(content).model_fields}
    filled = {name: value for name, value in fields.items() if value not in ("", None, ())}
    return {name: _plain(value) for name, value in filled.items() if not of_others(value, mine)}


def _plain(value: Any) -> Any:
    """As JSON has it. What is made of parts has no ids in it."""
    if isinstance(value, UUID | date):
        return str(value)
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", exclude_defaults=True)
    return [_plain(one) for one in value] if isinstance(value, tuple) else value
