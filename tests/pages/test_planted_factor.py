"""Who holds an account for a moment can't leave a second factor behind that is theirs."""

import re

import pytest
from django.test import Client
from tests.support.family import Family, person
from tests.support.house import House
from tests.support.signing import PASSWORD, begin, code, inside, with_codes

from keukentafel.people.models import Codes, Passkey, Person


def secret_on(page: str) -> str:
    """The secret that the page shows in words, in fours."""
    found = re.search(r"\b((?:[A-Z2-7]{4} ){7}[A-Z2-7]{4})\b", page)
    assert found, page
    return found[1].replace(" ", "")


@pytest.fixture
def bo(house: House) -> Person:
    """A professional who has no second factor yet."""
    family = Family(house)
    family.seat("Bo", "professional", who=person("Bo", password=PASSWORD))
    return family.people["Bo"]


def half_way(bo: Person) -> Client:
    client = Client()
    assert begin(client, bo.email)["Location"] == "/sign-in/protect/"
    return client


def test_a_secret_that_another_browser_saw_is_never_turned_on(house: House) -> None:
    """A stolen session looks at the picture; days later the holder scans theirs. It must be another secret."""
    roos = person("Roos", password=PASSWORD)
    thief, holder = Client(), Client()
    thief.force_login(roos)
    seen = secret_on(thief.get("/account/codes/").content.decode())
    holder.force_login(roos)
    own = secret_on(holder.get("/account/codes/").content.decode())
    assert own != seen
    assert holder.post("/account/codes/", {"code": code(own)}).status_code == 303
    assert Codes.objects.get().secret == own


def test_nor_by_who_knows_the_password_alone(bo: Person) -> None:
    seen = secret_on(half_way(bo).get("/account/codes/").content.decode())
    holder = half_way(bo)
    own = secret_on(holder.get("/account/codes/").content.decode())
    assert own != seen
    holder.post("/account/codes/", {"code": code(own)})
    again = Client()
    begin(again, bo.email)
    assert again.post("/sign-in/second/", {"code": code(seen, 1)}).status_code == 422
    assert not inside(again)


def test_a_page_that_was_looked_at_again_keeps_its_secret(bo: Person) -> None:
    """Back to the page, for a code that was mistyped: the app has this secret already."""
    holder = half_way(bo)
    own = secret_on(holder.get("/account/codes/").content.decode())
    assert secret_on(holder.post("/account/codes/", {"code": "000000"}).content.decode()) == own
    assert holder.post("/account/codes/", {"code": code(own)}).status_code == 303


def test_a_code_of_a_secret_that_was_not_shown_here_turns_nothing_on(bo: Person) -> None:
    holder = half_way(bo)
    own = secret_on(holder.get("/account/codes/").content.decode())
    thief = half_way(bo)
    assert thief.post("/account/codes/", {"code": code(own)}).status_code == 422
    assert not inside(thief)


def test_who_was_half_way_before_there_was_a_factor_adds_none_after(bo: Person) -> None:
    """The password, a quarter of an hour ago, is no way to a passkey of one's own beside the holder's codes."""
    thief = half_way(bo)
    with_codes(bo)
    for path in ("/account/passkeys/new/", "/account/codes/"):
        assert thief.get(path).status_code in (302, 303), path
        assert thief.post(path, {"credential": "{}", "code": "000000"}).status_code in (302, 303), path
    assert not Passkey.objects.exists()
    assert not inside(thief)
