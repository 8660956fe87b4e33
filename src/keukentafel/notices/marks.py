"""Signs by which a letter is known again: only this house can make them, and none tells whose it is.

Letters of the alphabet in one case alone, for mail servers change that.
"""

from base64 import b32decode, b32encode
from hmac import compare_digest
from typing import Final, Literal
from uuid import UUID

from keukentafel import vault
from keukentafel.notices.models import Mailbox

For = Literal["stop", "bounce", "reply"]
SIZE: Final = 15
SIGNED: Final = 10


def mark(person: UUID, what: For) -> str:
    """A sign for one account and one purpose: of no use for another. 40 characters."""
    found = vault.current().keyed_hash("mailbox of notices", person.bytes)[:SIZE]
    Mailbox.objects.get_or_create(pk=person, defaults={"mark": found})
    return b32encode(found + _signed(found, what)).decode().lower()


def mailbox(sign: str, what: For) -> Mailbox | None:
    """The mailbox of a sign that was made for this purpose; None for every other."""
    try:
        block = b32decode(sign.upper())
    except ValueError:
        return None
    found = block[:SIZE]
    if len(block) != SIZE + SIGNED or not compare_digest(block[SIZE:], _signed(found, what)):
        return None
    return Mailbox.objects.filter(mark=found, person__is_active=True).select_related("person").first()


def _signed(found: bytes, what: For) -> bytes:
    return vault.current().keyed_hash(f"mark to {what}", found)[:SIGNED]
