"""The worker is told to stop while a job of minutes runs: it finishes that, says so, and only then it ends."""

import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from keukentafel.dossiers.models import new_id
from keukentafel.exchange.jobs import make_archive
from tests.faults.test_worker import COMMAND, ROOT, given
from tests.support.family import Family
from tests.support.house import House

OURS = "SELECT status, attempts FROM procrastinate_jobs WHERE task_name = 'exchange.make_archive'"
WORKERS = "SELECT count(*) FROM procrastinate_workers"
BUSY = "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"


def begun(house: House, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        COMMAND, env=given(house, folder, house.worker_url), cwd=ROOT, stderr=subprocess.PIPE, text=True
    )


def until(true: Callable[[], Any], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_long_job_is_finished_before_it_stops(house: House, tmp_path: Path) -> None:
    family = Family(house)
    house.owner.execute("DELETE FROM procrastinate_jobs; DELETE FROM procrastinate_workers")
    worker = begun(house, tmp_path)
    try:
        until(lambda: house.owner.execute(WORKERS).fetchone() == (3,))
        time.sleep(1)
        until(
            lambda: house.owner.execute(BUSY).fetchone() == (0,)
        )  # what the clock gave it, which would wait for the lock
        with house.owner.transaction():
            house.owner.execute("LOCK TABLE take_along")  # so the making of an archive takes as long as we like
            ask = {"dossier": family.id, "person": family.people["Ann"].pk, "archive": new_id()}
            make_archive.defer(**{name: str(one) for name, one in ask.items()})
            until(lambda: house.owner.execute(OURS).fetchall() == [("doing", 0)])
            worker.terminate()
            until(lambda: house.owner.execute(WORKERS).fetchone() == (1,))  # the other lanes have nothing to finish
            worker.terminate()  # somebody who has no patience
            time.sleep(1)
            assert worker.poll() is None
        said = worker.communicate(timeout=60)[1]
        assert "AppNotOpen" not in said
        assert house.owner.execute(OURS).fetchall() == []
        assert house.owner.execute(WORKERS).fetchone() == (0,)
    finally:
        worker.kill()
        worker.wait()
