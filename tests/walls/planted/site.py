"""A house in a folder of its own: PostgreSQL with its log, the site, the worker, and a mail server that keeps it all."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import psycopg
from aiosmtpd.controller import Controller

from keukentafel.site.faults.processes import free_port, until_open
from keukentafel.site.logins import own_logins
from keukentafel.site.postgres import running_cluster
from tests.faults.house import ROOT, Outside

PATIENCE = 60


@dataclass
class Letter:
    """As the mail server got it."""

    to: list[str]
    whole: bytes

    @property
    def text(self) -> str:
        """Its words."""
        part = message_from_bytes(self.whole, policy=policy.default).get_body(("plain",))
        return str(part.get_content()) if part else ""


@dataclass
class Post:
    """What came in at the mail server."""

    letters: list[Letter] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  # aiosmtpd calls it so
        """Keep it."""
        self.letters.append(Letter(list(envelope.rcpt_tos), bytes(envelope.original_content)))
        return "250 kept"


@dataclass
class Site:
    """Where everything is. ``said``: what server and worker wrote; ``temp``: their folder for passing files."""

    data: Path
    said: Path
    temp: Path
    port: int
    owner_url: str
    ids: dict[str, str]
    cookies: dict[str, dict[str, str]]
    ann: str
    post: Post
    outside: Outside

    def leak(self, name: str) -> None:
        """Make a circle whose name is stored as it was typed."""
        hand(self.outside, "leak", self.ann, self.ids["d"], name)

    def done(self) -> None:
        """Wait until the worker has done what can be done now."""
        deadline = time.monotonic() + PATIENCE
        with psycopg.connect(self.owner_url, autocommit=True) as owner:
            while time.monotonic() < deadline:
                row = owner.execute(
                    "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"
                    " AND coalesce(scheduled_at, now()) <= now()"
                ).fetchone()
                if row and row[0] == 0:
                    return
                time.sleep(0.2)
        raise TimeoutError("the worker is not done")


@contextmanager
def standing_site(folder: Path) -> Iterator[Site]:
    """Everything runs for as long as the block lasts."""
    data, said, temp = folder / "data", folder / "said", folder / "temp"
    for one in (data, said, temp):
        one.mkdir(parents=True)
    port, post = free_port(), Post()
    mail = Controller(post, hostname="127.0.0.1", port=free_port())
    outside = Outside(
        data, TMPDIR=str(temp), KEUKENTAFEL_ORIGIN=f"http://127.0.0.1:{port}", KEUKENTAFEL_MAIL=f"smtp://127.0.0.1:{mail.port}",
        DJANGO_SETTINGS_MODULE="keukentafel.site.settings", KEUKENTAFEL_MODE="",
    )  # fmt: skip
    with ExitStack() as stack:
        stack.enter_context(running_cluster(data / "postgres"))
        mail.start()
        stack.callback(mail.stop)
        made = _planted(outside, folder / "made.json")
        web = stack.enter_context(own_logins(made["owner"], data / "logins")).web
        bare = outside.environment | {"KEUKENTAFEL_WEB_URL": web, "KEUKENTAFEL_OWNER_URL": ""}
        stack.enter_context(
            _running(said / "worker.log", outside.environment, "-m", "tests.walls.planted.hand", "worker")
        )
        granian = ("-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "1")
        more = ("--blocking-threads", "2", "--log-level", "warning", "keukentafel.site.wsgi:application")
        stack.enter_context(_running(said / "web.log", bare, *granian, *more))
        until_open(port)
        yield Site(data, said, temp, port, made["owner"], made["ids"], made["cookies"], made["ann"], post, outside)


def hand(outside: Outside, *words: str) -> None:
    """Do something inside (``hand.py``)."""
    done = outside._python("-m", "tests.walls.planted.hand", *words)
    assert done.returncode == 0, done.stdout + done.stderr


def _planted(outside: Outside, made: Path) -> dict[str, Any]:
    hand(outside, "plant", str(made))
    found: dict[str, Any] = json.loads(made.read_text())
    made.unlink()
    return found


@contextmanager
def _running(log: Path, environment: dict[str, str], *words: str) -> Iterator[None]:
    with log.open("ab") as out:
        process = subprocess.Popen([sys.executable, *words], env=environment, cwd=ROOT, stdout=out, stderr=out)
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
