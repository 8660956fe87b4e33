"""ASVS V7: a session is a random key of which the server alone knows whose it is."""

import ast
import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import crypto

from keukentafel.people.sessions import SessionStore
from tests.asvs.code import importing
from tests.support.family import Family
from tests.support.house import House


def test_a_session_key_can_not_be_guessed(house: House) -> None:
    """32 signs out of 36, drawn by the system: 165 bits; and no two are the same."""
    store: Any = SessionStore()
    keys = {store._get_new_session_key() for _ in range(500)}
    assert len(keys) == 500
    assert all(re.fullmatch(r"[a-z0-9]{32}", key) for key in keys)
    with open(crypto.__file__) as source:  # noqa: PTH123  # a library's own file
        assert "secrets.choice" in ast.unparse(ast.parse(source.read()))


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
