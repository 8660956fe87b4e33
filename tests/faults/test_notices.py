"""A worker that is killed in the midst of telling: everybody is told at least once, and a letter that goes twice is the same."""

import os
import signal
import socket
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from keukentafel.notices.rules import SORTS
from tests.faults.test_worker import COMMAND, ROOT, given
from tests.support.family import Family
from tests.support.house import House
from tests.support.listening import free_port
from tests.support.noticed import NOW, absent, choose, write
from tests.support.queue import work

PEOPLE = 8
STALLED = "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'"
AGAIN = (
    "UPDATE procrastinate_jobs SET status = 'todo', worker_id = NULL, attempts = attempts + 1 WHERE status = 'doing'"
)


class SlowServer:
    """Takes a letter, and is asked to wait before it says so: then the worker is killed. ``got``: (address, Message-ID)."""

    def __init__(self) -> None:
        self.got: list[tuple[str, str]] = []
        self.after: int | None = 3
        self.worker = 0

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802
        letter = message_from_bytes(envelope.content)
        self.got.append((envelope.rcpt_tos[0], letter["Message-ID"]))
        if self.after is not None and len(self.got) == self.after:
            self.after = None
            os.kill(self.worker, signal.SIGKILL)  # it was taken, and the worker never heard so
        return "250 OK"


@pytest.fixture
def server() -> Iterator[tuple[SlowServer, int]]:
    handler = SlowServer()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield handler, controller.port
    finally:
        controller.stop()


def started(house: House, folder: Path, port: int) -> subprocess.Popen[bytes]:
    """A real worker whose letters go to that server."""
    environment = given(house, folder, house.worker_url) | {
        "KEUKENTAFEL_MODE": "",
        "KEUKENTAFEL_MAIL": f"smtp://localhost:{port}",
        "KEUKENTAFEL_ORIGIN": "http://127.0.0.1:8000",
    }
    return subprocess.Popen(COMMAND, env=environment, cwd=ROOT)


def until(house: House, what: str, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while house.owner.execute(what.encode()).fetchone() != (True,):
        assert time.monotonic() < deadline, house.owner.execute(
            "SELECT task_name, status, attempts FROM procrastinate_jobs"
        ).fetchall()
        time.sleep(0.2)


def test_killed_between_sending_and_saying_so(house: House, tmp_path: Path, server: tuple[SlowServer, int]) -> None:
    socket.setdefaulttimeout(None)
    box, port = server
    family = Family(house)
    for number in range(PEOPLE - 1):
        family.seat(f"N{number}", "network")
    family.seat("Bo", "network")
    absent(house)
    choose(family, ways=dict.fromkeys(SORTS, "mail"))
    write(family, "Bo")
    work()
    for statement in NOW.split(";"):
        house.owner.execute(statement.encode(), {"within": "1 minute"})
    first = started(house, tmp_path / "first", port)
    box.worker = first.pid
    first.wait(90)
    assert first.returncode == -signal.SIGKILL
    house.owner.execute(STALLED.encode())
    house.owner.execute(AGAIN.encode())  # as picking_up.py does after half a minute
    second = started(house, tmp_path / "second", port)
    try:
        until(
            house,
            "SELECT count(*) = 0 FROM procrastinate_jobs WHERE queue_name = 'notices' AND task_name <> 'notices.remind' AND status IN ('todo', 'doing')",
        )
    finally:
        second.terminate()
        second.wait(30)
    by_address = Counter(address for address, _ in box.got)
    assert set(by_address) == {one.email for name, one in family.people.items() if name != "Bo"}, "nobody was forgotten"
    assert sorted(by_address.values()) == [1] * (PEOPLE - 1) + [2], "one letter went twice: the one in hand"
    twice = by_address.most_common(1)[0][0]
    assert len({own for address, own in box.got if address == twice}) == 1, "and it was the same"
