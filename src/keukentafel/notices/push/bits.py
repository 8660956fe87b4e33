"""Bytes as text, as push has them."""

from base64 import urlsafe_b64decode, urlsafe_b64encode


def base64url(block: bytes) -> str:
    """Without the signs that fill it up."""
    return urlsafe_b64encode(block).decode().rstrip("=")


def from_base64url(text: str) -> bytes:
    """The other way. Raises ``ValueError``."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
