"""Slow guessing down without locking anybody out.

Wrong passwords are counted for an address *and* the client they come from: after ``WRONG.most`` in
``WRONG.minutes`` that client has to wait for that address. The person at home is another client and notices
nothing, and a new password by letter clears the count. Letters are counted for each address, so that nobody's
mailbox can be filled.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from keukentafel import vault
from keukentafel.people.models import Tries

COUNT = """
INSERT INTO tries AS t (key, count, since) VALUES (%s, 1, %s)
ON CONFLICT (key) DO UPDATE SET count = CASE WHEN t.since < %s THEN 1 ELSE least(t.count + 1, 10000) END,
                                since = CASE WHEN t.since < %s THEN excluded.since ELSE t.since END
RETURNING count
"""


@dataclass(frozen=True)
class Limit:
    """At most ``most`` tries in ``minutes``."""

    name: str
    most: int
    minutes: int


WRONG = Limit("wrong password", 8, 10)
LETTERS = Limit("letters", 4, 60)


def count(limit: Limit, *about: str) -> bool:
    """Count one try about this; whether it is still within the limit."""
    now = timezone.now()
    start = now - timedelta(minutes=limit.minutes)
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [_key(limit, about), now, start, start])
        return int(cursor.fetchone()[0]) <= limit.most


def full(limit: Limit, *about: str) -> bool:
    """Whether the limit is reached, without counting."""
    start = timezone.now() - timedelta(minutes=limit.minutes)
    return Tries.objects.filter(key=_key(limit, about), since__gte=start, count__gte=limit.most).exists()


def clear(limit: Limit, *about: str) -> None:
    """Forget the tries about this."""
    Tries.objects.filter(key=_key(limit, about)).delete()


def sweep() -> None:
    """Throw away what no limit needs any more."""
    Tries.objects.filter(since__lt=timezone.now() - timedelta(days=1)).delete()


def _key(limit: Limit, about: tuple[str, ...]) -> bytes:
    return vault.current().keyed_hash(f"tries {limit.name}", "\0".join(about).encode())
