"""What Chromium shows when it is pushed to: our own fixed words, whatever came; and where a touch may lead."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page
from tests.support.listening import Listening, listening

import keukentafel

SCRIPT = Path(keukentafel.__file__).parent / "look" / "src" / "js" / "push-worker.js"
WORKER = 'import { listenForPush } from "/push-worker.js"; listenForPush(self);'
SERVED = {"/": ("text/html", "<!DOCTYPE html><title>x</title>"), "/service-worker.js": ("text/javascript", WORKER)}
SHOWN = """async () => (await (await navigator.serviceWorker.ready).getNotifications())
           .map((one) => [one.title, one.body, one.data, one.tag])"""
READY = "navigator.serviceWorker.register('/service-worker.js', { type: 'module' }).then(() => navigator.serviceWorker.ready)"


class Serves(BaseHTTPRequestHandler):
    """The worker and the file that it takes in."""

    def do_GET(self) -> None:  # as the library calls it
        """One of them."""
        sort, text = SERVED.get(self.path, ("text/javascript", SCRIPT.read_text()))
        self.send_response(200)
        self.send_header("Content-Type", sort)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def pushed(page: Page, context: BrowserContext) -> Iterator[Any]:
    """``pushed(text)``: what Chromium shows after that came by push."""
    with listening(Listening(Serves, None)) as server:
        origin = server.address.replace("127.0.0.1", "localhost")
        context.grant_permissions(["notifications"], origin=origin)
        page.goto(origin)
        page.evaluate(READY)
        line, found = context.new_cdp_session(page), []
        line.on("ServiceWorker.workerRegistrationUpdated", lambda said: found.extend(said["registrations"]))
        line.send("ServiceWorker.enable")
        page.wait_for_timeout(300)

        def push(text: str) -> list[list[str]]:
            line.send(
                "ServiceWorker.deliverPushMessage",
                {"origin": origin, "registrationId": found[-1]["registrationId"], "data": text},
            )
            for _ in range(200):
                if shown := page.evaluate(SHOWN):
                    break
                page.wait_for_timeout(100)
            else:
                raise AssertionError("nothing is shown")
            page.evaluate(
                "async () => (await (await navigator.serviceWorker.ready).getNotifications()).forEach((one) => one.close())"
            )
            return list(shown)

        yield push


def test_the_words_are_our_own_and_the_link_is_one_of_ours(pushed: Any) -> None:
    assert pushed(json.dumps({"l": "nl", "u": "/n/abc-_1/"})) == [
        ["Keukentafel", "Er is iets nieuws voor je.", "/n/abc-_1/", "kitchen-table"]
    ]
    assert pushed(json.dumps({"l": "en", "u": "/n/x/"}))[0][:2] == ["Kitchen table", "There is something new for you."]
    strange = {"l": "nl", "u": "https://elsewhere.example/", "title": "Waterpokken", "body": "Sterretje"}
    assert pushed(json.dumps(strange)) == [["Keukentafel", "Er is iets nieuws voor je.", "/today/", "kitchen-table"]]
    for rubbish in ("", "{", "[]", '{"l":"__proto__","u":5}', '{"u":"//elsewhere.example"}', '{"u":"/n/../exit/"}'):
        said = pushed(rubbish)
        assert said[0][2] == "/today/", rubbish
