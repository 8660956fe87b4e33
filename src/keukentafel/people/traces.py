"""What happens at the door: signing in, failing to, new devices, changed factors. For the person, and for the log.

One function writes it and nothing changes it: the web role may add lines and read those of the person it reads for.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, get_args
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from keukentafel.people.agents import in_words
from keukentafel.people.models import Person, Trace

What = Literal[
    "signed_in", "sign_in_failed", "factor_failed", "new_device", "signed_out", "device_ended",
    "password_changed", "password_reset", "link_asked", "proved", "prove_failed", "codes_on", "codes_off",
    "codes_used", "passkey_added", "passkey_removed", "passkey_refused", "spare_codes_made", "spare_code_used",
    "linked", "unlinked", "identity_refused", "account_made", "ended_by_site",
    "keeps_on", "keeps_off",
]  # fmt: skip
ALL: Final[Sequence[str]] = get_args(What)
MINE = "SELECT set_config('kt.person', %s, true)"
MOST = 200


@dataclass(frozen=True, slots=True)
class Client:
    """Where a request comes from: its address, and what its browser calls itself (at most 300 characters)."""

    address: str
    agent: str

    @classmethod
    def of(cls, request: Any) -> "Client":
        """The client of a request. Behind a proxy, the server has to be told to pass the client's address on."""
        return cls(str(request.META.get("REMOTE_ADDR", "")), str(request.META.get("HTTP_USER_AGENT", ""))[:300])


@dataclass(frozen=True, slots=True)
class Line:
    """One line as its person reads it."""

    at: datetime
    what: str
    client: Client

    @property
    def browser(self) -> str:
        """The browser in words."""
        return in_words(self.client.agent)


def trace(person: Person | None, what: What, client: Client) -> None:
    """Write one line. ``person``: whose account it is about; none for an address that has no account."""
    told = json.dumps({"address": client.address, "agent": client.agent})
    Trace(person_id=person.pk if person else None, at=timezone.now(), what=what, client=told).save(force_insert=True)


def mine(person: UUID, most: int = MOST) -> list[Line]:
    """The lines of an account, newest first."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(MINE, [str(person)])
        rows = list(Trace.objects.filter(person_id=person).order_by("-at")[:most])
    return [Line(row.at, row.what, Client(**json.loads(row.client))) for row in rows]
