"""Who keeps the keys that wrap all others. There are three: ``file``, ``transit`` (HashiCorp Vault) and ``kms`` (AWS).

A data key of a dossier or personal circle lies wrapped in the key store. Only a provider can unwrap it, by its
key-encryption key (KEK), of which there is one at a time, and two while they are changed for one another.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Kek:
    """A key-encryption key that a provider has. The id is the one that ``wrap`` gives."""

    id: str
    made: datetime | None


@dataclass(frozen=True, slots=True)
class Health:
    """How a provider is. ``keks``: oldest first, the last wraps; ``trouble``: what is wrong, in words, or nothing."""

    name: str
    keks: tuple[Kek, ...] = ()
    trouble: str = ""

    @property
    def current(self) -> str | None:
        """The id of the one that wraps."""
        return self.keks[-1].id if self.keks else None


class Provider(Protocol):
    """Keeps key-encryption keys and never gives one away. All but ``health`` raise ``KeysAway`` when they can't."""

    def wrap(self, key: bytes) -> tuple[str, bytes]:
        """Wrap a data key (32 bytes) by the newest key-encryption key: its id, and the wrapped key."""
        ...

    def unwrap(self, kek: str, wrapped: bytes) -> bytes:
        """Unwrap by the key-encryption key of that id. Raises ``KekGone`` when it is not there."""
        ...

    def rotate(self) -> str:
        """Make a new key-encryption key, which wraps from now on; gives its id. The earlier ones stay and unwrap."""
        ...

    def destroy(self, kek: str) -> None:
        """Destroy a key-encryption key, never the newest. Twice is once."""
        ...

    def health(self) -> Health:
        """Ask it; whatever is wrong is told, never raised."""
        ...
