"""The second factor: nothing goes round it, codes work once, who works with families has one."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from tests.support.family import Family, person
from tests.support.house import House
from tests.support.queue import work
from tests.support.signing import PASSWORD, begin, code, inside, with_codes

from keukentafel.people import fresh, limits, throttle
from keukentafel.people.factors import spare
from keukentafel.people.models import Codes, Person, PersonSession, SpareCode

ROOS = "roos@example.org"


@pytest.fixture(autouse=True)
def _house(house: House) -> None:
    mail.outbox = []


@pytest.fixture
def roos() -> Person:
    return person("Roos", password=PASSWORD)


def link() -> str:
    work()
    found = re.search(r"http://127\.0\.0\.1:8000(/(?:sign-in/link|new-password)/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


class TestCodes:
    def test_a_password_alone_lets_nobody_in(self, roos: Person) -> None:
        secret, client = with_codes(roos), Client()
        assert begin(client, ROOS)["Location"] == "/sign-in/second/"
        assert not inside(client)
        assert client.get("/today/").status_code == 302
        assert client.post("/sign-in/second/", {"code": "000000"}).status_code == 422
        assert not inside(client)
        assert client.post("/sign-in/second/", {"code": code(secret)})["Location"] == "/today/"
        assert inside(client)

    def test_a_code_works_once(self, roos: Person) -> None:
        secret = with_codes(roos)
        now = code(secret)
        first, second = Client(), Client()
        begin(first, ROOS)
        begin(second, ROOS)
        assert first.post("/sign-in/second/", {"code": now}).status_code == 303
        assert second.post("/sign-in/second/", {"code": now}).status_code == 422
        assert second.post("/sign-in/second/", {"code": code(secret, -1)}).status_code == 422, "nor an earlier one"
        assert second.post("/sign-in/second/", {"code": code(secret, 1)}).status_code == 303

    @pytest.mark.parametrize(("more", "status"), [(-2, 422), (-1, 303), (0, 303), (1, 303), (2, 422)])
    def test_a_clock_may_be_half_a_minute_off(self, roos: Person, more: int, status: int) -> None:
        secret, client = with_codes(roos), Client()
        begin(client, ROOS)
        assert client.post("/sign-in/second/", {"code": code(secret, more)}).status_code == status

    def test_codes_are_turned_on_by_a_first_code(self, roos: Person) -> None:
        client = Client()
        client.force_login(roos)
        page = client.get("/account/codes/").content.decode()
        assert "data:image/svg+xml" in page
        secret = Codes.objects.get().secret
        assert " ".join(secret[at : at + 4] for at in range(0, 32, 4)) in page
        assert client.post("/account/codes/", {"code": "123456"}).status_code == 422
        assert not Codes.objects.get().confirmed
        assert client.post("/account/codes/", {"code": code(secret)})["Location"] == "/account/spare-codes/"
        shown = re.findall(r"<code>([\w-]{19})</code>", client.get("/account/spare-codes/").content.decode())
        assert len(set(shown)) == 10
        assert not re.search(r"<code>", client.get("/account/spare-codes/").content.decode()), "shown once"
        other = Client()
        begin(other, ROOS)
        assert other.post("/sign-in/second/", {"code": shown[3].lower().replace("-", " ")}).status_code == 303

    def test_guessing_codes_is_slowed_down(self, roos: Person) -> None:
        secret, client = with_codes(roos), Client()
        begin(client, ROOS)
        for _ in range(throttle.CODE.most):
            client.post("/sign-in/second/", {"code": "000000"})
        assert client.post("/sign-in/second/", {"code": code(secret)}).status_code == 422
        assert not inside(client)

    def test_half_way_lasts_a_quarter_of_an_hour(self, roos: Person) -> None:
        secret, client = with_codes(roos), Client()
        begin(client, ROOS)
        session = client.session
        session["half"] = session["half"] | {"at": timezone.now().timestamp() - 16 * 60}
        session.save()
        assert client.post("/sign-in/second/", {"code": code(secret)})["Location"] == "/sign-in/"

    def test_a_change_of_password_ends_who_is_half_way(self, roos: Person) -> None:
        secret, client = with_codes(roos), Client()
        begin(client, ROOS)
        roos.set_password("vier andere warme woorden")
        roos.save()
        assert client.post("/sign-in/second/", {"code": code(secret)})["Location"] == "/sign-in/"


class TestNothingGoesRoundIt:
    def test_a_new_password_does_not(self, roos: Person) -> None:
        with_codes(roos)
        client = Client()
        client.post("/forgotten/", {"email": ROOS})
        assert client.post(link(), {"password": "vier andere warme woorden"})["Location"] == "/sign-in/"
        assert not inside(client)
        assert begin(client, ROOS, "vier andere warme woorden")["Location"] == "/sign-in/second/"
        assert not inside(client)

    def test_a_link_does_not(self, roos: Person) -> None:
        secret, client = with_codes(roos), Client()
        client.post("/sign-in/link/", {"email": ROOS})
        assert client.post(link())["Location"] == "/sign-in/second/"
        assert not inside(client)
        assert client.post("/sign-in/second/", {"code": code(secret)}).status_code == 303
        assert inside(client)

    def test_nor_the_pages_that_add_a_factor(self, roos: Person) -> None:
        """Half way with codes still to come, one can't add a factor of one's own instead."""
        with_codes(roos)
        client = Client()
        begin(client, ROOS)
        for path in ("/account/codes/", "/account/passkeys/new/", "/account/spare-codes/", "/sign-in/protect/"):
            assert client.get(path).status_code in (302, 303), path
        assert not inside(client)


class TestSpareCodes:
    def test_each_works_once(self, roos: Person) -> None:
        with_codes(roos)
        made = spare.make(roos)
        for which, status in ((made[0], 303), (made[0], 422), (made[1], 303)):
            client = Client()
            begin(client, ROOS)
            assert client.post("/sign-in/second/", {"code": which}).status_code == status
        assert SpareCode.objects.filter(used=None).count() == 8

    def test_new_ones_end_the_old_ones(self, roos: Person) -> None:
        with_codes(roos)
        old = spare.make(roos)
        spare.make(roos)
        assert not spare.use(roos, old[0])

    def test_one_of_another_does_not_work(self, roos: Person) -> None:
        piet = person("Piet")
        assert not spare.use(roos, spare.make(piet)[0])

    def test_the_database_knows_none(self, roos: Person, house: House) -> None:
        made = spare.make(roos)
        rows = house.owner.execute("SELECT * FROM person_spare_code").fetchall()
        told = b" ".join(cell for row in rows for cell in row if isinstance(cell, bytes))
        assert not any(part.encode() in told for one in made for part in [one, *one.split("-")] if len(part) > 4)


class TestProfessionals:
    @pytest.fixture
    def bo(self, house: House) -> Person:
        family = Family(house)
        family.seat("Bo", "professional", who=person("Bo", password=PASSWORD))
        return family.people["Bo"]

    def test_without_a_second_factor_there_is_nothing_but_adding_one(self, bo: Person) -> None:
        client = Client()
        assert begin(client, bo.email)["Location"] == "/sign-in/protect/"
        for path in ("/today/", "/account/", "/account/devices/", "/account/how-i-sign-in/", "/start/"):
            assert client.get(path).status_code == 302, path
        assert client.get("/sign-in/protect/").status_code == 200
        client.get("/account/codes/")
        secret = Codes.objects.get().secret
        answer = client.post("/account/codes/", {"code": code(secret)})
        assert answer["Location"] == "/account/spare-codes/"
        assert inside(client)
        assert len(re.findall("<code>", client.get("/account/spare-codes/").content.decode())) == 10
        other = Client()
        assert begin(other, bo.email)["Location"] == "/sign-in/second/"

    def test_a_link_leads_there_too(self, bo: Person) -> None:
        client = Client()
        client.post("/sign-in/link/", {"email": bo.email})
        assert client.post(link())["Location"] == "/sign-in/protect/"
        assert not inside(client)

    def test_the_last_factor_stays(self, bo: Person) -> None:
        with_codes(bo)
        client = Client()
        client.force_login(bo)
        client.post("/account/codes/off/")
        assert Codes.objects.get().confirmed
        assert "kt-notice-error" in client.get("/account/how-i-sign-in/").content.decode()

    def test_a_family_may_turn_it_off(self, roos: Person) -> None:
        with_codes(roos)
        client = Client()
        client.force_login(roos)
        client.post("/account/codes/off/")
        assert not Codes.objects.exists()
        assert begin(Client(), ROOS)["Location"] == "/today/"

    def test_who_becomes_a_professional_is_half_way_at_the_next_sign_of_life(self, house: House) -> None:
        family, kim = Family(house), person("Kim", password=PASSWORD)
        client = Client()
        begin(client, kim.email)
        assert inside(client)
        family.seat("Kim", "professional", who=kim)
        assert inside(client)
        PersonSession.objects.update(used=timezone.now() - timedelta(minutes=4))
        client.get("/account/")
        assert not inside(client)
        assert client.get("/sign-in/protect/").status_code == 200

    def test_with_two_factors_only_the_limits_change(self, house: House) -> None:
        family, kim = Family(house), person("Kim", password=PASSWORD)
        secret, client = with_codes(kim), Client()
        begin(client, kim.email, keep="1")
        client.post("/sign-in/second/", {"code": code(secret)})
        assert client.session[limits.LIMITS] == "kept"
        family.seat("Kim", "professional", who=kim)
        PersonSession.objects.update(used=timezone.now() - timedelta(minutes=4))
        assert inside(client)
        assert client.session[limits.LIMITS] == "professional"
        assert PersonSession.objects.get().expire_date < timezone.now() + timedelta(minutes=31)

    def test_whose_seat_ended_is_no_professional(self, house: House) -> None:
        family = Family(house)
        family.seat("Bo", "professional", who=person("Bo", password=PASSWORD))
        family.end("Bo")
        assert begin(Client(), "bo@example.org")["Location"] == "/today/"


class TestChanging:
    def test_it_asks_for_a_fresh_proof(self, roos: Person) -> None:
        with_codes(roos)
        client = Client()
        client.force_login(roos)
        session = client.session
        session[fresh.PROVED] -= 700
        session.save()
        for path in ("/account/codes/off/", "/account/spare-codes/"):
            assert client.post(path)["Location"].startswith("/prove/")
        assert Codes.objects.get().confirmed
        assert client.get("/account/passkeys/new/")["Location"].startswith("/prove/")

    def test_a_code_proves_as_well(self, roos: Person) -> None:
        secret, client = with_codes(roos), Client()
        client.force_login(roos)
        session = client.session
        session[fresh.PROVED] -= 700
        session.save()
        assert client.post("/prove/", {"way": "code", "code": "000000"}).status_code == 422
        sent = {"way": "code", "code": code(secret), "next": "/account/spare-codes/"}
        assert client.post("/prove/", sent)["Location"] == "/account/spare-codes/"
        assert client.get("/account/spare-codes/").status_code == 200

    def test_the_holder_is_told_by_letter_without_names(self, roos: Person) -> None:
        with_codes(roos)
        client = Client()
        client.force_login(roos)
        client.post("/account/codes/off/")
        work()
        assert "Roos" not in (told := str(mail.outbox[-1].body))
        assert "/account/how-i-sign-in/" in told


def test_the_page_for_who_lost_everything_is_there_for_all() -> None:
    assert Client().get("/sign-in/lost/").status_code == 200


def test_secrets_are_sealed_to_their_account(roos: Person, house: House) -> None:
    from keukentafel.vault import Unreadable

    secret = with_codes(roos)
    piet = person("Piet")
    with_codes(piet)
    assert secret.encode() not in bytes(house.owner.execute("SELECT secret FROM person_codes").fetchall()[0][0])
    house.owner.execute(
        "UPDATE person_codes SET secret = (SELECT secret FROM person_codes WHERE person_id = %s) WHERE person_id = %s",
        [piet.pk, roos.pk],
    )
    row: Any = Codes.objects.get(pk=roos.pk)
    with pytest.raises(Unreadable):
        row.secret  # noqa: B018  # to read it is to open it
