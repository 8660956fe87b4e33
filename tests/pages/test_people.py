"""The way in: making an account, signing in and out, forgetting, the account, the language, exit now."""

import re
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core import mail
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from tests.support.family import person
from tests.support.house import House
from tests.support.queue import work

from keukentafel.people import proofs, throttle
from keukentafel.people.models import NewAccount, Person, PersonSession

PASSWORD = "drie warme woorden"
OTHER = "vier andere warme woorden"
LINK = re.compile(r"http://127\.0\.0\.1:8000(/\S+)")


@pytest.fixture(autouse=True)
def _house(house: House) -> None:
    mail.outbox = []


def outbox() -> list[Any]:
    """The letters, once the worker has sent them."""
    work()
    return list(mail.outbox)


def link(number: int = -1) -> str:
    found = LINK.search(str(outbox()[number].body))
    assert found
    return found[1]


def sign_up(client: Client, email: str = "roos@example.org", **more: str) -> Any:
    return client.post("/sign-up/", {"name": "Roos", "email": email, "password": PASSWORD, **more})


def signed_in(client: Client) -> bool:
    return SESSION_KEY in client.session


class TestSigningIn:
    def test_it_goes_on_to_the_tables_in_the_persons_language(self) -> None:
        person("Roos", password=PASSWORD)
        Person.objects.update(language="en")
        client = Client()
        answer = client.post("/sign-in/", {"login": "Roos@Example.org", "password": PASSWORD})
        assert (answer.status_code, answer["Location"]) == (303, "/today/")
        assert answer.cookies["language"].value == "en"
        assert signed_in(client)

    def test_an_unknown_address_and_a_wrong_password_get_the_same_page(self) -> None:
        person("Roos", password=PASSWORD)
        wrong = Client().post("/sign-in/", {"login": "roos@example.org", "password": "niet dit woord"})
        unknown = Client().post("/sign-in/", {"login": "niet@example.org", "password": "niet dit woord"})
        assert wrong.status_code == unknown.status_code == 422
        assert bare(wrong, "roos@example.org") == bare(unknown, "niet@example.org")
        assert "niet dit woord" not in wrong.content.decode()

    def test_both_hash_a_password(self, monkeypatch: pytest.MonkeyPatch) -> None:
        hashed: list[str] = []
        for name in ("encode", "verify"):
            plain = getattr(Argon2PasswordHasher, name)
            monkeypatch.setattr(Argon2PasswordHasher, name, counted(plain, hashed))
        person("Roos", password=PASSWORD)
        hashed.clear()
        Client().post("/sign-in/", {"login": "roos@example.org", "password": "niet dit"})
        known = len(hashed)
        Client().post("/sign-in/", {"login": "niet@example.org", "password": "niet dit"})
        assert (known, len(hashed)) == (1, 2)

    def test_guessing_is_slowed_down_without_locking_the_person_out(self) -> None:
        person("Roos", password=PASSWORD)
        guess = {"login": "roos@example.org", "password": "geraden"}
        for _ in range(throttle.WRONG.most):
            assert Client(REMOTE_ADDR="10.0.0.9").post("/sign-in/", guess).status_code == 422
        right = guess | {"password": PASSWORD}
        assert Client(REMOTE_ADDR="10.0.0.9").post("/sign-in/", right).status_code == 429
        assert Client(REMOTE_ADDR="10.0.0.1").post("/sign-in/", right).status_code == 303

    def test_next_stays_on_this_site(self) -> None:
        person("Roos", password=PASSWORD)
        form = {"login": "roos@example.org", "password": PASSWORD}
        assert Client().post("/sign-in/", {**form, "next": "/start/"})["Location"] == "/start/"
        assert Client().post("/sign-in/", {**form, "next": "https://boef.example/"})["Location"] == "/today/"
        assert Client().post("/sign-in/", {**form, "next": "//boef.example/"})["Location"] == "/today/"

    def test_the_session_gets_another_key(self) -> None:
        person("Roos", password=PASSWORD)
        client = Client()
        session = client.session
        session["x"] = 1
        session.save()
        client.cookies["sessionid"] = session.session_key or ""
        client.post("/sign-in/", {"login": "roos@example.org", "password": PASSWORD})
        assert client.session.session_key != session.session_key
        assert not PersonSession.objects.filter(session_key=session.session_key).exists()


