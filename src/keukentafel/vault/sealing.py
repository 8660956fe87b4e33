"""One way to seal: AES-256-GCM with a random nonce, bound to what the block belongs to."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FORMAT = b"\x01"
NONCE = 12


class Unreadable(Exception):
    """A sealed block does not open: another key, another place, or it was changed."""


def seal(cipher: AESGCM, bound: bytes, content: bytes) -> bytes:
    """Seal ``content``; it opens only with the same ``bound`` bytes (who, where, which version)."""
    nonce = os.urandom(NONCE)
    return FORMAT + nonce + cipher.encrypt(nonce, content, bound)


def unseal(cipher: AESGCM, bound: bytes, block: bytes) -> bytes:
    """Open a block made by ``seal``. Raises ``Unreadable``."""
    if block[:1] != FORMAT:
        raise Unreadable("unknown format")
    try:
        return cipher.decrypt(block[1 : NONCE + 1], block[NONCE + 1 :], bound)
    except InvalidTag:
        raise Unreadable("wrong key or place") from None
