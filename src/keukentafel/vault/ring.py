"""The keys that a visit carries: one cipher for each scope that is open to the visitor."""

from collections.abc import Mapping
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from keukentafel.vault.sealing import seal, unseal


class NotLent(Exception):
    """The scope (a circle, or a dossier's cover) is not open in this visit."""


class Ring:
    """Opens and seals for the scopes it was lent for; a scope is the id of a circle or of a dossier."""

    __slots__ = ("_ciphers",)

    def __init__(self, ciphers: Mapping[UUID, AESGCM]) -> None:
        self._ciphers = ciphers

    def seal(self, scope: UUID, bound: bytes, content: bytes) -> bytes:
        """Seal for a scope. Raises ``NotLent``."""
        return seal(self._cipher(scope), bound, content)

    def open(self, scope: UUID, bound: bytes, block: bytes) -> bytes:
        """Open a block of a scope. Raises ``NotLent`` or ``Unreadable``."""
        return unseal(self._cipher(scope), bound, block)

    def _cipher(self, scope: UUID) -> AESGCM:
        try:
            return self._ciphers[scope]
        except KeyError:
            raise NotLent(str(scope)) from None
