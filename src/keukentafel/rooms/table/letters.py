"""A letter: an invitation to sit down. What is written in it, how it is sealed, and the token that opens it."""

from base64 import urlsafe_b64encode
from datetime import date
from hashlib import sha256
from uuid import UUID

from pydantic import Field

from keukentafel import vault
from keukentafel.access.cards import Sealed


class Letter(Sealed):
    """What the family wrote. ``words``: what do we ask of you; ``language``: of the mail that brings it."""

    name: str = Field(max_length=80)
    address: str = Field(max_length=254)
    relation: str = Field(default="", max_length=80)
    organisation: str = Field(default="", max_length=120)
    function: str = Field(default="", max_length=120)
    words: str = Field(default="", max_length=2_000)
    language: str = Field(default="nl", max_length=5)
    birth_date: date | None = None


def bound_letter(dossier: UUID, invitation: UUID) -> bytes:
    """What a letter is bound to."""
    return b"letter" + dossier.bytes + invitation.bytes


def bound_answer(dossier: UUID, invitation: UUID) -> bytes:
    """What a word with a "no" is bound to."""
    return b"answer" + dossier.bytes + invitation.bytes


def token(invitation: UUID, times_sent: int) -> str:
    """The token in the link. It is kept nowhere: the job that sends the mail makes it again.

    Sent anew it is another one, and the earlier one is dead.
    """
    block = vault.current().keyed_hash("letter", invitation.bytes + times_sent.to_bytes(2, "big"))
    return urlsafe_b64encode(block).rstrip(b"=").decode()


def token_hash(text: str) -> bytes:
    """What the database knows of a token."""
    return sha256(text.encode()).digest()


def address_hash(address: str) -> bytes:
    """What the database knows of an address."""
    return vault.current().keyed_hash("address", address.strip().lower().encode())
