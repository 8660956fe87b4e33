"""No key: the site says so, in words, and loses nothing; when keys can be had again it goes on by itself."""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse

from keukentafel import vault
from keukentafel.rooms.table import jobs
from keukentafel.site import health
from keukentafel.vault import KeysAway
from keukentafel.vault import house as vault_house
from tests.support.family import Family
from tests.support.house import House
from tests.support.journal import Cast, soup

SECRET = "s3cret-of-the-operator"
STORY = "Vandaag ging het goed op school, en morgen gaan we naar oma."


@pytest.fixture
def cast(house: House) -> Cast:
    return Cast(house)


@contextmanager
def without_keys(part: str = "provider", *, remembered: bool = False) -> Iterator[None]:
    """As after a start without a provider, or without the key store; or with what was remembered from before."""
    real, log = vault.current(), vault.current()._store.log
    with pytest.MonkeyPatch.context() as away:
        away.setattr(vault_house, "REST", 0)
        away.setattr(health, "KEPT", -1)
        away.setattr(health, "_asked", (0.0, ""))
        if part == "provider":
            for name in ("wrap", "unwrap"):
                away.setattr(real._provider, name, _silent)
        else:
            real._store.path.rename(real._store.path.with_name("unmounted"))
        if not remembered:
            real._memory._forget_all((0, 0))
        try:
            yield
        finally:
            if part == "store":
                real._store.path.with_name("unmounted").rename(real._store.path)
            assert log.exists()


def _silent(*_: object) -> Any:
    raise KeysAway("provider", "Vault does not answer (ConnectTimeout)")


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("provider", "the key provider does not answer as it should"),
        ("store", "the key store can't be used"),
    ],
)
def test_healthz_says_which_part(cast: Cast, part: str, words: str) -> None:
    with without_keys(part, remembered=True):
        answer = Client().get("/healthz")
    assert answer.status_code == 503
    told = json.loads(answer.content)
    assert told == {"status": "away", "version": told["version"], "database": "ok", "keys": words}


def test_healthz_recovers(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "KEPT", -1)
    monkeypatch.setattr(health, "_asked", (0.0, ""))
    with without_keys():
        assert Client().get("/healthz").status_code == 503
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.json()["keys"], answer.json()["database"]) == (200, "ok", "ok")


def test_healthz_says_that_the_database_is_away(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object, **__: object) -> None:
        raise psycopg.OperationalError(SECRET)

    monkeypatch.setattr(psycopg, "connect", gone)
    connections["default"].close()
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.json()["database"]) == (503, "the database does not answer")
    assert SECRET not in answer.content.decode()


