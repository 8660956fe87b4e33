"""My devices, how long one stays signed in, and what is told of both."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.support.family import Family, person
from tests.support.house import House
from tests.support.queue import work
from tests.support.signing import PASSWORD, begin, code, inside, with_codes

from keukentafel.people import limits
from keukentafel.people.agents import in_words
from keukentafel.people.models import Device, Person, PersonSession, Trace

ROOS = "roos@example.org"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile Safari/604.1"
LAPTOP = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def _house(house: House) -> None:
    mail.outbox = []


@pytest.fixture
def roos() -> Person:
    return person("Roos", password=PASSWORD)


def browser(agent: str = LAPTOP, **more: str) -> Client:
    """Signed in by Roos."""
    client = Client(headers={"user-agent": agent})
    assert begin(client, ROOS, **more).status_code == 303
    return client


class TestDevices:
    def test_they_are_told_in_words_and_signed_out_from_afar(self, roos: Person) -> None:
        phone, laptop = browser(PHONE), browser()
        page = laptop.get("/account/devices/").content.decode()
        assert "Safari op iPhone" in page
        assert page.index("Firefox op Windows") < page.index("Safari op iPhone"), "this one comes first"
        assert page.count("Dit apparaat") == 1
        far = Device.objects.order_by("first")[0]
        assert laptop.post(f"/account/devices/{far.pk}/").status_code == 303
        assert inside(laptop)
        assert not inside(phone)
        assert Device.objects.count() == 1

    def test_all_others_at_once(self, roos: Person) -> None:
        others, here = [browser(PHONE), browser(PHONE)], browser()
        here.post("/account/devices/others/")
        assert [inside(one) for one in [*others, here]] == [False, False, True]

    def test_this_one_too(self, roos: Person) -> None:
        here = browser()
        assert here.post(f"/account/devices/{Device.objects.get().pk}/")["Location"] == "/"
        assert not inside(here)

    def test_one_of_another_is_not_found(self, roos: Person) -> None:
        person("Piet", password=PASSWORD)
        piet = Client()
        begin(piet, "piet@example.org")
        here = browser()
        of_piet = Device.objects.exclude(person=roos).get()
        assert here.post(f"/account/devices/{of_piet.pk}/").status_code == 404
        assert inside(piet)

    def test_the_same_browser_is_one_device(self, roos: Person) -> None:
        client = browser()
        client.post("/sign-out/")
        begin(client, ROOS)
        assert Device.objects.count() == 1
        page = client.get("/account/devices/").content.decode()
        assert page.count("Dit apparaat") == 1

    def test_two_people_share_a_browser(self, roos: Person) -> None:
        person("Piet", password=PASSWORD)
        client = browser()
        client.post("/sign-out/")
        begin(client, "piet@example.org")
        client.post("/sign-out/")
        begin(client, ROOS)
        assert Device.objects.count() == 2, "each account knows it once"

    def test_a_device_that_was_signed_out_is_a_new_one(self, roos: Person) -> None:
        client = browser()
        client.post(f"/account/devices/{Device.objects.get().pk}/")
        begin(client, ROOS)
        work()
        assert len(mail.outbox) == 1

    def test_a_forged_cookie_is_of_no_device(self, roos: Person) -> None:
        real = browser()
        cookie = real.cookies["device"].value
        for forged in ("x", "A" * 64, cookie[:-4] + "AAAA", cookie + "." + cookie[::-1], "." * 500, "é"):
            client = Client()
            client.cookies["device"] = forged
            assert begin(client, ROOS).status_code == 303

    def test_what_a_browser_calls_itself_is_sealed(self, roos: Person, house: House) -> None:
        browser()
        told = house.owner.execute("SELECT agent FROM person_device").fetchone()
        assert told
        assert b"Firefox" not in bytes(told[0])
        assert b"Firefox" not in str(house.owner.execute("SELECT * FROM person_session").fetchall()).encode()

    @pytest.mark.parametrize(
        ("agent", "words"),
        [
            (PHONE, "Safari op iPhone"), (LAPTOP, "Firefox op Windows"), ("", "Een onbekende browser"),
            ("Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge op Linux"),
            ("Mozilla/5.0 (Linux; Android 16) Chrome/140.0 Mobile Safari/537.36", "Chrome op Android"),
            ("curl/8.5", "Een onbekende browser"),
        ],
    )  # fmt: skip
    def test_words(self, agent: str, words: str) -> None:
        assert in_words(agent) == words


class TestBeingTold:
    def test_a_new_device_is_told_by_a_letter_without_names(self, roos: Person) -> None:
        browser()
        work()
        assert not mail.outbox, "the very first one is no news"
        browser(PHONE)
        work()
        letter = mail.outbox[0]
        assert letter.to == [ROOS]
        assert "/account/devices/" in str(letter.body)
        assert not any(word in f"{letter.body}{letter.subject}" for word in ("Roos", "iPhone", "Safari"))
        page = browser(PHONE).get("/account/when-i-signed-in/").content.decode()
        assert "dat we nog niet kenden" in page

    def test_a_known_one_is_not(self, roos: Person) -> None:
        client = browser()
        client.post("/sign-out/")
        begin(client, ROOS)
        work()
        assert not mail.outbox


class TestLimits:
    def test_a_page_costs_one_statement_and_a_sign_of_life_is_rare(self, roos: Person) -> None:
        client = browser()
        for statements in (1, 1):
            with CaptureQueriesContext(connection) as asked:
                client.get("/sign-up/")
            assert len(asked) == statements
        PersonSession.objects.update(used=timezone.now() - timedelta(minutes=4))
        with CaptureQueriesContext(connection) as asked:
            client.get("/sign-up/")
        assert len(asked) == 3, "whether they became a professional, and the sign of life"
        with CaptureQueriesContext(connection) as asked:
            client.get("/sign-up/")
        assert len(asked) == 1

    def test_idle_is_out(self, roos: Person, house: House) -> None:
        client = browser()
        assert lasts(house) == timedelta(hours=2)
        house.owner.execute("UPDATE person_session SET expire_date = expire_date - interval '2 hours'")
        assert not inside(client)

    def test_life_goes_on_until_the_absolute_limit(self, roos: Person, house: House) -> None:
        client = browser()
        alive_at(client, house, begun=timedelta(hours=11))
        assert timedelta(minutes=58) < lasts(house) < timedelta(hours=1, minutes=1)
        alive_at(client, house, begun=timedelta(hours=12, minutes=1))
        assert not inside(client)

    def test_a_page_that_asks_by_itself_keeps_nothing_alive(self, house: House) -> None:
        family = Family(house)
        client = family.client("Ann")
        PersonSession.objects.update(used=timezone.now() - timedelta(minutes=4))
        assert client.get(f"/d/{family.id}/table/pulse/").status_code == 204
        assert PersonSession.objects.filter(used__lt=timezone.now() - timedelta(minutes=3)).exists()
        client.get(f"/d/{family.id}/table/")
        assert PersonSession.objects.filter(used__gt=timezone.now() - timedelta(minutes=1)).exists()

    @pytest.mark.parametrize(
        ("keep", "idle", "age"), [("", timedelta(hours=2), ""), ("1", timedelta(days=7), 30 * 24 * 3600)]
    )
    def test_families(self, roos: Person, house: House, keep: str, idle: timedelta, age: Any) -> None:
        client = browser(keep=keep)
        cookie = client.cookies["sessionid"]
        assert cookie["max-age"] in ((age,) if not age else (age, age - 1)), "else it ends with the browser's window"
        assert lasts(house) == idle

    def test_professionals(self, house: House) -> None:
        family, bo = Family(house), person("Bo", password=PASSWORD)
        family.seat("Bo", "professional", who=bo)
        secret, client = with_codes(bo), Client()
        begin(client, bo.email, keep="1")
        client.post("/sign-in/second/", {"code": code(secret)})
        assert client.cookies["sessionid"]["max-age"] == ""
        assert lasts(house) == timedelta(minutes=30)
        alive_at(client, house, begun=timedelta(hours=10, minutes=1))
        assert not inside(client)


def lasts(house: House) -> timedelta:
    """How long the session of a person lasts from now, to the minute."""
    row = house.owner.execute("SELECT expire_date - now() FROM person_session WHERE person_id IS NOT NULL").fetchone()
    assert row
    return timedelta(minutes=round(row[0] / timedelta(minutes=1)))


def alive_at(client: Client, house: House, *, begun: timedelta) -> None:
    """A sign of life of a session that began so long ago."""
    session = client.session
    session[limits.BEGUN] = (timezone.now() - begun).timestamp()
    session.save()
    house.owner.execute(
        "UPDATE person_session SET used = now() - interval '4 minutes', expire_date = now() + interval '1 minute' WHERE person_id IS NOT NULL"
    )
    client.get("/account/")


class TestTraces:
    def test_what_happened_at_the_door_is_shown_to_its_person_alone(self, roos: Person) -> None:
        person("Piet", password=PASSWORD)
        begin(Client(REMOTE_ADDR="10.9.8.7"), ROOS, "geraden woord")
        page = browser().get("/account/when-i-signed-in/").content.decode()
        assert "10.9.8.7" in page
        assert re.search("probeerde in te loggen", page)
        piet = Client()
        begin(piet, "piet@example.org")
        assert "10.9.8.7" not in piet.get("/account/when-i-signed-in/").content.decode()

    def test_the_web_role_only_adds(self, roos: Person) -> None:
        from django.db import DatabaseError, transaction

        browser()
        assert Trace.objects.count() == 0, "without saying for whom it reads it sees none"
        for statement in ("UPDATE person_trace SET what = 'x'", "DELETE FROM person_trace", "TRUNCATE person_trace"):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)

    def test_the_client_is_sealed(self, roos: Person, house: House) -> None:
        begin(Client(REMOTE_ADDR="10.9.8.7"), ROOS, "geraden woord")
        rows = house.owner.execute("SELECT * FROM person_trace").fetchall()
        assert [row[1] for row in rows] == [roos.pk]
        assert "10.9.8.7" not in str(rows)

    def test_every_line_has_its_words(self) -> None:
        from keukentafel.people.sentences import SENTENCES
        from keukentafel.people.traces import ALL

        assert set(SENTENCES) == set(ALL)
