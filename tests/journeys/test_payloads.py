"""What tries to run a script, put in everywhere and looked at everywhere, in a real Chromium: nothing runs.

A control shows that the same texts do run on a page that escapes nothing, and that the policy alone would stop them.
"""

import html
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Request, Route
from tests.journeys.everyone import Told, tell
from tests.journeys.planting import Planter, forms_of, route, walk
from tests.journeys.support import context
from tests.journeys.test_every_page import OUTSIDE, addresses
from tests.support import payloads
from tests.support.house import House

from keukentafel.site.shield import page_policy

HOOKS = """(() => {
  let around;
  try { around = parent.__told; } catch { around = null; }
  const told = window.__told = around ?? {ran: [], stopped: []};
  for (const name of ["alert", "prompt", "confirm", "print"])
    window[name] = (...all) => { told.ran.push([window.name, name + "(" + all.join() + ")"]); return null; };
  document.addEventListener("securitypolicyviolation",
    event => told.stopped.push([window.name, event.effectiveDirective + " " + event.blockedURI]), true);
})()"""
LOOK = """async () => {
  await new Promise(done => setTimeout(done, 25));
  const code = [...document.querySelectorAll("script:not([src]), style, [style], base, meta[http-equiv]")];
  const loose = [...document.querySelectorAll("*")].flatMap(one => [...one.attributes].filter(a => /^(on|hx-on|data-hx-on)/i.test(a.name)
    || (/^(href|src|action|formaction|data|xlink:href)$/i.test(a.name) && /^\\s*(javascript|data|vbscript):/i.test(a.value)
      && !(one.tagName === "IMG" && a.name === "src" && a.value.startsWith("data:image/"))))
    .map(a => a.name + "=" + a.value));
  return {...window.__told, loose: loose.concat(code.map(one => one.outerHTML.slice(0, 99))), said: document.body.innerText.includes("SUM")};
}""".replace("SUM", payloads.SUM_SAID)
PARAMETERS = (
    "next", "circle", "to", "role", "ask", "seat", "chosen", "goal", "agreement", "on", "before", "after", "day", "q",
    "page", "who", "name", "lang", "error", "message", "state", "code",
)  # fmt: skip


def told_of(line: str) -> None:
    """The figures, for whoever asks pytest to show them (`-s`)."""
    sys.stdout.write(line + "\n")


@dataclass
class Seen:
    """What Chromium told while it looked around."""

    pages: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def visit(self, page: Page, address: str, what: str) -> None:
        """Open an address and look. What is given as a file is looked at as one who opens it from their own disk."""
        try:
            page.goto(address)
        except Error as instead:
            if "Download is starting" not in str(instead):
                raise
            with TemporaryDirectory() as folder:
                saved = Path(folder) / "saved.html"
                saved.write_bytes(page.request.get(address).body())
                page.goto(saved.as_uri())
                self.look(page, f"saved: {what}", ("ran",))  # a file brings its own style, and no policy
        else:
            self.look(page, what)

    def look(self, page: Page, what: str, faults: tuple[str, ...] = ("ran", "stopped", "loose")) -> None:
        """Note what ran, what the policy had to stop, what is inline, and whether the page did arithmetic."""
        told = page.evaluate(LOOK)
        self.pages[what] += 1
        for name in faults:
            self.wrong += [f"{what} {name}: {one}" for one in told[name]]
        if told["said"]:
            self.wrong.append(f"{what}: did the sum")


@contextmanager
def watching(browser: Browser, site: str, who: Any, seen: Seen) -> Iterator[tuple[BrowserContext, Page]]:
    """A browser whose page tells of everything that runs, and of every request to elsewhere."""
    agent = payloads.RUN[2] + payloads.OUT[1] + payloads.RUN[0]
    with context(browser, site, who, user_agent=agent) as around:
        around.add_init_script(HOOKS)

        def note(asked: Request) -> None:
            if urlsplit(asked.url).netloc != urlsplit(site).netloc and not asked.url.startswith(
                ("data:", "about:", "file:")
            ):
                seen.elsewhere.append(asked.url)

        around.on("request", note)
        yield around, around.new_page()


