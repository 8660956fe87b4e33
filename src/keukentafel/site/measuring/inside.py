"""What the bench can only see from inside the subject's process: sessions, round trips, opened blocks."""

import os
import re
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.db import connection
from django.http import HttpRequest
from psycopg.pq import Trace

from keukentafel.people import limits
from keukentafel.site.measuring.wires import all_connections
from keukentafel.vault import ring
from keukentafel.vault.sealing import unseal

OPENINGS = 50
ASKED = re.compile(rb"^F\t\d+\t(?:Sync|Query)\b", re.MULTILINE)
"""In libpq's trace, each of these is one message after which the driver waits for the database."""


class Getter(Protocol):
    """What is needed of ``runner.Browser``."""

    def must_get(self, path: str, cookie: str = "") -> bytes:
        """The body of a page."""
        ...


def sign_in(_browser: Getter, person: str) -> dict[str, Any]:
    """A session of that account, as the header with its cookie."""
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore()
    who = get_user_model()._default_manager.get(pk=person)  # noqa: SLF001  # Django's own name for it
    login(request, who, backend=settings.AUTHENTICATION_BACKENDS[0])
    limits.begin(request.session, "kept", 2, ())  # a bench may take long, and asks for no second factor
    request.session.save()
    connection.close()
    return {"cookie": f"{settings.SESSION_COOKIE_NAME}={request.session.session_key}"}


def trips(browser: Getter, path: str, cookie: str) -> dict[str, Any]:
    """How often one request of a warm process waits for the database, BEGIN and COMMIT included."""
    wires = [one.pgconn for one in all_connections()]
    with ExitStack() as files:
        traces = [files.enter_context(tempfile.NamedTemporaryFile()) for _ in wires]
        for wire, trace in zip(wires, traces, strict=True):
            wire.trace(os.dup(trace.fileno()))
            wire.set_trace_flags(Trace.SUPPRESS_TIMESTAMPS)
        browser.must_get(path, cookie)
        for wire in wires:
            wire.untrace()
        return {"trips": sum(len(ASKED.findall(Path(trace.name).read_bytes())) for trace in traces)}


def opening(browser: Getter, path: str, cookie: str) -> dict[str, Any]:
    """How many blocks one request opens, and the seconds of CPU that opening them again takes."""
    blocks: list[tuple[Any, bytes, bytes]] = []

    def keep(cipher: Any, bound: bytes, block: bytes) -> bytes:
        blocks.append((cipher, bound, block))
        return unseal(cipher, bound, block)

    setattr(ring, "unseal", keep)  # noqa: B010  # the one place through which every block is opened
    try:
        browser.must_get(path, cookie)
    finally:
        setattr(ring, "unseal", unseal)  # noqa: B010
    started = time.process_time()
    for _ in range(OPENINGS):
        for block in blocks:
            unseal(*block)
    return {"blocks": len(blocks), "cpu": (time.process_time() - started) / OPENINGS}


ORDERS: dict[str, Callable[..., dict[str, Any]]] = {"sign_in": sign_in, "trips": trips, "opening": opening}
