"""People who go on writing whatever happens: what is not acknowledged is sent again, the same form."""

import http.client
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import override
from psycopg_pool import PoolTimeout
from uuid_utils.compat import uuid7

from keukentafel.site.faults.people import Family, freshly

LETTER_EVERY, TWICE_EVERY = 20, 10
ACKNOWLEDGED, GONE, UNPROVED = 303, 404, 1
"""``UNPROVED`` is no status of HTTP: an answer that did nothing."""


@dataclass
class Told:
    """What the writers were told: ids of messages in each conversation, in the order in which they were said, and of
    letters; dossiers whose end was asked; answers by status. ``begun``: messages that were sent at all.
    """

    messages: dict[UUID, list[UUID]] = field(default_factory=lambda: defaultdict(list))
    begun: Counter[UUID] = field(default_factory=Counter)
    letters: list[UUID] = field(default_factory=list)
    ended: list[UUID] = field(default_factory=list)
    answers: dict[str, int] = field(default_factory=dict)

    @property
    def writes(self) -> int:
        """Acknowledged ones."""
        return sum(map(len, self.messages.values())) + len(self.letters) + len(self.ended)


class Writer(threading.Thread):
    """Says things and sends letters in one family until it is told to stop. Every tenth form goes twice, as when
    somebody presses again.
    """

    def __init__(self, port: int, family: Family, told: Told, most: int) -> None:
        super().__init__(daemon=True)
        self._browser, self._family, self._told, self._most = Browser(port, told), family, told, most
        self.stopped = threading.Event()

    def run(self) -> None:
        for number, once in enumerate(_forms()):
            if self.stopped.is_set() or self._told.writes >= self._most:
                return
            if number % LETTER_EVERY:
                self._say(once, again=number % TWICE_EVERY == 1)
            else:
                self._invite(once)

    def _say(self, once: UUID, *, again: bool) -> None:
        talk = self._family.talk
        self._told.begun[talk] += 1
        if self._sent(f"talk/{talk}/", {"once": once, "text": f"message {once}"}):
            self._told.messages[talk].append(self._family.made(once))
            if again:
                self._sent(f"talk/{talk}/", {"once": once, "text": f"message {once}"})

    def _invite(self, once: UUID) -> None:
        letter = {"role": "network", "name": "Noor", "address": f"{once}@example.org", "language": "nl", "once": once}
        if self._sent("table/letters/new/", letter | {"circle": self._family.table}):
            self._told.letters.append(self._family.made(once))

    def _sent(self, path: str, form: dict[str, Any]) -> bool:
        return self._browser.until_told(self._family, path, form, self.stopped) == ACKNOWLEDGED


class Ender(threading.Thread):
    """Destroys one dossier after another, in step with the writers."""

    def __init__(self, port: int, families: list[Family], told: Told, most: int) -> None:
        super().__init__(daemon=True)
        self._browser, self._families, self._told, self._most = Browser(port, told), families, told, most
        self.stopped = threading.Event()

    def run(self) -> None:
        with override("nl"):
            word = _("destroy")
        for number, family in enumerate(self._families):
            while self._told.writes < self._most * number // len(self._families) and not self.stopped.is_set():
                time.sleep(0.02)
            # *not found* is an answer too: it went the first time, and only we were not told
            if self._browser.until_told(self._fresh(family), "table/end/", {"word": word}, self.stopped):
                self._told.ended.append(family.dossier)

    def _fresh(self, family: Family) -> Family:
        """What destroys asks for a proof of who one is that is not older than ten minutes."""
        while not self.stopped.is_set():
            with suppress(DatabaseError, PoolTimeout):
                return freshly(family)
            time.sleep(0.1)
        return family


class Browser:
    """One connection that stays open, and is opened again."""

    def __init__(self, port: int, told: Told) -> None:
        self._port, self._told = port, told
        self._connection: http.client.HTTPConnection | None = None

    def until_told(self, family: Family, path: str, form: dict[str, Any], stopped: threading.Event) -> int:
        """Send the form until it is acknowledged or refused for good; 0 when stopped before."""
        while not stopped.is_set():
            status = self._post(family, f"/d/{family.dossier}/{path}", form)
            if status in (ACKNOWLEDGED, GONE):
                return status
            time.sleep(0.05)
        return 0

    def _post(self, family: Family, path: str, form: dict[str, Any]) -> int:
        status, body = 0, urlencode(form | {"csrfmiddlewaretoken": family.token})
        head = {"Cookie": family.cookie, "Content-Type": "application/x-www-form-urlencoded", "Host": "127.0.0.1:8000"}
        with suppress(OSError, http.client.HTTPException):
            self._connection = self._connection or http.client.HTTPConnection("127.0.0.1", self._port, timeout=20)
            self._connection.request("POST", path, body, head)
            answer = self._connection.getresponse()
            answer.read()
            # sent on to prove who one is: nothing was done yet
            status = answer.status if "/prove/" not in (answer.getheader("Location") or "") else UNPROVED
        if not status and self._connection:
            self._connection.close()
            self._connection = None
        name = str(status or "broken off")
        self._told.answers[name] = self._told.answers.get(name, 0) + 1
        return status


def _forms() -> Iterator[UUID]:
    while True:
        yield uuid7()