pytestmark = pytest.mark.timeout(900)  # it looks at some hundred pages


@pytest.fixture(scope="module")
def told(whole_house: House, django_db_blocker) -> Iterator[Told]:
    """A family whose every word is a payload."""
    with django_db_blocker.unblock():
        whole_house.empty()
        yield tell(whole_house)
        whole_house.leave()


def start_of(told: Told) -> list[str]:
    """Where walking begins: links lead to the rest."""
    return [
        "/today/",
        "/start/",
        "/account/",
        *OUTSIDE.values(),
        f"/d/{told.family.id}/",
        *addresses(told.ids).values(),
    ]


def planted(told: Told) -> Planter:
    """Every form that the three can reach, filled: the owner's until each field has had its share."""
    planter = Planter()
    for name, times in (("Ann", 7), ("Juf", 1), ("Tess", 1)):
        client = told.family.client(name)
        client.defaults["HTTP_USER_AGENT"] = payloads.RUN[2]
        done: set[Any] = set()
        for address, page in walk(client, start_of(told)).items():
            for form in forms_of(address, page):
                if form.key not in done:
                    done.add(form.key)
                    planter.plant(client, form, times)
    return planter


def test_nothing_that_was_put_in_runs(told: Told, browser: Browser, site: str) -> None:
    planter, seen = planted(told), Seen()
    missing = [text for text in planter.seen if len(text) <= 1_900 and not planter.kept[text]]
    assert missing == [], "some payloads were kept nowhere"
    assert len(planter.fields) >= 25, planter.fields
    for name, each in (("Ann", 4), ("Juf", 1), ("Tess", 1)):
        pages = walk(told.family.client(name), start_of(told))
        words = [address for address, page in pages.items() if b"alert" in page or b"canary" in page]
        turns: Counter[str] = Counter()
        with watching(browser, site, told.family.people[name], seen) as (_, page):
            for address in words:
                turns[route(address)] += 1
                if turns[route(address)] <= each:
                    seen.visit(page, address, route(address))
    assert (seen.wrong, seen.elsewhere) == ([], [])
    assert len(seen.pages) >= 25, "the payloads were seen on too few sorts of pages"
    told_of(
        f"kept: {len(planter.kept)} payloads, {planter.kept.total()} times, in {len(planter.fields)} fields; seen on {seen.pages.total()} pages"
    )


def test_nothing_that_comes_back_at_once_runs(told: Told, browser: Browser, site: str) -> None:
    """In addresses, in what follows them, and in forms that come back with a mistake."""
    seen, packs = Seen(), payloads.packed(payloads.every(), 1_900)
    known = [*addresses(told.ids).values(), *OUTSIDE.values(), "/today/", "/account/", "/start/"]
    with watching(browser, site, told.family.people["Ann"], seen) as (_, page):
        for number, address in enumerate(known):
            asked = "&".join(
                f"{name}={quote(packs[(number + turn) % len(packs)][:300])}" for turn, name in enumerate(PARAMETERS)
            )
            if (
                "pdf" in address or "pulse" in address
            ):  # given as a file, or in a sandbox where nothing can even be asked
                continue
            seen.visit(page, address + ("&" if "?" in address else "?") + asked, "asked: " + route(address))
        for number, text in enumerate(payloads.OUT[1] + one for one in payloads.RUN):
            place = (
                "/{}/",
                "/d/{}/",
                "/letter/{}/",
                "/finish/{}/",
                "/new-password/x/{}/",
                "/static/{}",
                "/today/?next={}",
            )
            page.goto(place[number % len(place)].format(quote(text, safe="")))
            seen.look(page, "address")
        forms = {form.key: form for address, body in walk(told.family.client("Ann"), start_of(told)).items()
                 for form in forms_of(address, body)}  # fmt: skip
        for number, form in enumerate(forms.values()):
            page.goto(form.page)
            text = packs[number % len(packs)]
            sent = page.evaluate(
                """([path, text]) => {
                  const form = [...document.forms].find(one => new URL(one.action).pathname === path);
                  if (!form) return false;
                  for (const one of form.elements) if (one.name && one.name !== "csrfmiddlewaretoken" && one.type !== "file") {
                    if (one.type === "date" || one.type === "time" || one.type === "email") one.type = "text";
                    if (one.tagName !== "BUTTON") one.value = text;
                  }
                  return true;
                }""",
                [urlsplit(form.action).path, text],
            )
            if sent:
                with page.expect_navigation():
                    page.evaluate(
                        "path => HTMLFormElement.prototype.submit.call([...document.forms].find(one => new URL(one.action).pathname === path))",
                        urlsplit(form.action).path,
                    )
                seen.look(page, "sent: " + form.key[0])
    assert (seen.wrong, seen.elsewhere) == ([], [])
    assert seen.pages.total() >= 100


