"""ASVS V9, V10: what providers of identities sign, where its keys come from, and where it stays."""

import hmac
import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.cookiejar import CookieJar
from typing import Any
from urllib.parse import parse_qs, urlsplit
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from django.conf import settings
from django.test import Client
from joserfc import jwt
from joserfc.jwk import RSAKey

from keukentafel.people.oidc import client as oidc
from keukentafel.people.oidc import fetching
from keukentafel.people.oidc.fetching import NoAnswer
from keukentafel.people.oidc.providers import NotGood, Provider, read
from tests.support.answering import Answering, answering
from tests.support.family import person
from tests.support.house import House
from tests.support.oidc.running import Running, Stay
from tests.support.oidc.tokens import BEGUN, KEY, SAID, WHO, claims, kept, metadata, public, seen, token
from tests.support.signing import PASSWORD, inside

HOME = "/sign-in/back/p/"


def taken(one: str) -> bool:
    """Whether it shows who somebody is."""
    try:
        return bool(seen(one))
    except oidc.NotShown:
        return False


def as_secrets() -> list[bytes]:
    """The public key in the shapes that a library might take for a shared secret."""
    return [KEY.as_pem(private=False), KEY.as_der(private=False), json.dumps(KEY.as_dict(private=False)).encode()]


class TestAlgorithms:
    def test_a_listed_one(self) -> None:
        assert taken(token())
        assert taken(token({"alg": "PS256"}))

    @pytest.mark.parametrize("alg", ["RS384", "RS512", "PS512"])
    def test_another_is_refused_though_the_signature_is_right(self, alg: str) -> None:
        assert not taken(token({"alg": alg}))

    def test_none_is_refused(self) -> None:
        for alg in ("none", "None", "NONE", ""):
            head, body, _ = token().split(".")
            unsigned = f"{_part({'alg': alg, 'kid': 'k'})}.{body}."
            assert not taken(unsigned), alg
            assert not taken(f"{unsigned}{head}")

    @pytest.mark.parametrize("shape", range(3))
    def test_a_secret_made_of_the_public_key_is_refused(self, shape: int) -> None:
        for alg, digest in (("HS256", "sha256"), ("HS512", "sha512")):
            text = f"{_part({'alg': alg, 'kid': 'k'})}.{token().split('.')[1]}"
            assert not taken(f"{text}.{_b64(hmac.digest(as_secrets()[shape], text.encode(), digest))}")

    def test_only_signatures_by_a_private_key_are_listed(self) -> None:
        assert {one[:2] for one in oidc.ALGORITHMS} <= {"RS", "PS", "ES", "Ed"}


def _part(said: dict[str, Any]) -> str:
    return _b64(json.dumps(said).encode())


def _b64(block: bytes) -> str:
    return urlsafe_b64encode(block).decode().rstrip("=")


@pytest.mark.parametrize("where", ["jku", "x5u", "jwk", "x5c"])
def test_a_token_can_not_bring_its_own_key(where: str) -> None:
    """It is signed by a key that it names itself; nobody goes there, and it is refused, with any id of a key."""
    mine = RSAKey.generate_key(2048, {"kid": "mine", "use": "sig"})
    with answering() as there:
        there.says["/keys"] = (200, {}, {"keys": [mine.as_dict(private=False)]})
        brought = {"jwk": mine.as_dict(private=False), "x5c": ["MIIB"]}.get(where, f"{there.address}/keys")
        for kid in ("k", "mine"):
            signed = jwt.encode({"alg": "RS256", "kid": kid}, claims(), mine)
            head = _part({"alg": "RS256", "kid": kid, where: brought})
            again = _resigned(head, signed.split(".")[1], mine)
            assert not taken(again)
        assert there.asked == []


def _resigned(head: str, body: str, key: RSAKey) -> str:
    """With a header that the library would not write."""
    signature = key.private_key.sign(f"{head}.{body}".encode(), PKCS1v15(), SHA256())  # type: ignore[union-attr]  # RSA
    return f"{head}.{body}.{_b64(signature)}"


