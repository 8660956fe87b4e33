"""What can be wrong with keys."""

from typing import Literal

Part = Literal["store", "provider"]


class NoKey(Exception):
    """There is no such key: it was destroyed, or the key store is not the one of this database."""


class KeysAway(Exception):
    """No key can be had now: the key store is not there, or the provider does not answer. Says why, to the operator.

    The words hold no secret, no content and no address with a password in it.
    """

    def __init__(self, part: Part, why: str) -> None:
        super().__init__(why)
        self.part = part


class KekGone(KeysAway):
    """The provider has no key-encryption key of that id (any more), or it does not fit what it should open."""

    def __init__(self, kek: str) -> None:
        super().__init__("provider", f"the key-encryption key {kek} is not there or does not fit")


class Retired(Exception):
    """A key was wrapped with a key-encryption key that is about to be destroyed: wrap it anew."""


class Busy(Exception):
    """Another process does this at the moment."""