PLACES = ("{}", '<input value="{}">', "<input value='{}'>", "<textarea>{}</textarea>", "<script>var a = '{}';</script>")
"""Where a careless page would put a text, as it is."""
EACH = 50


@contextmanager
def careless(policy: str, places: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    """A site that escapes nothing: the address of its first page, and how many there are. Each text has a frame of its own."""
    texts = payloads.every()
    frames = [
        f'<iframe name="{number}" srcdoc="{html.escape(place.replace("{}", text))}"></iframe>'
        for number, text in enumerate(texts)
        for place in places
    ]

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = re.fullmatch(r"/control/(\d+)", self.path)
            here = frames[int(asked[1]) * EACH :][:EACH] if asked else []
            body = ("<!DOCTYPE html>" + "".join(here)).encode("utf-8", "replace")
            self.send_response(200 if here else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body) if here else 0))
            if policy:
                self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(body if here else b"")

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", -(-len(frames) // EACH)
        server.shutdown()


def control(
    browser: Browser, policy: str = "", places: tuple[str, ...] = PLACES
) -> tuple[set[int], set[int], list[str]]:
    """Which payloads ran, which the policy stopped, and who was asked elsewhere, on that site."""
    seen = Seen()
    ran: set[int] = set()
    stopped: set[int] = set()
    left: list[str] = []  # what the policy let out; Chromium tells of requests that it stopped, too
    with careless(policy, places) as (site, pages), watching(browser, site, None, seen) as (around, page):

        def stop(to: Route) -> None:
            left.append(to.request.url)
            to.abort()

        around.route(re.compile(r"^https?://(?!127\.0\.0\.1)"), stop)
        for number in range(pages):
            page.goto(f"{site}/control/{number}", wait_until="commit", timeout=60_000)
            calm = 0
            while calm < 3:  # until for a while nothing more runs
                before = len(ran) + len(stopped)
                page.wait_for_timeout(150)
                told = page.evaluate("window.__told")
                ran |= {int(name) for name, _ in told["ran"] if name}
                stopped |= {int(name) for name, _ in told["stopped"] if name}
                calm = calm + 1 if len(ran) + len(stopped) == before else 0
    return ran, stopped, left


def test_the_same_do_run_where_nothing_is_escaped(browser: Browser) -> None:
    every, public = payloads.every(), set(payloads.corpus())
    ran, stopped, elsewhere = control(browser)
    of_corpus = {number for number in ran if every[number] in public}
    told_of(
        json.dumps(
            {"ran": len(ran), "of the corpus": len(of_corpus), "of": len(every), "asked elsewhere": len(elsewhere)}
        )
    )
    assert len(ran) >= 150
    assert len(of_corpus) >= 30, "most of the corpus was made for browsers of its day"
    assert sum(payloads.CANARY in address for address in elsewhere) >= 20
    assert stopped == set()


def test_the_policy_alone_stops_them(browser: Browser) -> None:
    """The same page that escapes nothing, with our policy on it (frames allowed, for they hold the payloads)."""
    policy = page_policy([]).replace("frame-ancestors 'none'", "frame-src 'self'")
    ran, stopped, elsewhere = control(browser, policy, PLACES[:2])
    told_of(json.dumps({"ran": len(ran), "stopped": len(stopped), "asked elsewhere": len(elsewhere)}))
    assert (ran, [one for one in elsewhere if payloads.CANARY in one]) == (set(), [])
    assert len(stopped) >= 150
