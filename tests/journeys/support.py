"""How the journeys walk: who comes in, with which browser, and what is looked at on a page."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import axe_playwright_python
from django.conf import settings
from django.test import Client, override_settings
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Response
from procrastinate.contrib.django import app

from keukentafel.people.models import Person

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
PATIENCE = 12_000
OUTPUT = Path(__file__).parents[1] / "output"


def context(browser: Browser, site: str, person: Person | None = None, **options: Any) -> BrowserContext:
    """A browser of their own; signed in, if a person is given."""
    made = browser.new_context(base_url=site, **options)
    made.set_default_timeout(PATIENCE)
    if person:
        client = Client()
        client.force_login(person)
        name = settings.SESSION_COOKIE_NAME
        made.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])
    return made


@contextmanager
def visiting(browser: Browser, site: str, person: Person | None = None, **options: Any) -> Iterator[Page]:
    """A page in a browser of their own, closed afterwards."""
    with context(browser, site, person, **options) as made:
        yield made.new_page()


def speak(page: Page, site: str, language: str) -> None:
    """Choose a language, as the button in the header does."""
    page.context.add_cookies([{"name": "language", "value": language, "url": site}])


def press(page: Page, name: str) -> None:
    """Press a button or follow a link by its name, and wait for what comes."""
    button = page.get_by_role("button", name=name, exact=True).or_(page.get_by_role("link", name=name, exact=True))
    button.first.click()


def go(page: Page, address: str) -> Response:
    """Open an address; it has to answer."""
    answer = page.goto(address)
    assert answer is not None
    return answer


def send_letters(site: str) -> None:
    """Let a worker do what lies in the queue; the letters come in the demo's folder."""
    mail = override_settings(
        EMAIL_BACKEND="django.core.mail.backends.filebased.EmailBackend",
        EMAIL_FILE_PATH=settings.LETTERS,
        ORIGIN=site,
    )
    # A thread of its own: Playwright's event loop lives in ours.
    with mail, ThreadPoolExecutor(1) as thread:
        thread.submit(_work).result()


def _work() -> None:
    with app.replace_connector(app.connector.get_worker_connector()) as worker:  # type: ignore[attr-defined]
        worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


def open_newest_letter(page: Page) -> None:
    """Have the letters sent, read them where the demo keeps them, and follow the newest one's link."""
    send_letters("/".join(page.url.split("/")[:3]))
    page.goto("/demo/letters/")
    page.locator("main a[href^='http']").first.click()


def faults(page: Page, *, rules: list[str] | None = None) -> list[str]:
    """What axe finds against WCAG 2.2 AA: rule, help and the elements, in words."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": LEVELS}
    found = page.evaluate(
        "only => axe.run(document, {runOnly: only, resultTypes: ['violations']}).then(r => r.violations)", only
    )
    return [f"{one['id']}: {[node['html'][:160] for node in one['nodes']]}" for one in found]


def too_wide(page: Page) -> list[str]:
    """The elements that make the page scroll sideways; none when it doesn't."""
    return page.evaluate(  # type: ignore[no-any-return]
        """() => {
          const wide = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= wide && document.body.scrollWidth <= wide) return [];
          return ["scrolls: " + document.documentElement.scrollWidth].concat([...document.querySelectorAll("body *")]
            .filter(one => one.getBoundingClientRect().right > wide + 1)
            .slice(0, 5).map(one => one.outerHTML.slice(0, 120)));
        }"""
    )


def comment(article: Locator, words: str) -> None:
    """Type a comment under something of the journal; it is not sent yet."""
    article.get_by_role("link", name="Reageer").click()
    article.get_by_label("Wat wil je zeggen?").fill(words)
