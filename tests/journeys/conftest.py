"""The real site in a process of its own, and a real Chromium."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tests.journeys.serving import Certificate, certificate_in, collected, served
from tests.journeys.support import visiting
from tests.support.house import House

from keukentafel.people.models import Person
from keukentafel.site.environment import Environment

# Playwright keeps an event loop in this thread; our own use of the database is not in it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

QUIET = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


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
    with collected(whole_house), served(whole_house) as origin:
        yield origin


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """One for this machine, that nobody vouches for."""
    return certificate_in(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(scope="session")
def safe_site(whole_house: House, site: str, certificate: Certificate) -> Iterator[str]:
    """The same site beside it, over TLS."""
    with served(whole_house, certificate) as origin:
        yield origin


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
