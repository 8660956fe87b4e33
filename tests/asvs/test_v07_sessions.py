"""ASVS V7: a session is a random key of which the server alone knows whose it is."""

import inspect
import re
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.conf import settings
from django.test import Client
from django.utils import crypto

from keukentafel.people.sessions import SessionStore
from keukentafel.site.cli import keukentafel
from tests.asvs.code import importing
from tests.support.family import Family
from tests.support.house import House


def test_a_session_key_can_not_be_guessed(house: House) -> None:
    """32 signs out of 36, drawn by the system: 165 bits; and no two are the same."""
    store: Any = SessionStore()
    keys = {store._get_new_session_key() for _ in range(500)}
    assert len(keys) == 500
    assert all(re.fullmatch(r"[a-z0-9]{32}", key) for key in keys)
    assert "secrets.choice" in inspect.getsource(crypto.get_random_string)


def test_after_signing_out_the_key_opens_nothing(house: House) -> None:
    family = Family(house)
    for way in ("/sign-out/", "/exit/"):
        client = family.client("Ann")
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        client.post(way)
        thief = Client()
        thief.cookies[settings.SESSION_COOKIE_NAME] = key
        assert thief.get("/account/").status_code == 302, way
        assert house.owner.execute("SELECT count(*) FROM person_session WHERE session_key = %s", [key]).fetchone() == (
            0,
        )


@pytest.mark.parametrize("name", ["Ann", "Bo"])
def test_every_page_of_who_is_signed_in_can_sign_out(house: House, name: str) -> None:
    family = Family(house)
    family.seat("Bo", "professional")
    client = family.client(name)
    inside = [
        f"/d/{family.id}/{room}" for room in ("", "journal/", "plan/", "table/", "journal/write/", "table/circles/")
    ]
    for path in ("/account/", *inside):
        page = client.get(path, follow=True).content.decode()
        assert 'action="/sign-out/"' in page, path
        assert 'action="/exit/"' in page, path


def test_nothing_of_people_is_kept_in_a_cache() -> None:
    """Nobody uses Django's cache; what a process keeps for itself are templates, translations and kinds."""
    assert importing("django.core.cache", "django.views.decorators.cache") == set()


@pytest.fixture
def ending(house: House, monkeypatch: pytest.MonkeyPatch) -> Any:
    """``keukentafel sessions end ...``, as who runs the site types it."""
    for name, value in {"KEUKENTAFEL_WEB_URL": house.web_url, "KEUKENTAFEL_OWNER_URL": house.owner_url}.items():
        monkeypatch.setenv(name, value)

    def run(*words: str) -> Result:
        return CliRunner().invoke(keukentafel, ["sessions", "end", *words])

    return run


def is_in(client: Client) -> bool:
    """Whether the site knows who this is."""
    return client.get("/account/").status_code == 200


def test_who_runs_the_site_can_sign_one_out(house: House, ending: Any) -> None:
    family = Family(house)
    family.seat("Bo", "professional")
    ann, again, bo = family.client("Ann"), family.client("Ann"), family.client("Bo")
    result = ending(family.people["Ann"].email.upper())
    assert (result.exit_code, "2 sessions, of 1 accounts" in result.output) == (0, True), repr(result.exception)
    assert (is_in(ann), is_in(again), is_in(bo)) == (False, False, True)
    assert f"2 sessions of {family.people['Ann'].pk} were ended" in result.stderr
    assert family.people["Ann"].email not in result.stderr
    assert (
        "De beheerder van deze site heeft je uitgelogd"
        in family.client("Ann").get("/account/when-i-signed-in/").content.decode()
    )


def test_and_everybody(house: House, ending: Any) -> None:
    family = Family(house)
    family.seat("Bo", "professional")
    browsers = [family.client("Ann"), family.client("Bo")]
    passing = Client()
    passing.get("/sign-in/")
    result = ending("--all")
    assert (result.exit_code, "2 sessions, of 2 accounts" in result.output) == (0, True), repr(result.exception)
    assert not any(is_in(one) for one in browsers)
    assert house.owner.execute("SELECT count(*) FROM person_session").fetchone() == (0,)
    told = house.owner.execute("SELECT count(*) FROM person_trace WHERE what = 'ended_by_site'").fetchone()
    assert told == (2,)
    assert "of everybody were ended" in result.stderr


@pytest.mark.parametrize("words", [(), ("ann@example.org", "--all"), ("nobody@example.org",)])
def test_what_is_not_meant_ends_nothing(house: House, ending: Any, words: tuple[str, ...]) -> None:
    ann = Family(house).client("Ann")
    assert ending(*words).exit_code != 0
    assert is_in(ann)