class TestSession:
    def test_session_and_person_cost_one_statement(self) -> None:
        client = Client()
        client.force_login(person("Roos"))
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/sign-up/").status_code == 200
        assert len(asked) == 1

    def test_without_a_cookie_none(self) -> None:
        with CaptureQueriesContext(connection) as asked:
            Client().get("/")
        assert len(asked) == 0

    def test_a_closed_account_is_out(self) -> None:
        client = Client()
        client.force_login(person("Roos"))
        Person.objects.update(is_active=False)
        assert client.get("/account/").status_code == 302
        assert not signed_in(client)

    def test_an_unknown_key_is_nobody(self) -> None:
        client = Client()
        client.cookies["sessionid"] = "a" * 32
        assert client.get("/account/").status_code == 302


class TestJoining:
    def test_a_new_address_gets_a_letter_and_finishes_with_one_press(self) -> None:
        client = Client()
        assert sign_up(client)["Location"] == "/look-in-your-mail/"
        assert not Person.objects.exists()
        assert not signed_in(client)
        assert "Roos" not in f"{outbox()[0].body}{outbox()[0].subject}"
        assert client.get(link()).status_code == 200
        assert not Person.objects.exists(), "mail programs open links by themselves"
        assert client.post(link()).status_code == 303
        assert signed_in(client)
        assert Person.objects.get().name == "Roos"
        assert client.post(link()).status_code == 404, "a link works once"

    def test_in_another_browser_the_chosen_password_is_asked(self) -> None:
        sign_up(Client())
        other = Client()
        assert other.post(link()).status_code == 422
        assert other.post(link(), {"password": "geraden woord"}).status_code == 422
        assert not Person.objects.exists()
        assert other.post(link(), {"password": PASSWORD}).status_code == 303
        assert signed_in(other)

    def test_an_address_with_an_account_gets_the_same_answer_and_another_letter(self) -> None:
        new = sign_up(Client(), "nieuw@example.org")
        person("Roos", password=PASSWORD)
        there = sign_up(Client())
        assert (new.status_code, new["Location"]) == (there.status_code, there["Location"])
        assert set(new.cookies) == set(there.cookies)
        assert [letter.to for letter in outbox()] == [["nieuw@example.org"], ["roos@example.org"]]
        assert "/finish/" not in outbox()[1].body
        assert NewAccount.objects.count() == 2, "the same is written both ways"

    def test_a_link_of_yesterday_is_too_old(self, house: House) -> None:
        client = Client()
        sign_up(client)
        house.owner.execute("UPDATE new_account SET asked = asked - interval '25 hours'")
        assert client.get(link()).status_code == 404

    def test_a_mailbox_is_not_filled(self) -> None:
        for _ in range(throttle.LETTERS.most + 3):
            sign_up(Client())
        assert len(outbox()) == throttle.LETTERS.most

    def test_who_came_by_an_invitation_to_the_same_address_is_in_at_once(self, monkeypatch: Any) -> None:
        monkeypatch.setattr(
            proofs, "_proofs", (lambda onward, email: (onward, email) == ("/letter/x/", "roos@example.org"),)
        )
        client, other = Client(), Client()
        assert sign_up(client, next="/letter/x/")["Location"] == "/letter/x/"
        assert signed_in(client)
        assert sign_up(other, "anders@example.org", next="/letter/x/")["Location"] == "/look-in-your-mail/"
        assert not signed_in(other)
        assert link().endswith("?next=%2Fletter%2Fx%2F")

    @pytest.mark.parametrize(
        ("field", "typed"),
        [
            ("name", ""), ("name", "x" * 81), ("name", "Ro\u202eos"), ("name", "Ro\x00os"),
            ("email", "roos"), ("email", "x" * 250 + "@example.org"),
            ("password", "kort"), ("password", "wachtwoord123456" * 20), ("password", "1234567890"),
        ],
    )  # fmt: skip
    def test_bad_input_is_said_at_the_field_and_stays(self, field: str, typed: str) -> None:
        answer = sign_up(Client(), **{"name": "Roos", field: typed})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert f'id="{field}-error"' in page
        if field != "name":
            assert 'value="Roos"' in page
        assert PASSWORD not in page
        assert not outbox()

    def test_emoji_and_other_alphabets_are_names(self) -> None:
        for name in ("Zoë 🌷", "فاطمة", "می‌نا", "李"):
            assert sign_up(Client(), f"{len(name)}a{ord(name[0])}@example.org", name=name).status_code == 303