def test_what_is_signed_again_by_hand_is_taken_when_it_is_right() -> None:
    """Else the test above would show nothing."""
    assert taken(_resigned(_part({"alg": "RS256", "kid": "k"}), token().split(".")[1], KEY))


class TestPurpose:
    """A token of the same provider, rightly signed, for another use."""

    @pytest.mark.parametrize("typ", ["at+jwt", "application/at+jwt", "logout+jwt", "secevent+jwt", "dpop+jwt"])
    def test_of_another_type(self, typ: str) -> None:
        assert taken(token({"typ": "JWT"}))
        assert not taken(token({"typ": typ}))

    def test_an_access_token_as_providers_make_them(self) -> None:
        """For an API of ours, with a scope, without a nonce (RFC 9068); also by a provider that names no type."""
        access: dict[str, Any] = {
            "nonce": None,
            "auth_time": None,
            "scope": "openid",
            "client_id": "keukentafel",
            "jti": "x",
        }
        assert not taken(token({"typ": "at+jwt"}, **access))
        assert not taken(token(**access))
        assert not taken(token(aud="https://dossier.example", scope="openid"))


class TestAnotherIssuer:
    @pytest.fixture
    def there(self) -> Iterator[Answering]:
        oidc.forget()
        with answering() as server:
            server.says["/keys"] = (200, {}, public())
            yield server
        oidc.forget()

    def say(self, there: Answering, **other: str) -> Provider:
        there.says["/.well-known/openid-configuration"] = (200, {}, metadata(there.address) | other)
        return replace(WHO, issuer=there.address)

    def asked(self, who: Provider) -> str:
        return oidc.address(who, oidc.Begun.now(), HOME)

    def test_metadata_that_call_themselves_otherwise_are_refused(self, there: Answering) -> None:
        assert self.asked(self.say(there)).startswith(f"{there.address}/auth?")
        for other in ("https://another.example", there.address + "/", there.address.upper(), ""):
            oidc.forget()
            with pytest.raises(NoAnswer):
                self.asked(self.say(there, issuer=other))

    def test_an_answer_of_another_issuer_is_refused(self, there: Answering) -> None:
        who = self.say(there)
        there.says["/token"] = (200, {}, {"id_token": token(iss=who.issuer), "access_token": "a"})
        assert oidc.shown(who, BEGUN, HOME, {"code": "c", "iss": who.issuer}).subject == "1"
        with pytest.raises(oidc.NotShown):
            oidc.shown(who, BEGUN, HOME, {"code": "c", "iss": "https://another.example"})
        there.says["/token"] = (200, {}, {"id_token": token(), "access_token": "a"})
        with pytest.raises(oidc.NotShown):
            oidc.shown(who, BEGUN, HOME, {"code": "c", "iss": who.issuer})

    @pytest.mark.parametrize(
        "wrong", [{"authorization_endpoint": "http://id.example/auth"}, {"jwks_uri": "http://id.example/k"}]
    )
    def test_nobody_is_sent_where_nothing_is_encrypted(self, there: Answering, wrong: dict[str, str]) -> None:
        with pytest.raises(NoAnswer):
            self.asked(self.say(there, **wrong))


@pytest.fixture
def there(house: House, provider: Running) -> Iterator[Running]:
    with provider.trusted():
        yield provider


