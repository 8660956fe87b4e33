"""The worker as in production: with the address of the site's role and of its own, and nobody else's."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from keukentafel.access.jobs import put_log_outside
from keukentafel.dossiers.models import new_id
from keukentafel.exchange.jobs import make_archive, tidy
from keukentafel.notices.jobs import remind
from keukentafel.notices.jobs import tidy as tidy_notices
from keukentafel.overview.looked.jobs import tell_of_bursts
from keukentafel.people.jobs import send_later
from keukentafel.people.letters import Letter
from keukentafel.rooms.family.jobs import every_hour
from keukentafel.rooms.table.actions import endings
from keukentafel.rooms.table.notices import carry_out_due, tell
from keukentafel.site.environment import Environment
from tests.support.family import Family
from tests.support.house import House

ROOT = Path(__file__).parents[2]
TASKS: dict[str, Any] = {
    "access.put_log_outside": put_log_outside,
    "exchange.tidy": tidy,
    "family.round": every_hour,
    "looked.tell_of_bursts": tell_of_bursts,
    "notices.remind": remind,
    "notices.tidy": tidy_notices,
    "table.carry_out": carry_out_due,
}
"""What the worker does across all tables."""
WAITING = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = ANY(%s) AND status IN ('todo', 'doing')"
DOING = "SELECT count(*) FROM procrastinate_jobs WHERE queue_name = 'archives' AND status = 'doing'"
FAILED = "SELECT task_name FROM procrastinate_jobs WHERE status IN ('failed', 'aborted') OR attempts > 1"


def given(house: House, folder: Path, worker_url: str) -> dict[str, str]:
    """Its environment: the keys of the tests, without the tombstones of dossiers that other tests only emptied away."""
    keys = Environment.read().keys
    shutil.copytree(keys, folder / "data" / "keys", ignore=shutil.ignore_patterns("tombstones*", "copies"))
    return os.environ | {
        "KEUKENTAFEL_WEB_URL": house.web_url,
        "KEUKENTAFEL_WORKER_URL": worker_url,
        "KEUKENTAFEL_OWNER_URL": "",
        "DATABASE_URL": "",
        "KEUKENTAFEL_DATA": str(folder / "data"),
        "KEUKENTAFEL_HEADS": str(folder / "heads"),
        "KEUKENTAFEL_MODE": "demo",
        "DJANGO_SETTINGS_MODULE": "keukentafel.site.settings",
    }


COMMAND = [sys.executable, "-m", "keukentafel.site.cli", "worker"]


@contextmanager
def working(house: House, folder: Path) -> Iterator[None]:
    worker = subprocess.Popen(COMMAND, env=given(house, folder, house.worker_url), cwd=ROOT)
    try:
        yield
    finally:
        worker.terminate()
        worker.wait(20)


def test_it_does_all_that_it_is_there_for(house: House, tmp_path: Path) -> None:
    family = Family(house)
    family.seat("Bob", "parent", authority=True)
    for _ in range(62):
        with family.visit("Bob") as visit:
            visit.has_read([family.table])
    with family.visit("Ann") as visit:
        endings.ask(visit, visit.seats[family.seats["Bob"]])
    house.owner.execute("UPDATE ending SET due = now()")
    house.owner.execute("DELETE FROM procrastinate_jobs")
    for task in TASKS.values():
        task.defer(timestamp=0)
    tell.defer(person=str(family.people["Ann"].pk), news="asked", ending=str(family.id))
    with working(house, tmp_path):
        _until_nothing_waits(house, [*TASKS, "table.tell"])
    assert house.owner.execute(FAILED).fetchall() == []
    assert list((tmp_path / "heads").glob("*.jsonl")), "the ends of the log are outside"
    said = house.owner.execute("SELECT action FROM access_event WHERE action IN ('burst', 'seat_end') ORDER BY action")
    assert [row[0] for row in said.fetchall()] == ["burst", "seat_end"]


def _until_nothing_waits(house: House, names: list[str], seconds: float = 180) -> None:
    deadline = time.monotonic() + seconds
    while house.owner.execute(WAITING, [names]).fetchone() != (0,):
        assert time.monotonic() < deadline, house.owner.execute(
            "SELECT task_name, status FROM procrastinate_jobs"
        ).fetchall()
        time.sleep(0.2)


def test_one_long_job_keeps_nobodys_letter_waiting(house: House, tmp_path: Path) -> None:
    """A link to sign in by works for ten minutes: an archive of somebody else must not eat them."""
    family = Family(house)
    letter = Letter("new_device", "roos@example.org", "nl")
    with working(house, tmp_path):
        send_later(letter)
        _until_nothing_waits(house, ["people.send_letter"])
        with house.owner.transaction():
            house.owner.execute("LOCK TABLE take_along")  # so the making of an archive takes as long as we like
            for _ in range(5):
                ask = {"dossier": family.id, "person": family.people["Ann"].pk, "archive": new_id()}
                make_archive.defer(**{name: str(one) for name, one in ask.items()})
            _until_an_archive_waits(house)
            send_later(letter)
            _until_nothing_waits(house, ["people.send_letter"], seconds=20)
        _until_nothing_waits(house, ["exchange.make_archive"])


def _until_an_archive_waits(house: House) -> None:
    """One that is made, or the tidying of all, which needs that table too."""
    deadline = time.monotonic() + 30
    while house.owner.execute(DOING).fetchone() == (0,):
        assert time.monotonic() < deadline, "the worker does not begin"
        time.sleep(0.1)


def test_without_an_address_of_its_own_it_says_so(house: House, tmp_path: Path) -> None:
    said = subprocess.run(
        COMMAND, env=given(house, tmp_path, ""), cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert said.returncode == 1
    assert "KEUKENTAFEL_WORKER_URL" in said.stderr