def test_healthz_does_not_keep_the_provider_busy(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_asked", (0.0, ""))
    asked: list[str] = []
    real = vault.current()._provider.unwrap

    def counted(kek: str, wrapped: bytes) -> bytes:
        asked.append(kek)
        return real(kek, wrapped)

    monkeypatch.setattr(vault.current()._provider, "unwrap", counted)
    for _ in range(20):
        assert Client().get("/healthz").status_code == 200
    assert len(asked) == 1


@pytest.mark.parametrize("part", ["provider", "store"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_visitor_gets_words(cast: Cast, caplog: pytest.LogCaptureFixture, part: str, language: str) -> None:
    client = cast.client("Ann")
    client.cookies["language"] = language
    pages = [cast.at(), f"/d/{cast.id}/", f"/d/{cast.id}/table/", "/today/", "/account/"]
    with without_keys(part):
        for page in pages:
            answer = client.get(page)
            assert answer.status_code == 503, page
            assert answer.headers["Retry-After"] == "60"
            assert answer.headers["Cache-Control"] == "no-store"
            heading = soup(answer).h1.text
            assert heading == (
                "De dossiers zijn even dicht" if language == "nl" else "The dossiers are shut for a moment"
            )
    assert client.get(cast.at()).status_code == 200
    assert {record.levelno for record in caplog.records if record.name.startswith("keukentafel")} == {logging.ERROR}
    assert "Ann" not in caplog.text
    assert STORY not in caplog.text


class Early:
    """A middleware that wants to know who is there before any page does."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        assert request.user.is_authenticated
        return self.get_response(request)


def test_words_too_when_a_middleware_finds_it_first(cast: Cast, settings: Any) -> None:
    at = settings.MIDDLEWARE.index("keukentafel.people.middleware.SignedIn") + 1
    settings.MIDDLEWARE = [*settings.MIDDLEWARE[:at], "tests.faults.test_no_keys.Early", *settings.MIDDLEWARE[at:]]
    client = cast.client("Ann")
    client.raise_request_exception = False
    assert client.get(cast.at()).status_code == 200
    with without_keys():
        answer = client.get(cast.at())
    assert (answer.status_code, soup(answer).h1.text) == (503, "De dossiers zijn even dicht")


def test_who_is_not_at_the_table_learns_nothing_by_it(cast: Cast) -> None:
    """Other people's tables are not found, whether there are keys or not."""
    with without_keys(remembered=True):
        for name in ("Zed", "Max"):
            assert cast.client(name).get(cast.at()).status_code == 404
        assert cast.client("Zed").get(f"/d/{uuid4()}/journal/").status_code == 404


@pytest.mark.parametrize("part", ["provider", "store"])
def test_what_was_typed_is_handed_back_and_nothing_is_written(cast: Cast, part: str) -> None:
    client, before = cast.client("Ann"), _rows(cast.house)
    form = {"text": STORY, "circle": str(cast.table), "once": str(uuid4()), "csrfmiddlewaretoken": "old"}
    with without_keys(part):
        answer = client.post(cast.at(page="write"), form)
        assert answer.status_code == 503
        assert _rows(cast.house) == before
    page = soup(answer)
    again = page.select_one("main form")
    assert again["action"] == cast.at(page="write")
    assert again["method"] == "post"
    assert again.textarea.text.strip() == STORY
    sent = {field["name"]: field.get("value") for field in again.select("input")} | {
        "text": again.textarea.text.strip()
    }
    assert {key: sent[key] for key in ("circle", "once")} == {key: form[key] for key in ("circle", "once")}
    assert sent["csrfmiddlewaretoken"] != "old"
    for _ in range(2):
        assert client.post(cast.at(page="write"), sent).status_code == 303
    assert STORY in client.get(cast.at()).content.decode()
    assert _rows(cast.house)["item"] == before["item"] + 1, "sent again it is there, and once"


def test_what_people_wrote_can_not_break_out_of_it(cast: Cast) -> None:
    nasty = "</textarea><script>alert(1)</script>" + "x" * 50
    with without_keys():
        answer = cast.client("Ann").post(
            cast.at(page="write"), {"text": nasty, '"><script>': "<b>", "circle": "'\"><i>"}
        )
    assert "<script>alert" not in answer.content.decode()
    assert soup(answer).select_one("main form textarea").text.strip() == nasty


def test_a_password_is_not_handed_back(cast: Cast) -> None:
    with without_keys():
        answer = Client().post("/sign-in/", {"login": "ann@example.org", "password": "correct horse battery"})
    assert answer.status_code == 503
    assert "correct horse" not in answer.content.decode()
    assert soup(answer).select("main form") == []


def test_a_founding_fails_as_a_whole(cast: Cast) -> None:
    before = _rows(cast.house)
    client = cast.client("Zed")
    with without_keys():
        for page in ("/start/", "/start/you/", "/start/look/"):
            client.post(page, {"title": "Wij", "name": "Zed", "relation": "moeder"})
        with pytest.raises(KeysAway):
            Family(cast.house, founded_by=cast.people["Zed"])
    assert _rows(cast.house) == before


def test_a_job_waits(cast: Cast) -> None:
    with without_keys(), pytest.raises(KeysAway):
        jobs.send_letter(str(cast.id), str(cast.people["Ann"].pk), str(uuid4()), 1)
    assert jobs.RETRY.max_attempts == 8


def test_what_is_remembered_stays_open_while_the_provider_is_silent(cast: Cast) -> None:
    client = cast.client("Ann")
    assert client.get(cast.at()).status_code == 200
    with without_keys(remembered=True):
        assert client.get(cast.at()).status_code == 200


def test_a_dossier_whose_own_key_is_lost_says_so_and_leaves_the_others_alone(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    other = Family(cast.house, title="De anderen", founded_by=cast.people["Ann"])
    third = Family(cast.house, title="De derde", founded_by=cast.people["Ann"])
    client = cast.client("Ann")
    vault.current().destroy(cast.id)
    for page in (cast.at(), f"/d/{cast.id}/", f"/d/{cast.id}/table/"):
        answer = client.get(page)
        assert answer.status_code == 500
        assert soup(answer).h1.text == "Dit dossier gaat niet open"
    assert client.post(cast.at(page="write"), {"text": STORY, "circle": str(cast.table)}).status_code == 500
    assert client.get(f"/d/{other.id}/").status_code == 200
    tables = soup(client.get("/today/"))
    assert {link.text for link in tables.select("main h2")} == {"De anderen", "De derde"}
    assert "Eén van je tafels gaat niet open" in tables.main.text
    assert str(cast.id) in caplog.text
    assert STORY not in caplog.text
    assert cast.client("Zed").get(cast.at()).status_code == 404
    vault.current().destroy(other.id)
    vault.current().destroy(third.id)
    page = soup(client.get(reverse("overview:hall")))
    assert "3 van je tafels gaan niet open" in page.main.text
    assert "zit nog niet aan een tafel" not in page.main.text


def _rows(house: House) -> dict[str, int]:
    tables = [table.strip() for table in house.tables.split(",")]
    counts = {table: house.owner.execute(f"SELECT count(*) FROM {table}".encode()).fetchone() for table in tables}
    return {table: row[0] for table, row in counts.items() if row and "session" not in table and table != "tries"}
