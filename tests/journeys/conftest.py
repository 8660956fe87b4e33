"""The real site in a process of its own, and a real Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tests.journeys.support import visiting
from tests.support.house import House

from keukentafel.people.models import Person
from keukentafel.site.environment import Environment

# Playwright keeps an event loop in this thread; our own use of the database is not in it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

COLLECT = "import django; django.setup(); from keukentafel.site.standing import collected; collected()"
QUIET = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE = 30


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """The Chromium that set-up found."""
    return {
        "executable_path": os.environ.get("KEUKENTAFEL_CHROMIUM") or "/usr/bin/chromium",
        "args": QUIET + (["--no-sandbox"] if os.getuid() == 0 else []),
    }


@pytest.fixture(scope="session")
def site(whole_house: House) -> Iterator[str]:
    """The address of the site, served by granian on this worker's database."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    origin = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "KEUKENTAFEL_WEB_URL": whole_house.web_url,
        "KEUKENTAFEL_OWNER_URL": "",
        "KEUKENTAFEL_DATA": str(Environment.read().data),
        "KEUKENTAFEL_MODE": "demo",
        "KEUKENTAFEL_ORIGIN": origin,
        "DJANGO_SETTINGS_MODULE": "keukentafel.site.settings",
    }
    subprocess.run([sys.executable, "-c", COLLECT], env=environment, check=True)
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--blocking-threads", "2",
        "--log-level", "warning", "--workers-kill-timeout", "2", "keukentafel.site.wsgi:application",
    ]  # fmt: skip
    server = subprocess.Popen(command, env=environment, cwd=Path(__file__).parents[2])
    try:
        _until_it_answers(origin)
        yield origin
    finally:
        server.terminate()
        server.wait(10)
        # A list of files that stays behind would outlive the files: the next run would look for what is gone.
        shutil.rmtree(Environment.read().data / "static", ignore_errors=True)


@pytest.fixture
def at(site: str, house: House, page: Page) -> Page:
    """A browser page on the site, on an empty database."""
    page.set_default_timeout(15_000)
    page.goto(site)
    return page


Come = Callable[..., Page]


@pytest.fixture
def come(site: str, house: House, browser: Browser) -> Iterator[Come]:
    """``come(person, **options)``: a page in a browser of their own; without a person, not signed in."""
    shutil.rmtree(Environment.read().letters, ignore_errors=True)
    with ExitStack() as open_pages:

        def arrive(person: Person | None = None, **options: Any) -> Page:
            return open_pages.enter_context(visiting(browser, site, person, **options))

        yield arrive


def _until_it_answers(origin: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(origin + "/healthz", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise TimeoutError(origin)
