"""The ids of what is brought along: as they are, or others when one of them is taken here."""

import os
from hashlib import blake2b
from typing import Any, Protocol
from uuid import UUID


class Ids(Protocol):
    """Gives each id of an archive its id here."""

    def __call__(self, one: UUID) -> UUID:
        """The id here."""

    def within(self, content: Any) -> Any:
        """The same for ids within an item's content (of seats: whose goal it is, who was there)."""

    def knows(self, seats: set[UUID]) -> None:
        """Say which ids can stand in a content."""


class AsTheyAre:
    """The same ids."""

    def __call__(self, one: UUID) -> UUID:
        return one

    def within(self, content: Any) -> Any:
        return content

    def knows(self, seats: set[UUID]) -> None:
        return


class Mapped:
    """Others, that sort in the same order: the last six bytes are new, and the same for the same id."""

    def __init__(self) -> None:
        self._key = os.urandom(32)
        self._seats: dict[str, str] = {}

    def __call__(self, one: UUID) -> UUID:
        return UUID(bytes=one.bytes[:10] + blake2b(one.bytes, key=self._key, digest_size=6).digest())

    def within(self, content: Any) -> Any:
        if isinstance(content, dict):
            return {name: self.within(value) for name, value in content.items()}
        if isinstance(content, list):
            return [self.within(value) for value in content]
        return self._seats.get(content, content) if isinstance(content, str) else content

    def knows(self, seats: set[UUID]) -> None:
        self._seats = {str(seat): str(self(seat)) for seat in seats}
