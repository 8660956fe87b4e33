"""Attacks over HTTP that were tried on the demo, by who holds a session: each must come to nothing."""

import re
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from keukentafel.dossiers import reading
from keukentafel.rooms.journal import actions as journal
from keukentafel.rooms.plan import actions as plan
from keukentafel.rooms.plan.kinds import Agreement, Goal
from keukentafel.site.environment import Environment
from tests.architecture.test_house import addresses
from tests.support.family import Family
from tests.support.house import House

ODD = ("PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "PROPFIND")
ELSEWHERE = (
    "//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "https:evil.example",
    "///evil.example", "http:///evil.example", "javascript:alert(1)", "\t//evil.example",
    "https://testserver@evil.example/", "https://evil.example%2F@testserver",
)  # fmt: skip


@pytest.fixture
def family(house: House) -> Family:
    family = Family(house)
    family.seat("Bo", "professional")
    family.seat("Tess", "youth", born=None)
    family.personal("own", "Tess")
    return family


def paths(family: Family) -> list[str]:
    """Every address, with the family's id and ids that never were."""
    filled = [re.sub("<uuid:dossier>", str(family.id), route) for route, _page in addresses()]
    return ["/" + re.sub(r"<\w+:\w+>", lambda _: str(uuid4()), path) for path in filled]


@pytest.mark.parametrize("method", ODD)
def test_no_address_answers_to_an_odd_method(family: Family, method: str) -> None:
    client = family.client("Ann")
    answers = {path: client.generic(method, path).status_code for path in paths(family)}
    assert {path: status for path, status in answers.items() if status not in (404, 405)} == {}


def test_every_page_is_kept_nowhere_and_runs_nothing_of_others(family: Family) -> None:
    client = family.client("Ann")
    for path in paths(family):
        answer = client.get(path)
        assert answer.headers["Cache-Control"] == "no-store", path
        assert answer.headers["X-Content-Type-Options"] == "nosniff", path
        if answer.headers["Content-Type"].startswith("text/html") and answer.status_code < 300:
            assert answer.headers["X-Frame-Options"] == "DENY", path
        if answer.headers["Content-Type"].startswith("text/html"):
            assert "script-src 'self'; style-src 'self';" in answer.headers["Content-Security-Policy"], path
            page = answer.content.decode()
            assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=\"|\son\w+=\"|javascript:", page), path


def test_exit_may_lead_away_though_nothing_else_does(family: Family) -> None:
    policy = family.client("Ann").get("/today/").headers.get("Content-Security-Policy") or ""
    policy = policy or Client().get("/").headers["Content-Security-Policy"]
    assert re.search(r"form-action 'self' https://www\.buienradar\.nl($|;)", policy)
    assert "unsafe" not in policy


@pytest.mark.parametrize("to", ELSEWHERE)
def test_nobody_is_sent_to_another_site(family: Family, to: str) -> None:
    client = family.client("Ann")
    assert client.post("/language/", {"language": "nl", "next": to}).headers["Location"] == "/"
    ann = family.people["Ann"]
    ann.set_password("three words together")
    ann.save()
    sent = {"login": ann.email, "password": "three words together", "next": to}
    assert Client().post("/sign-in/", sent).headers["Location"] == "/today/"


def test_every_form_needs_a_token(family: Family) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(family.people["Ann"])
    got = {re.sub("stop/.+/", "stop/:/", path): client.post(path).status_code for path in paths(family)}
    assert {path: status for path, status in got.items() if status not in (403, 405)} == {
        "/exit/": 302,
        "/bring-along/": 302,
        "/notices/stop/:/": 404,  # a mail program presses it (RFC 8058): its sign is what it must have, and has not here
    }


def test_cookies_are_out_of_reach_of_scripts(family: Family) -> None:
    family.people["Ann"].set_password("three words together")
    family.people["Ann"].save()
    client = Client()
    client.get("/sign-in/")
    client.post("/sign-in/", {"login": family.people["Ann"].email, "password": "three words together"})
    assert set(client.cookies) == {"sessionid", "csrftoken", "language", "device"}
    assert all(cookie["httponly"] and cookie["samesite"] == "Lax" for cookie in client.cookies.values())
    assert settings.SESSION_COOKIE_SECURE == settings.CSRF_COOKIE_SECURE == settings.ORIGIN.startswith("https")


