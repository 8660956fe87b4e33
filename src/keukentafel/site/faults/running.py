"""One run: a house of its own, people who write, and somebody who kills."""

import os
import random
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import django
import psycopg

from keukentafel.site.database import Addresses, make_roles
from keukentafel.site.environment import Environment
from keukentafel.site.faults.processes import Database, Program, free_port, until_open, web, worker
from keukentafel.site.postgres.signals import leaving_on_signals

WRITERS = 4
DRAIN = 180.0
"""Seconds for the worker to send what waits: a worker that was killed is given up after 30 without a sign of life."""
KILLED = ("web", "worker", "postgres")


@dataclass(frozen=True)
class Sizes:
    """``kills``: of each of the three (of PostgreSQL alone when ``losing``)."""

    writes: int
    kills: int
    dossiers: int
    losing: bool = False


@dataclass
class House:
    """What runs."""

    database: Database
    web: Program
    worker: Program
    port: int
    owner_url: str

    def kill(self, what: str) -> None:
        """Kill one of them; it comes back at once."""
        one: Database | Program = {"web": self.web, "worker": self.worker}.get(what, self.database)
        one.restart()

    def keep_up(self) -> None:
        """Start what ended by itself, as when its database went."""
        self.web.start()
        self.worker.start()


@contextmanager
def standing_house(data: Path, *, losing: bool) -> Iterator[House]:
    """A house in an empty folder, ended with the block."""
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(parents=True, mode=0o700)
    database = Database(data / "postgres", losing=losing)
    database.start()
    house: House | None = None
    try:
        owner_url, made = _set_up(database, data)
        port = free_port()
        working = worker(made.web, made.worker, data / "worker.log")
        house = House(database, web(port, made.web, data / "web.log"), working, port, owner_url)
        house.keep_up()
        until_open(port)
        yield house
    finally:
        if house is not None:
            house.web.kill()
            house.worker.kill()
        database.stop()


def _set_up(database: Database, data: Path) -> tuple[str, Addresses]:
    with psycopg.connect(database.cluster.url("postgres"), autocommit=True) as admin:
        admin.execute("CREATE DATABASE keukentafel")
    owner_url = database.cluster.url("keukentafel")
    os.environ |= {
        "KEUKENTAFEL_DATA": str(data),
        "KEUKENTAFEL_MODE": "demo",  # letters go to a folder
        "KEUKENTAFEL_MOST_PAGES": "1000000000",  # programs write here, as fast as they can
        "KEUKENTAFEL_ORIGIN": "http://127.0.0.1:8000",
        "DJANGO_SETTINGS_MODULE": "keukentafel.site.settings",
    }
    made = make_roles(owner_url, secrets.token_urlsafe(32), secrets.token_urlsafe(32))
    os.environ |= {
        "KEUKENTAFEL_WEB_URL": made.web,
        "KEUKENTAFEL_WORKER_URL": made.worker,
        "KEUKENTAFEL_OWNER_URL": owner_url,
    }
    django.setup()
    from keukentafel.site.standing import migrated

    migrated(Environment.read())
    return owner_url, made


def run(data: Path, sizes: Sizes, say: Callable[[str], None]) -> dict[str, Any]:
    """The whole run; gives the verdict and figures about it."""
    started = time.monotonic()
    with leaving_on_signals(), standing_house(data, losing=sizes.losing) as house:
        from django.db import connections

        from keukentafel.site.faults import judging, people
        from keukentafel.site.faults.writing import Ender, Told, Writer

        told = Told()
        writing = [people.family(number, with_own=False) for number in range(WRITERS)]
        doomed = [people.family(100 + number, with_own=True) for number in range(sizes.dossiers)]
        connections.close_all()
        _on_the_disk(house.owner_url)
        threads = [Writer(house.port, one, told, sizes.writes) for one in writing]
        enders = [Ender(house.port, doomed, told, sizes.writes)] if doomed else []
        for thread in (*threads, *enders):
            thread.start()
        kills = _kill_in_step(house, lambda: told.writes, sizes, say)
        for thread in (*threads, *enders):
            thread.join()
        say(f"{told.writes} acknowledged; the house is started once more, and looked at")
        house.kill("web")
        until_open(house.port)
        _drain(house, lambda owner: judging.not_sent(owner, told.letters))
        verdict = judging.judge(house.owner_url, told, doomed)
    return {
        "verdict": asdict(verdict),
        "good": verdict.good,
        "kills": kills,
        "answers": told.answers,
        "starts": {"web": house.web.starts, "worker": house.worker.starts},
        "seconds": round(time.monotonic() - started, 1),
    }


def _on_the_disk(owner_url: str) -> None:
    """Who writes is not on trial: the control would lose their sessions too, and they could write nothing more."""
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute("CHECKPOINT")


def _kill_in_step(house: House, written: Callable[[], int], sizes: Sizes, say: Callable[[str], None]) -> dict[str, int]:
    """Spread the kills over the writes, in turns, each at a moment of its own."""
    turns = [("postgres",), KILLED][not sizes.losing] * sizes.kills
    done = dict.fromkeys(KILLED, 0)
    dice = random.Random(7)  # noqa: S311  # when to kill, no secret
    for number, what in enumerate(turns):
        at = sizes.writes * (number + dice.random()) / len(turns)
        while written() < at:
            house.keep_up()
            time.sleep(0.005)
        house.kill(what)
        done[what] += 1
        say(f"{written():>6} writes: kill -9 of {what} ({done[what]} of {sizes.kills})")
    while written() < sizes.writes:
        house.keep_up()
        time.sleep(0.05)
    return done


def _drain(house: House, waiting: Callable[[psycopg.Connection], int]) -> None:
    until = time.monotonic() + DRAIN
    with psycopg.connect(house.owner_url, autocommit=True) as owner:
        while waiting(owner) and time.monotonic() < until:
            house.keep_up()
            time.sleep(0.5)
