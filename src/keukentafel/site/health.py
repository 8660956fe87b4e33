"""Whether the site can do its work, part by part; says nothing about anybody, and no address and no id."""

import time

from django.db import DatabaseError, connection

from keukentafel import vault

WORDS = {"store": "the key store can't be used", "provider": "the key provider does not answer as it should"}
KEPT = 2.0
"""Seconds for which an answer about the keys holds: whoever asks without end must not keep the provider busy."""

_asked: tuple[float, str] = (0.0, "")


def parts() -> dict[str, str]:
    """``ok``, or in words what is wrong."""
    return {"database": database(), "keys": keys()}


def database() -> str:
    """Whether it answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "the database does not answer"
    return "ok"


def keys() -> str:
    """Whether a key can be had from the store and the provider; asked of them, not of our memory."""
    global _asked
    until, said = _asked
    if time.monotonic() > until:
        trouble = vault.current().trouble()
        said = WORDS[trouble.part] if trouble else "ok"
        _asked = (time.monotonic() + KEPT, said)
    return said
