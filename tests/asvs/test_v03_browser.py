"""ASVS V3 and V4: what the browser is given, and what it may do with it."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver

from tests.asvs.code import ROOT, importing, scripts
from tests.support.family import Family
from tests.support.house import House
from tests.walls.test_over_http import ODD, paths

ODD_VALUES = (
    "'; DROP TABLE item; --", "' OR 1=1 --", "\x00", "%00", "../../../etc/passwd", "99999999999999999999999999", "-1", "NaN", "1e309",
    "[]", "{}", "null", "true", "\ud83d\ude00" * 50, "{{7*7}}", "${jndi:ldap://a.invalid/x}", "\r\nSet-Cookie: a=b", "%(x)s", "{0}", "a" * 5000,
    "0" * 400, "2026-13-45", "00000000-0000-0000-0000-000000000000", "=cmd|' /C calc'!A0", "\u202e", "<x>",
)  # fmt: skip
NAMES = ("next", "circle", "to", "role", "ask", "seat", "before", "chosen", "laid", "unfolded", "once", "version", "text", "title", "login",
         "name", "address", "day", "time", "due", "score", "what", "born", "relation", "password", "language", "email", "state", "sign", "who")  # fmt: skip


@pytest.fixture
def family(house: House) -> Family:
    family = Family(house)
    family.seat("Bo", "professional")
    return family


@pytest.mark.parametrize("name", ["Ann", "nobody"])
def test_odd_values_never_break_a_page(family: Family, name: str) -> None:
    """Whatever stands in an address, a parameter (once or many times) or a form: it is answered in words, never by a fault."""
    client = family.client("Ann") if name == "Ann" else Client()
    kept: Any = client.cookies.copy()
    for number, path in enumerate(paths(family)):
        client.cookies = kept.copy()
        values = {
            one: ODD_VALUES[(number + turn) % len(ODD_VALUES)].encode("utf-8", "replace").decode()
            for turn, one in enumerate(NAMES)
        }
        twice: Any = {one: [value, "second"] for one, value in values.items()}
        for answer in (client.get(path, twice), client.post(path, twice)):
            assert answer.status_code < 500, path
            assert b"Traceback" not in answer.content, path
        if name == "Ann" and path in ("/exit/", "/sign-out/"):
            client = family.client("Ann")
            kept = client.cookies.copy()


def test_every_value_in_turn_at_the_same_field(family: Family) -> None:
    client = family.client("Ann")
    for value in ODD_VALUES:
        text = value.encode("utf-8", "replace").decode()
        sent = {"text": text, "circle": text, "day": text, "time": text, "once": text}
        assert client.post(f"/d/{family.id}/journal/write/", sent).status_code in (303, 422), value
        assert client.get(f"/d/{family.id}/journal/", {"circle": text, "before": text}).status_code in (200, 404), value
        assert client.post(f"/d/{family.id}/journal/{uuid4()}/edit/", sent).status_code == 404


def test_every_answer_says_what_it_is(family: Family) -> None:
    """With its letters: a browser guesses nothing."""
    client = family.client("Ann")
    for path in paths(family):
        answer = client.get(path)
        kind = answer.headers.get("Content-Type", "")
        if answer.content:
            assert kind in (
                "text/html; charset=utf-8",
                "application/json",
                "application/manifest+json; charset=utf-8",
                "text/javascript; charset=utf-8",
                "application/pdf",
                "text/plain; charset=utf-8",
            ), path
        if kind.startswith("text/html") and answer.content:
            assert '<meta charset="utf-8">' in answer.content.decode("utf-8"), path


def test_what_is_no_page_is_never_shown_as_one(family: Family) -> None:
    """It is given as a file, or its policy lets nothing in it run."""
    client = family.client("Ann")
    for path in (f"/d/{family.id}/plan/fridge.pdf", "/healthz"):
        answer = client.get(path)
        assert "sandbox" in answer.headers["Content-Security-Policy"], path
    assert client.get(f"/d/{family.id}/plan/fridge.pdf").headers["Content-Disposition"].startswith("attachment; ")


def test_our_scripts_make_no_html_and_hear_no_other_window() -> None:
    """No messages between windows, no sockets, no HTML from text, no old plug-ins, no foreign code.

    What the browser keeps is asked for in one place, where every block is sealed; only our service worker has the plain
    shelf of what is nobody's, and only two scripts let it in.
    """
    banned: tuple[str, ...] = (
        r"postMessage|onmessage|addEventListener\([\"']message", r"WebSocket|EventSource|RTCPeerConnection",
        r"localStorage|sessionStorage|document\.cookie", r"indexedDB", r"caches\.", r"innerHTML|insertAdjacentHTML|document\.write",
        r"__proto__|Object\.assign\(|structuredClone", r"importScripts|new Worker", r"serviceWorker",
    )  # fmt: skip
    found = {(name, ban) for name, text in scripts().items() for ban in banned if re.search(ban, text)}
    assert found == {
        ("kept/store.js", "indexedDB"),
        ("forget.js", "indexedDB"),
        ("alone/service-worker.js", r"caches\."),
        ("alone/app.js", "serviceWorker"),
        ("alone/push.js", "serviceWorker"),
        ("alone/live.js", r"WebSocket|EventSource|RTCPeerConnection"),
    }
    assert "deleteDatabase" in scripts()["forget.js"]
    assert "indexedDB.open" not in scripts()["forget.js"]
    sealed = re.findall(r"store\.put\((.*)", scripts()["kept/copies.js"] + scripts()["kept/drafts.js"])
    assert [one for one in sealed if "store.seal(" not in one] == ['"keys", { id: "copies", key });']
    outside = {(name, one) for name, text in scripts().items() for one in re.findall(r"from \"([^.\"][^\"]*)\"", text)}
    assert {one for _, one in outside} == {"htmx.org/dist/htmx.esm.js"}
    for path in ROOT.glob("src/keukentafel/**/*.html"):
        assert not re.search(r"<(object|embed|applet|iframe|portal)\b|https?://[^\"' ]*\.js", path.read_text()), path


def test_htmx_may_not_make_code_and_asks_this_site_alone() -> None:
    base = (ROOT / "src/keukentafel/look/templates/look/base.html").read_text()
    for said in (
        '"allowEval":false',
        '"selfRequestsOnly":true',
        '"includeIndicatorStyles":false',
        '"historyCacheSize":0',
    ):
        assert said in base


def test_there_are_no_sockets_no_graphql_and_no_other_protocols() -> None:
    assert "--no-ws" in (ROOT / "src/keukentafel/site/cli/serve.py").read_text()
    assert importing("channels", "websockets", "graphene", "strawberry", "ariadne", "grpc", "aiortc") == set()


def test_one_site_one_host() -> None:
    """Nothing of another application is served from our host, and there is no page for administrators."""
    routes = [str(one.pattern) for one in get_resolver().url_patterns]
    assert not any("admin" in route or "debug" in route or "docs" in route or "schema" in route for route in routes)
    assert not any(app.startswith(("django.contrib.admin", "debug_toolbar", "silk")) for app in settings.INSTALLED_APPS)


def test_the_same_field_from_elsewhere_is_not_taken(family: Family) -> None:
    """A form is read from what was sent, never from the address or a cookie."""
    client = family.client("Ann")
    answer = client.post(
        f"/d/{family.id}/journal/write/?text=uit+het+adres&circle={family.table}", {"circle": str(family.table)}
    )
    assert answer.status_code == 422
    assert "uit het adres" not in answer.content.decode()


@pytest.mark.parametrize("method", ODD)
def test_a_method_can_not_be_dressed_up(family: Family, method: str) -> None:
    answer = family.client("Ann").post("/sign-out/", {"_method": method}, headers={"X-HTTP-Method-Override": method})
    assert answer.status_code == 303