class TestForgetting:
    def test_known_and_unknown_get_the_same_answer(self) -> None:
        person("Roos", password=PASSWORD)
        known = Client().post("/forgotten/", {"email": "roos@example.org"})
        unknown = Client().post("/forgotten/", {"email": "niet@example.org"})
        assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
        assert "/new-password/" in outbox()[0].body
        assert "/new-password/" not in outbox()[1].body

    def test_a_new_password_ends_every_session_and_every_wait(self) -> None:
        roos = person("Roos", password=PASSWORD)
        old, client = Client(), Client()
        old.force_login(roos)
        client.force_login(roos)
        for _ in range(throttle.WRONG.most):
            client.post("/sign-in/", {"login": "roos@example.org", "password": "geraden"})
        client.post("/forgotten/", {"email": "roos@example.org"})
        letter = link()
        assert client.get(letter).status_code == 200
        assert client.post(letter, {"password": OTHER}).status_code == 303
        assert old.get("/account/").status_code == 302
        assert "kt-notice-good" in client.get("/sign-in/").content.decode()
        assert client.post("/sign-in/", {"login": "roos@example.org", "password": OTHER}).status_code == 303
        assert client.get(letter).status_code == 404, "a link works once"

    @pytest.mark.parametrize("who", ["x", "AAAA", "AAAAAAAAAAAAAAAAAAAAAA", "é"])
    def test_a_made_up_link_is_too_old(self, who: str) -> None:
        assert Client().get(f"/new-password/{who}/abc-def/").status_code == 404


class TestAccount:
    def test_name_and_language(self) -> None:
        client = Client()
        client.force_login(person("Roos", password=PASSWORD))
        answer = client.post("/account/", {"name": "Rosa", "language": "en"})
        assert answer.status_code == 303
        assert answer.cookies["language"].value == "en"
        assert 'value="Rosa"' in client.get("/account/").content.decode()
        assert client.post("/account/", {"name": "", "language": "xx"}).status_code == 422

    def test_another_password_signs_out_elsewhere(self) -> None:
        roos = person("Roos", password=PASSWORD)
        here, there = Client(), Client()
        here.force_login(roos)
        there.force_login(roos)
        assert here.post("/account/password/", {"old": "geraden", "password": OTHER}).status_code == 422
        assert here.post("/account/password/", {"old": PASSWORD, "password": OTHER}).status_code == 303
        assert here.get("/account/").status_code == 200
        assert there.get("/account/").status_code == 302
        assert PersonSession.objects.filter(person=roos).count() == 1

    def test_for_who_has_signed_in(self) -> None:
        assert Client().get("/account/").status_code == 302
        assert Client().post("/account/password/").status_code == 302


class TestWaysOut:
    def test_sign_out_by_a_form_only(self) -> None:
        client = Client()
        client.force_login(person("Roos"))
        assert client.get("/sign-out/").status_code == 405
        answer = client.post("/sign-out/")
        assert answer["Clear-Site-Data"] == '"cache", "storage"'
        assert not PersonSession.objects.exists()

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_exit_now_forgets_everything(self, method: str) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(person("Roos"))
        answer = getattr(client, method)("/exit/")
        assert answer["Location"] == "https://www.buienradar.nl/"
        assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
        assert answer["Referrer-Policy"] == "no-referrer"
        assert not PersonSession.objects.exists()

    def test_the_language_stays_for_the_next_time(self) -> None:
        client = Client()
        client.force_login(person("Roos"))
        answer = client.post("/language/", {"language": "en", "next": "/start/"})
        assert (answer["Location"], answer.cookies["language"].value) == ("/start/", "en")
        assert Person.objects.get().language == "en"
        assert "Sign in" in Client(headers={"cookie": "language=en"}).get("/sign-in/").content.decode()
        assert client.post("/language/", {"language": "xx"})["Location"] == "/"
        assert client.get("/language/").status_code == 405


class TestDemoLetters:
    @override_settings(DEMO=True, EMAIL_BACKEND="django.core.mail.backends.filebased.EmailBackend")
    def test_they_can_be_read_on_this_machine(self, tmp_path: Any) -> None:
        with override_settings(LETTERS=tmp_path, EMAIL_FILE_PATH=str(tmp_path)):
            sign_up(Client())
            work()
            page = Client().get("/demo/letters/").content.decode()
            assert re.search(r'<a href="http://127.0.0.1:8000/finish/[\w-]+/">', page)
            assert Client(REMOTE_ADDR="10.0.0.1").get("/demo/letters/").status_code == 404

    def test_nowhere_else(self) -> None:
        assert Client().get("/demo/letters/").status_code == 404


def counted(plain: Any, calls: list[str]) -> Any:
    """The same function, but each call is noted."""

    def noted(*values: Any, **named: Any) -> Any:
        calls.append(plain.__name__)
        return plain(*values, **named)

    return noted


def bare(answer: Any, login: str) -> str:
    """A page without what differs on every showing."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode()).replace(login, "")
