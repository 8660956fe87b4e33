"""Guessing is slow, from one place and from a thousand; and nobody is kept out by it. Nothing tells whether an
address is known: no words, no status, no headers, no number of letters, and not the work that is done.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core import mail
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from tests.support.family import person
from tests.support.house import House
from tests.support.queue import work
from tests.support.signing import PASSWORD, begin, code, inside, with_codes

from keukentafel.people import throttle
from keukentafel.people.coming import client_of
from keukentafel.people.models import Person, PersonSession

ROOS, NOBODY = "roos@example.org", "niet@example.org"


@pytest.fixture(autouse=True)
def _house(house: House) -> None:
    mail.outbox = []


@pytest.fixture
def roos() -> Person:
    return person("Roos", password=PASSWORD)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand guesses need not take a thousand hashes."""
    plain = Argon2PasswordHasher.params
    monkeypatch.setattr(Argon2PasswordHasher, "params", lambda self: _small(plain(self)))


def _small(params: Any) -> Any:
    params.time_cost, params.memory_cost, params.parallelism = 1, 8, 1
    return params


class TestOneLine:
    """Who has a line of their own has more addresses than there are accounts: 2**64, and all are one client."""

    def test_one_line_with_many_addresses_sprays_no_further_than_one_address(self, quick: None) -> None:
        tries = [
            begin(Client(REMOTE_ADDR=f"2001:db8:1:2::{at:x}"), f"iemand{at}@example.org", "geraden").status_code
            for at in range(throttle.CLIENT.most + 1)
        ]
        assert (tries[0], tries[-2], tries[-1]) == (422, 422, 429)
        assert begin(Client(REMOTE_ADDR="2001:db8:1:3::1"), NOBODY).status_code == 422, "the neighbours are others"

    @pytest.mark.parametrize(
        ("address", "client"),
        [
            ("192.0.2.1", "192.0.2.1"),
            ("::ffff:192.0.2.1", "192.0.2.1"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("fe80::1%eth0", "fe80::/64"),
            ("", ""),
            ("unix:", "unix:"),
        ],
    )
    def test_what_is_one_client(self, address: str, client: str) -> None:
        assert client_of(RequestFactory().get("/", REMOTE_ADDR=address)) == client

    def test_nobody_fills_the_table_of_sessions_by_only_asking(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(settings, "ALLOWED_HOSTS", ["localhost"])  # passkeys are for a site with a name
        monkeypatch.setattr(throttle, "OPENING", throttle.Limit("openings of a test", 5, 10))
        asked = [Client(headers={"host": "localhost"}).get("/sign-in/passkey/").status_code for _ in range(8)]
        assert asked == [200] * 5 + [429] * 3
        assert PersonSession.objects.count() == 5


class TestNobodyIsKeptOut:
    def test_a_thousand_guesses_from_everywhere_take_nothing_from_a_known_device(self, quick: None) -> None:
        person("Roos", password=PASSWORD)
        home = Client(REMOTE_ADDR="192.0.2.1")
        assert begin(home, ROOS).status_code == 303
        home.post("/sign-out/")
        statuses = [
            begin(Client(REMOTE_ADDR=f"10.1.{at // 250}.{at % 250}"), ROOS, f"geraden {at}").status_code
            for at in range(1_000)
        ]
        assert statuses.count(422) == throttle.ADDRESS.most, "all of them together were slowed down"
        assert statuses[-1] == 429
        assert begin(Client(REMOTE_ADDR="192.0.2.2"), ROOS).status_code == 429, "an unknown device waits"
        assert begin(home, ROOS).status_code == 303

    def test_nor_guesses_from_the_same_office(self, roos: Person) -> None:
        home = Client()
        begin(home, ROOS)
        home.post("/sign-out/")
        for at in range(throttle.WRONG.most + 1):
            begin(Client(), ROOS, f"geraden {at}")
        assert begin(Client(), ROOS).status_code == 429
        assert begin(home, ROOS).status_code == 303

    def test_a_letter_still_lets_in_while_guessing_goes_on(self, roos: Person) -> None:
        for at in range(throttle.WRONG.most + 1):
            begin(Client(), ROOS, f"geraden {at}")
        new = Client()
        new.post("/sign-in/link/", {"email": ROOS})
        work()
        found = re.search(r"8000(/sign-in/link/\S+)", str(mail.outbox[-1].body))
        assert found
        assert new.post(found[1]).status_code == 303
        assert inside(new)

    def test_codes_guessed_elsewhere_take_nothing_from_a_known_device(self, roos: Person) -> None:
        secret, home = with_codes(roos), Client()
        begin(home, ROOS)
        home.post("/sign-in/second/", {"code": code(secret)})
        home.post("/sign-out/")
        for at in range(throttle.CODES.most + 1):
            thief = Client(REMOTE_ADDR=f"10.2.0.{at}")
            begin(thief, ROOS)
            thief.post("/sign-in/second/", {"code": "000000"})
        thief = Client(REMOTE_ADDR="10.3.0.1")
        begin(thief, ROOS)
        assert "te vaak" in thief.post("/sign-in/second/", {"code": code(secret, 1)}).content.decode()
        begin(home, ROOS)
        assert home.post("/sign-in/second/", {"code": code(secret, 1)}).status_code == 303

    def test_a_known_device_guesses_slowly_too(self, roos: Person) -> None:
        home = Client()
        begin(home, ROOS)
        for at in range(throttle.WRONG.most):
            assert begin(home, ROOS, f"geraden {at}").status_code == 422
        assert begin(home, ROOS).status_code == 429

    def test_a_cookie_of_one_account_is_none_for_another(self, roos: Person) -> None:
        person("Piet", password=PASSWORD)
        thief = Client()
        begin(thief, "piet@example.org")
        for at in range(throttle.WRONG.most):
            begin(thief, ROOS, f"geraden {at}")
        assert begin(thief, ROOS).status_code == 429


class TestOneClient:
    def test_many_addresses_are_slowed_down_as_well(self, quick: None) -> None:
        person("Roos", password=PASSWORD)
        tries = [begin(Client(), f"a{at}@example.org").status_code for at in range(throttle.CLIENT.most + 5)]
        assert tries.count(422) == throttle.CLIENT.most
        assert tries[-1] == 429
        assert begin(Client(REMOTE_ADDR="10.0.0.2"), ROOS).status_code == 303

    def test_who_signs_in_well_is_not_counted(self, quick: None) -> None:
        person("Roos", password=PASSWORD)
        for _ in range(throttle.WRONG.most + throttle.ADDRESS.most):
            assert begin(Client(), ROOS).status_code == 303

    @pytest.mark.parametrize("path", ["/forgotten/", "/sign-in/link/", "/sign-up/"])
    def test_letters_are_not_asked_without_end(self, path: str, quick: None) -> None:
        def ask(at: int) -> int:
            sent = {"email": f"a{at}@example.org", "name": "A", "password": PASSWORD}
            return Client().post(path, sent).status_code

        statuses = [ask(at) for at in range(throttle.ASKING.most + 2)]
        assert statuses == [303] * throttle.ASKING.most + [429] * 2


ASKED: dict[str, Callable[[Client, str], Any]] = {
    "sign in": lambda client, who: begin(client, who, "niet dit woord"),
    "forgotten": lambda client, who: client.post("/forgotten/", {"email": who}),
    "link": lambda client, who: client.post("/sign-in/link/", {"email": who}),
    "sign up": lambda client, who: client.post("/sign-up/", {"name": "A", "email": who, "password": PASSWORD}),
}


class TestNothingTells:
    @pytest.mark.parametrize("way", ASKED)
    def test_the_same_answer_work_and_number_of_letters(
        self, roos: Person, way: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        hashed: list[str] = []
        for name in ("encode", "verify"):
            monkeypatch.setattr(Argon2PasswordHasher, name, counted(getattr(Argon2PasswordHasher, name), hashed))
        told = [self.told(way, who, hashed) for who in (ROOS, NOBODY)]
        assert told[0] == told[1]
        assert told[0][-2:] == ((1,) if way in ("sign in", "sign up") else (0,)) + ((0,) if way == "sign in" else (1,))

    def told(self, way: str, who: str, hashed: list[str]) -> tuple[Any, ...]:
        """All that somebody outside could see, and what the work is: statements in their order, hashes, letters."""
        hashed.clear()
        with CaptureQueriesContext(connection) as asked:
            answer = ASKED[way](Client(), who)
        statements = [re.sub(r"'[^']*'|\d+", "?", one["sql"])[:60] for one in asked.captured_queries]
        hashes, before = len(hashed), len(mail.outbox)
        work()
        headers = sorted((name, value) for name, value in answer.headers.items() if name != "Content-Length")
        cookies = sorted(answer.cookies)
        page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode()).replace(who, "")
        return answer.status_code, headers, cookies, page, statements, hashes, len(mail.outbox) - before

    def test_an_account_without_a_password_hashes_too(self, monkeypatch: pytest.MonkeyPatch) -> None:
        person("Kim")
        hashed: list[str] = []
        for name in ("encode", "verify"):
            monkeypatch.setattr(Argon2PasswordHasher, name, counted(getattr(Argon2PasswordHasher, name), hashed))
        begin(Client(), "kim@example.org", "niet dit woord")
        assert len(hashed) == 1

    def test_when_it_is_too_often_nothing_is_hashed_for_either(
        self, roos: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for who in (ROOS, NOBODY):
            for at in range(throttle.WRONG.most):
                begin(Client(), who, f"geraden {at}")
        hashed: list[str] = []
        monkeypatch.setattr(Argon2PasswordHasher, "verify", counted(Argon2PasswordHasher.verify, hashed))
        monkeypatch.setattr(Argon2PasswordHasher, "encode", counted(Argon2PasswordHasher.encode, hashed))
        told = [self.told("sign in", who, hashed) for who in (ROOS, NOBODY)]
        assert told[0] == told[1]
        assert told[0][0] == 429
        assert hashed == []


def counted(plain: Any, calls: list[str]) -> Any:
    """The same function, but each call is noted."""

    def noted(*values: Any, **named: Any) -> Any:
        calls.append(plain.__name__)
        return plain(*values, **named)

    return noted
