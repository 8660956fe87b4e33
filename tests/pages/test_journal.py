"""Who gets which answer in the journal."""

import re
from typing import Any

import pytest
from django.test import Client
from tests.support.house import House
from tests.support.journal import Cast, status

from keukentafel.dossiers.models import new_id

# By hand, apart from the app: T lies at the table, S in School, P in Ann's own circle, F in the family.
SEES = {"Ann": "TSPF", "Opa": "TF", "Bo": "TS", "Eva": "T", "Gus": "P"}
CHANGES = {"Ann": "TSPF", "Opa": "F", "Bo": "TS", "Eva": "", "Gus": ""}
OUTSIDE = ("Max", "Zed")


@pytest.fixture
def cast(house: House) -> Cast:
    return Cast(house)


@pytest.mark.parametrize("name", SEES)
def test_who_may_read(cast, name):
    client = cast.client(name)
    assert status(client, cast.at()) == status(client, cast.at(page="write")) == 200
    for key, item in cast.items.items():
        seen = 200 if key in SEES[name] else 404
        changed = 200 if key in CHANGES[name] else 404
        got = {page: status(client, cast.at(item, page)) for page in ("", "history", "react", "edit", "delete", "move")}
        assert got == {
            "": seen,
            "history": seen,
            "react": 303 if seen == 200 else 404,
            "edit": changed,
            "delete": changed,
            "move": changed,
        }, key


@pytest.mark.parametrize("name", SEES)
def test_who_may_write(cast, name):
    client = cast.client(name)
    targets = {"T": "family" if name != "Bo" else "School", "S": "table", "P": "table", "F": "table"}
    for key, item in cast.items.items():
        seen, changed = (303 if key in keys[name] else 404 for keys in (SEES, CHANGES))
        newly = {
            "Ann": {"S": "Opa Eva", "P": "Opa Bo Eva", "F": "Bo Eva"},
            "Opa": {"F": "Bo Eva"},
            "Bo": {"S": "Opa Eva"},
        }
        names = newly.get(name, {}).get(key, "").split()
        move = {
            "to": str(cast.circles[targets[key]]),
            "newly": ",".join(sorted(cast.seats[newcomer].hex for newcomer in names)),
        }
        got = {
            "edit": status(client, cast.at(item, "edit"), {"text": "x", "day": "2026-01-02", "version": "1"}),
            "move": status(client, cast.at(item, "move"), move),
        }
        if got["move"] == 404:
            got["say"] = status(client, cast.at(item), {"text": "Ja", "once": str(new_id())})
            got["react"] = status(client, cast.at(item, "react"), {"sign": "heart"})
        got["delete"] = status(client, cast.at(item, "delete"), {})
        wanted = {"edit": changed, "move": changed, "say": seen, "react": seen, "delete": changed}
        assert got == {page: wanted[page] for page in got}, key


def test_who_comments_and_writes(cast):
    for name, keys in SEES.items():
        client = cast.client(name)
        for key, item in cast.items.items():
            wanted = 303 if key in keys else 404
            assert status(client, cast.at(item), {"text": "Ja", "once": str(new_id())}) == wanted
            assert status(client, cast.at(item, "react"), {"sign": "heart"}) == wanted
            assert status(client, cast.at(item, "react"), {"sign": "boo"}) == 404
    form = {"text": "Iets", "once": str(new_id()), "circle": str(cast.circles["School"])}
    assert status(cast.client("Bo"), cast.at(page="write"), form) == 303
    assert status(cast.client("Eva"), cast.at(page="write"), form) == 422


PAGES = ("", "history", "react", "edit", "delete", "move")


@pytest.mark.parametrize("name", OUTSIDE)
def test_outsiders_find_nothing(cast, name):
    client = cast.client(name)
    for item in ("", *cast.items.values(), cast.missing):
        for page in PAGES if item else ("", "write"):
            assert status(client, cast.at(item, page)) == 404
            if page != "history" and (item or page):
                assert status(client, cast.at(item, page), {}) == 404


def test_who_is_not_signed_in_is_asked_to(cast):
    for item in ("", *cast.items.values(), cast.missing):
        for page in PAGES if item else ("", "write"):
            answer = Client().get(cast.at(item, page))
            assert answer.status_code == 302
            assert answer["Location"].startswith("/sign-in/?next=")


def test_other_methods_are_not_there(cast):
    client = cast.client("Ann")
    for item in (cast.items["T"], cast.missing):
        assert [client.put(cast.at(item, page)).status_code for page in PAGES] == [405] * 6
        assert client.post(cast.at(item, "history")).status_code == 405
    assert client.post(cast.at()).status_code == 405


def evened(answer: Any, item: object) -> Any:
    body = re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", answer.content)
    headers = {name: value for name, value in answer.items() if name != "Content-Length"}
    return answer.status_code, headers, body.replace(str(item).encode(), b"ID")


@pytest.mark.parametrize("name", ["Opa", "Bo", "Eva", "Gus", "Max", "Zed"])
def test_hidden_and_missing_answer_byte_for_byte_the_same(cast, name):
    client = cast.client(name)
    hidden = [item for key, item in cast.items.items() if key not in SEES.get(name, "")]
    assert hidden
    for page in PAGES:
        forms = [None, {"text": "x", "once": str(new_id()), "sign": "heart", "version": "1", "to": str(cast.table)}]
        for form in forms[: 1 if page == "history" else 2]:
            ask = [client.get, client.post][form is not None]
            missing = evened(ask(cast.at(cast.missing, page), form or {}), cast.missing)
            assert missing[0] == 404
            for item in hidden:
                assert evened(ask(cast.at(item, page), form or {}), item) == missing
    mine, nowhere = cast.circles["Van mij" if name != "Gus" else "table"], new_id()
    for address in (cast.at() + "?circle={}", cast.at(page="write") + "?circle={}"):
        got = [evened(client.get(address.format(circle)), circle) for circle in (mine, nowhere)]
        assert got[0] == got[1]
        assert got[0][0] == 404