@pytest.mark.parametrize(
    ("mode", "origin", "hosts"),
    [
        ("", "https://tafel.example", ["tafel.example"]),
        ("", "https://tafel.example:8443", ["tafel.example"]),
        ("demo", "http://127.0.0.1:8000", ["127.0.0.1", "[::1]", "localhost"]),
    ],
)
def test_only_our_own_names_are_answered(
    monkeypatch: pytest.MonkeyPatch, mode: str, origin: str, hosts: list[str]
) -> None:
    monkeypatch.setenv("KEUKENTAFEL_MODE", mode)
    monkeypatch.setenv("KEUKENTAFEL_ORIGIN", origin)
    assert Environment.read().hosts == hosts


def test_a_ticket_of_another_adds_another_thing(family: Family) -> None:
    """``once`` belongs to who drew the form: with another's one neither finds nor overwrites what they made."""
    once, write = str(uuid4()), reverse("journal:write", args=[family.id])
    for name in ("Ann", "Bo"):
        sent = {"text": f"van {name}", "circle": str(family.table), "day": "", "time": "", "once": once}
        assert family.client(name).post(write, sent).status_code == 303
    feed = family.client("Ann").get(reverse("journal:feed", args=[family.id])).content.decode()
    assert "van Ann" in feed
    assert "van Bo" in feed


def test_words_of_the_family_do_not_go_with_those_of_a_professional(family: Family) -> None:
    """Else whoever was answered could make the answer vanish; the family may delete all."""
    with family.visit("Bo") as visit:
        entry = journal.write(visit, "van Bo", circle=family.table, once=uuid4())
        goal = plan.add_goal(visit, Goal(title="van Bo"), circle=family.table)
        journal.react(visit, entry, [], "thumb")
    ask = [reverse("journal:delete", args=[family.id, entry.id]), reverse("plan:delete", args=[family.id, goal.id])]
    bo, ann = family.client("Bo"), family.client("Ann")
    with family.visit("Tess") as visit:
        journal.react(visit, entry, [], "heart")  # a sign is no word
    assert ["Anderen schreven" in bo.get(path).content.decode() for path in ask] == [False, False]
    with family.visit("Tess") as visit:
        journal.comment(visit, entry, "van Tess", once=uuid4())
        agreed = plan.agree(visit, Agreement(what="van Tess"), circle=family.table, goal=goal)
    for path in ask:
        page = bo.get(path).content.decode()
        assert "Anderen schreven hieraan mee" in page
        assert '<form method="post" action="' + path not in page
        assert bo.post(path).status_code == 422
    with family.visit("Ann") as visit:
        assert reading.one(visit, agreed.id).content.what == "van Tess"
    assert [ann.post(path).status_code for path in ask] == [303, 303]


def test_nothing_of_a_family_waits_in_a_session(family: Family, house: House) -> None:
    """Sessions are not sealed: what is told after an action names nobody and no circle."""
    secret = "Zwanenmeer"
    family.personal(secret, "Ann")
    client = family.client("Ann")
    client.post(reverse("overview:who_belongs", args=[family.id]), {"role": "relative", "name": secret})
    with family.visit("Ann") as visit:
        entry = journal.write(visit, "x", circle=family.table, once=uuid4())
    move = reverse("journal:move", args=[family.id, entry.id])
    page = client.get(move, {"to": str(family.circles[secret])}).content.decode()
    newly = re.search(r'name="newly" value="([^"]*)"', page)
    assert newly
    assert client.post(move, {"to": str(family.circles[secret]), "newly": newly[1]}).status_code == 303
    told = [client.session.decode(row[0]) for row in house.owner.execute("SELECT session_data FROM person_session")]
    assert any("_messages" in one for one in told), "nothing was told"
    assert not any(secret in str(one) for one in told)
