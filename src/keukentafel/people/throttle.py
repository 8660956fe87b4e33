"""Slow guessing down without locking anybody out (docs/decisions/0011).

A try is counted, before it is looked at, for what it is about: on a known device for that device alone, elsewhere for
the address and the client, for the address from all unknown devices together, and for the client whatever it asks. So
whoever guesses from elsewhere, from however many places, takes nothing from the person at home. A right answer gives
back what it was counted for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import connection
from django.utils import timezone

from keukentafel import vault
from keukentafel.people.models import Tries

COUNT = """
INSERT INTO tries AS t (key, count, since)
SELECT key, 1, %s FROM unnest(%s::bytea[], %s::timestamptz[]) AS wanted(key, start)
ON CONFLICT (key) DO UPDATE SET count = CASE WHEN t.since < {start} THEN 1 ELSE least(t.count + 1, 10000) END,
                                since = CASE WHEN t.since < {start} THEN excluded.since ELSE t.since END
RETURNING key, count
"""
STARTS = "(SELECT start FROM unnest(%s::bytea[], %s::timestamptz[]) AS w(key, start) WHERE w.key = excluded.key)"
GIVE_BACK = "UPDATE tries SET count = greatest(count - 1, 0) WHERE key = ANY(%s)"


@dataclass(frozen=True)
class Limit:
    """At most ``most`` tries in ``minutes``."""

    name: str
    most: int
    minutes: int


About = tuple[Limit, tuple[str, ...]]
WRONG: Final = Limit("wrong password", 8, 10)
"""For one address by one client, and for one known device."""
ADDRESS: Final = Limit("wrong from anywhere", 60, 60)
"""For one address by all unknown devices: then those wait, or take the letter or the passkey."""
CLIENT: Final = Limit("wrong by one client", 200, 10)
"""For one client whatever address it asks: an office or a school has one address for all its people."""
CODE: Final = Limit("wrong code", 6, 10)
CODES: Final = Limit("wrong codes from anywhere", 30, 60 * 24)
"""A code has a million forms: 30 tries a day leave whoever knows the password 1 chance in 11,000 a day."""
PASSKEYS: Final = Limit("passkeys by one client", 300, 10)
OPENING: Final = Limit("ways in opened by one client", 600, 10)
"""Each leaves a session behind, of nobody, for what comes back."""
LETTERS: Final = Limit("letters", 4, 60)
"""For one sort of letter to one address; a known device has four of its own."""
LINKS: Final = Limit("links", 2, 10)
"""Of links to sign in by: in the time that one works. Whoever uses them up leaves one that works in the right mailbox;
by the hour, they would leave none for most of it.
"""
COPIES: Final = Limit("copies by one person", 100, 60)
"""Archives, tables of the log, prints: a professional with thirty families takes each along and fetches it."""
FETCHES: Final = Limit("fetches of one calendar", 60, 60)
"""By programs: the busiest ask every few minutes."""
CALENDARS: Final = Limit("calendars by one client", 600, 10)
"""Whether or not there are such: a program of many people asks from one place."""
ASKING: Final = Limit("letters asked by one client", 40, 60)


@dataclass(frozen=True)
class Guess:
    """One try: what it is about, and how it is said to the limits."""

    abouts: Sequence[About]

    def within(self) -> bool:
        """Count it; whether it is within all of its limits. One statement."""
        counts = _count(self.abouts)
        return all(counts[key] <= limit.most for key, (limit, _) in zip(_keys(self.abouts), self.abouts, strict=True))

    def was_right(self) -> None:
        """Give back what was counted, and forget what this device or client did wrong before. Two statements."""
        first, *others = _keys(self.abouts)
        Tries.objects.filter(key=first).delete()
        with connection.cursor() as cursor:
            cursor.execute(GIVE_BACK, [others])


def guess(address: str, client: str, device: UUID | None, *, codes: bool = False) -> Guess:
    """A try for the account of an address; ``device``: the known one that it comes from, if any."""
    one, all_of_them = (CODE, CODES) if codes else (WRONG, ADDRESS)
    if device:
        return Guess([(one, (address, f"device {device}"))])
    return Guess([(one, (address, client)), (all_of_them, (address,)), (CLIENT, (client,))])


def count(limit: Limit, *about: str) -> bool:
    """Count one try about this; whether it is still within the limit."""
    return Guess([(limit, about)]).within()


def sweep() -> None:
    """Throw away what no limit needs any more."""
    Tries.objects.filter(since__lt=timezone.now() - timedelta(days=1)).delete()


def _count(abouts: Sequence[About]) -> dict[bytes, int]:
    now = timezone.now()
    # in one order, so that two tries at once never wait for one another
    rows = sorted((_key(limit, about), now - timedelta(minutes=limit.minutes)) for limit, about in abouts)
    keys, starts = [key for key, _ in rows], [start for _, start in rows]
    with connection.cursor() as cursor:
        cursor.execute(COUNT.format(start=STARTS), [now, keys, starts, keys, starts, keys, starts])
        return {bytes(key): int(number) for key, number in cursor.fetchall()}


def _keys(abouts: Sequence[About]) -> list[bytes]:
    return [_key(limit, about) for limit, about in abouts]


def _key(limit: Limit, about: tuple[str, ...]) -> bytes:
    return vault.current().keyed_hash(f"tries {limit.name}", "\0".join(about).encode())
