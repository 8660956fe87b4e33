"""Signing in by OpenID Connect, against a certified provider that runs beside the tests."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.test import Client, override_settings
from joserfc.jwk import RSAKey
from tests.support.family import Family, person
from tests.support.house import House
from tests.support.oidc.running import Running
from tests.support.oidc.tokens import SAID, seen, token
from tests.support.signing import PASSWORD, code, inside, with_codes

from keukentafel.people import fresh
from keukentafel.people.models import Identity, Person
from keukentafel.people.oidc import client as oidc
from keukentafel.people.oidc.providers import NotGood, read

LEVELS = {"professional": ["substantial"]}


@pytest.fixture
def there(house: House, provider: Running) -> Iterator[Running]:
    with provider.trusted(levels=LEVELS):
        yield provider


@pytest.fixture
def roos(house: House) -> Person:
    return person("Roos", password=PASSWORD)


def linked(who: Person, there: Running, sub: str, acr: str = "low") -> Client:
    """A browser in which somebody has linked who they are there."""
    browser = Client()
    browser.force_login(who)
    there.signs_in(sub, acr)
    assert there.walk(browser, "/account/link/wijkteam/")["Location"] == "/account/how-i-sign-in/"
    return browser


class TestSigningIn:
    def test_by_a_linked_identity(self, there: Running, roos: Person) -> None:
        linked(roos, there, "r-1")
        browser = Client()
        assert "Wijkteam Noord" in browser.get("/sign-in/").content.decode()
        assert there.walk(browser, "/sign-in/with/wijkteam/?next=/start/")["Location"] == "/start/"
        assert inside(browser)

    def test_never_by_one_that_is_not_linked(self, there: Running, roos: Person) -> None:
        there.signs_in("roos@example.org")
        browser = Client()
        answer = there.walk(browser, "/sign-in/with/wijkteam/")
        assert answer.status_code == 422
        assert "We weten nog niet wie je bent" in answer.content.decode()
        assert not inside(browser)

    def test_it_is_one_factor_without_a_level(self, there: Running, roos: Person) -> None:
        linked(roos, there, "r-1")
        secret, browser = with_codes(roos), Client()
        assert there.walk(browser, "/sign-in/with/wijkteam/")["Location"] == "/sign-in/second/"
        assert not inside(browser)
        assert browser.post("/sign-in/second/", {"code": code(secret)}).status_code == 303

    def test_the_subject_is_kept_nowhere(self, there: Running, roos: Person, house: House) -> None:
        linked(roos, there, "r-secret-subject")
        assert "r-secret" not in str(house.owner.execute("SELECT * FROM person_identity").fetchall())


class TestLevels:
    @pytest.fixture
    def bo(self, house: House) -> Person:
        family = Family(house)
        family.seat("Bo", "professional", who=person("Bo", password=PASSWORD))
        return family.people["Bo"]

    def test_high_enough_is_two_factors(self, there: Running, bo: Person) -> None:
        linked(bo, there, "b-1", "substantial")
        browser = Client()
        assert there.walk(browser, "/sign-in/with/wijkteam/")["Location"] == "/today/"
        assert inside(browser)

    def test_too_low_is_refused_in_words(self, there: Running, bo: Person) -> None:
        linked(bo, there, "b-1", "substantial")
        there.signs_in("b-1", "low")
        browser = Client()
        answer = there.walk(browser, "/sign-in/with/wijkteam/")
        assert answer.status_code == 422
        assert "niet veilig genoeg" in answer.content.decode()
        assert not inside(browser)

    def test_it_is_not_linked_when_too_low(self, there: Running, bo: Person) -> None:
        browser = Client()
        browser.force_login(bo)
        there.signs_in("b-1", "low")
        assert there.walk(browser, "/account/link/wijkteam/").status_code == 422
        assert not Identity.objects.exists()

    def test_a_method_may_be_asked_as_well(self, there: Running, bo: Person) -> None:
        with there.trusted(levels=LEVELS, methods=["mfa"]):
            browser = Client()
            browser.force_login(bo)
            there.signs_in("b-1", "substantial")
            assert there.walk(browser, "/account/link/wijkteam/").status_code == 422
            there.signs_in("b-1", "substantial", ("pwd", "mfa"))
            assert there.walk(browser, "/account/link/wijkteam/").status_code == 303


class TestLinking:
    def test_it_asks_for_a_fresh_proof(self, there: Running, roos: Person) -> None:
        browser = Client()
        browser.force_login(roos)
        session = browser.session
        session[fresh.PROVED] -= 700
        session.save()
        assert browser.get("/account/link/wijkteam/")["Location"].startswith("/prove/")

    def test_one_identity_is_of_one_account(self, there: Running, roos: Person) -> None:
        linked(roos, there, "r-1")
        other = Client()
        other.force_login(person("Piet"))
        assert there.walk(other, "/account/link/wijkteam/").status_code == 422
        assert Identity.objects.get().person == roos

    def test_unlinked_it_lets_nobody_in(self, there: Running, roos: Person) -> None:
        browser = linked(roos, there, "r-1")
        assert browser.post(f"/account/linked/{Identity.objects.get().pk}/").status_code == 303
        assert there.walk(Client(), "/sign-in/with/wijkteam/").status_code == 422

    def test_the_last_way_in_stays(self, there: Running, house: House) -> None:
        kim = person("Kim")
        browser = linked(kim, there, "k-1")
        browser.post(f"/account/linked/{Identity.objects.get().pk}/")
        assert Identity.objects.exists()

    def test_of_another_it_is_not_found(self, there: Running, roos: Person) -> None:
        linked(roos, there, "r-1")
        other = Client()
        other.force_login(person("Piet"))
        assert other.post(f"/account/linked/{Identity.objects.get().pk}/").status_code == 404
        assert other.get("/prove/with/wijkteam/").status_code == 404

    def test_it_proves_again_who_one_is(self, there: Running, roos: Person) -> None:
        browser = linked(roos, there, "r-1")
        session = browser.session
        session[fresh.PROVED] -= 700
        session.save()
        assert there.walk(browser, "/prove/with/wijkteam/?next=/account/codes/")["Location"] == "/account/codes/"
        assert browser.get("/account/codes/").status_code == 200
        there.signs_in("somebody else")
        session = browser.session
        session[fresh.PROVED] -= 700
        session.save()
        assert there.walk(browser, "/prove/with/wijkteam/").status_code == 422


class TestTheWayBack:
    def test_pkce_state_and_nonce_go_along(self, there: Running, roos: Person) -> None:
        asked = parse_qs(urlsplit(Client().get("/sign-in/with/wijkteam/")["Location"]).query)
        assert asked["code_challenge_method"] == ["S256"]
        assert asked["acr_values"] == ["substantial"]
        assert asked["scope"] == ["openid"], "no name and no address is asked for"
        assert {"state", "nonce", "code_challenge"} <= set(asked)

    def test_an_answer_works_once_and_in_its_own_browser(self, there: Running, roos: Person) -> None:
        linked(roos, there, "r-1")
        browser = Client()
        back = there.back_from(browser.get("/sign-in/with/wijkteam/")["Location"], settings.ORIGIN)
        assert Client().get(back).status_code == 422, "another browser"
        assert browser.get(back).status_code == 303
        browser.post("/sign-out/")
        assert browser.get(back).status_code == 422, "again"

    def test_another_state_or_issuer_is_refused(self, there: Running, roos: Person) -> None:
        linked(roos, there, "r-1")
        for old, new in (("state=", "state=x"), ("iss=http", "iss=https")):
            browser = Client()
            back = there.back_from(browser.get("/sign-in/with/wijkteam/")["Location"], settings.ORIGIN)
            assert old in back
            assert browser.get(back.replace(old, new)).status_code == 422

    def test_who_stops_half_way_is_told_so(self, there: Running) -> None:
        browser = Client()
        state = parse_qs(urlsplit(browser.get("/sign-in/with/wijkteam/")["Location"]).query)["state"][0]
        answer = browser.get(f"/sign-in/back/wijkteam/?error=access_denied&state={state}")
        assert "vertelde ons niet wie je bent" in answer.content.decode()

    def test_a_provider_that_is_away_is_told_so(self, house: House) -> None:
        oidc.forget()
        with override_settings(IDENTITY_PROVIDERS=[SAID | {"issuer": "http://127.0.0.1:9"}]):
            assert Client().get("/sign-in/with/a/").status_code == 503


class TestTokens:
    """What a provider signs is looked at; these tokens are made with a key that stands in for the provider's."""

    def test_a_good_one(self) -> None:
        assert seen(token())["sub"] == "1"

    @pytest.mark.parametrize(
        "other",
        [
            {"iss": "https://boef.example"}, {"aud": "another"}, {"nonce": "m"}, {"nonce": None}, {"sub": None},
            {"exp": 1}, {"exp": None}, {"iat": None}, {"auth_time": None}, {"auth_time": "1"}, {"azp": "another"}, {"aud": ["keukentafel", "another"]},
        ],
    )  # fmt: skip
    def test_a_bad_one(self, other: dict[str, Any]) -> None:
        with pytest.raises(oidc.NotShown):
            seen(token(**other))

    def test_of_another_key(self) -> None:
        with pytest.raises(oidc.NotShown):
            seen(token(key=RSAKey.generate_key(2048, {"kid": "k"})))

    @pytest.mark.parametrize("make", [lambda t: t + "x", lambda t: t.rsplit(".", 1)[0] + ".", lambda _: "x"])
    def test_not_signed(self, make: Callable[[str], str]) -> None:
        with pytest.raises(oidc.NotShown):
            seen(make(token()))


@pytest.mark.parametrize(
    "wrong",
    [{"issuer": "http://id.example"}, {"kind": "friend"}, {"key": "a/b"}, {"levels": {"king": ["x"]}}, {"name": None}],
)
def test_a_file_that_says_what_can_not_be_is_refused(wrong: dict[str, Any]) -> None:
    assert read(SAID).asks_for == ()
    with pytest.raises(NotGood):
        read({name: value for name, value in (SAID | wrong).items() if value is not None})