def test_no_token_is_kept_or_sent_to_the_browser(there: Running, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every token and code that the provider gave is looked for in all tables, the session and all that was answered."""
    given: list[str] = []
    real = fetching.ask

    def noting(address: str, form: Any = None, *more: Any, **options: Any) -> dict[str, Any]:
        answer = real(address, form, *more, **options)
        given.extend([form["code"], *(str(answer[name]) for name in answer if name.endswith("_token"))] if form else [])
        return answer

    monkeypatch.setattr(oidc, "ask", noting)
    browser, roos = Client(), person("Roos", password=PASSWORD)
    browser.force_login(roos)
    there.signs_in("r-1")
    answers = [there.walk(browser, "/account/link/wijkteam/")]
    other = Client()
    answers += [
        there.walk(other, "/sign-in/with/wijkteam/"),
        other.get("/account/"),
        other.get("/account/how-i-sign-in/"),
    ]
    assert inside(other)
    assert len(given) >= 6, "two ways, each with a code, an access token and an ID token"
    said = "".join(f"{one.headers} {one.cookies} {one.content.decode()}" for one in answers)
    said += str(dict(browser.session)) + str(dict(other.session)) + _all_rows(house)
    assert roos.pk.hex in said.replace("-", ""), "it would be seen"
    assert [one for one in given if one in said] == []


def _all_rows(house: House) -> str:
    tables = house.tables.split(", ")
    return "".join(str(house.owner.execute(f"SELECT * FROM {table}".encode()).fetchall()) for table in tables)


class TestTheProvidersOwnSession:
    """Sessions here and there end apart; but who signed in there longer ago than a working day has to do it anew."""

    def test_how_long_ago_it_may_be_is_asked(self, there: Running) -> None:
        asked = parse_qs(urlsplit(Client().get("/sign-in/with/wijkteam/")["Location"]).query)
        assert asked["max_age"] == [str(settings.SESSION_LIMITS["professional"][1] * 60)] == ["36000"]
        with there.trusted(most_minutes=30):
            asked = parse_qs(urlsplit(Client().get("/sign-in/with/wijkteam/")["Location"]).query)
        assert asked["max_age"] == ["1800"]

    @pytest.mark.parametrize(("minutes", "good"), [(0, True), (590, True), (610, False), (60 * 24 * 20, False)])
    def test_and_looked_at(self, monkeypatch: pytest.MonkeyPatch, minutes: int, good: bool) -> None:
        """A provider that does not care what was asked."""
        monkeypatch.setattr(oidc, "_about", lambda _: kept())
        monkeypatch.setattr(oidc, "_redeemed", lambda *_: token(auth_time=int(time.time()) - 60 * minutes))
        see: Callable[[], Any] = lambda: oidc.shown(WHO, BEGUN, HOME, {"code": "c"})  # noqa: E731
        if good:
            assert see().subject == "1"
        else:
            with pytest.raises(oidc.NotShown):
                see()

    def test_one_session_there_serves_until_then(self, there: Running) -> None:
        """The provider keeps its session in its own cookies: within the time nobody is asked anything, after it anew."""
        roos = person("Roos", password=PASSWORD)
        linking = Client()
        linking.force_login(roos)
        there.signs_in("r-1")
        there.walk(linking, "/account/link/wijkteam/")
        walker = build_opener(Stay(), HTTPCookieProcessor(CookieJar()))
        first = Client()
        assert first.get(_through(walker, first, there))["Location"] == "/today/"
        first.post("/sign-out/")
        assert not inside(first)
        assert _was_asked(there)
        again = Client()
        again.get(_through(walker, again, there))
        assert inside(again), "signed out here, still signed in there"
        assert not _was_asked(there)
        time.sleep(2.1)
        late = Client()
        late.get(_through(walker, late, there, max_age="1"))
        assert inside(late)
        assert _was_asked(there), "the time that we say is over: it asks anew"


def _was_asked(there: Running) -> bool:
    return any("/interaction/" in step for step in there.steps)


def _through(walker: Any, browser: Client, there: Running, **asked: str) -> str:
    """Away by our page and back by the provider, in a browser that keeps the provider's cookies."""
    address = browser.get("/sign-in/with/wijkteam/")["Location"]
    for name, value in asked.items():
        address = address.replace(f"{name}={parse_qs(urlsplit(address).query)[name][0]}", f"{name}={value}")
    return there.back_from(address, settings.ORIGIN, walker)


def test_the_longest_time_stands_in_the_file() -> None:
    assert read(SAID).most_minutes == 600
    for wrong in ({"most_minutes": 0}, {"most_minutes": 10**6}, {"ca": "/nowhere.pem"}):
        with pytest.raises(NotGood):
            read(SAID | wrong)
