"""Signing in by a link in a letter."""

import re

import pytest
from django.core import mail
from django.test import Client
from tests.support.family import person
from tests.support.house import House
from tests.support.queue import work
from tests.support.signing import PASSWORD, inside

from keukentafel.people import limits, throttle
from keukentafel.people.factors import links
from keukentafel.people.models import Link, Person

ROOS = "roos@example.org"


@pytest.fixture(autouse=True)
def _house(house: House) -> None:
    mail.outbox = []


@pytest.fixture
def roos() -> Person:
    return person("Roos", password=PASSWORD)


def ask(client: Client, address: str = ROOS, **more: str) -> None:
    answer = client.post("/sign-in/link/", {"email": address, **more})
    assert (answer.status_code, answer["Location"]) == (303, "/look-in-your-mail/?for=link")


def link() -> str:
    work()
    found = re.search(r"http://127\.0\.0\.1:8000(/sign-in/link/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def test_it_lets_in_once_by_a_button(roos: Person) -> None:
    client = Client()
    ask(client, next="/start/")
    letter = link()
    page = client.get(letter).content.decode()
    assert client.get(letter).status_code == 200, "looking does not use it: mail programs open links"
    assert "kt-notice-warning" not in page
    assert not inside(client)
    assert client.post(letter, {"next": "/start/"})["Location"] == "/start/"
    assert inside(client)
    assert Client().post(letter).status_code == 404
    assert client.get(letter).status_code == 404


def test_elsewhere_it_asks_whether_one_asked_for_it(roos: Person) -> None:
    ask(Client(), keep="1")
    other, letter = Client(), link()
    page = other.get(letter).content.decode()
    assert "kt-notice-warning" in page
    assert 'name="keep"' not in page, "a device of others is not kept signed in"
    assert other.post(letter).status_code == 303
    assert inside(other)


def test_on_the_own_device_it_may_be_kept(roos: Person) -> None:
    client = Client()
    ask(client, keep="1")
    letter = link()
    assert 'name="keep" value="1"' in client.get(letter).content.decode()
    client.post(letter, {"keep": "1"})
    assert client.session[limits.LIMITS] == "kept"


def test_after_ten_minutes_it_is_old(roos: Person, house: House) -> None:
    client = Client()
    ask(client)
    house.owner.execute("UPDATE person_link SET asked = asked - interval '11 minutes'")
    assert client.get(link()).status_code == 404
    assert client.post(link()).status_code == 404


def test_a_made_up_one_is_too_old() -> None:
    assert Client().get("/sign-in/link/abc/").status_code == 404
    assert Client().post("/sign-in/link/abc/").status_code == 404


def test_a_closed_account_stays_closed(roos: Person) -> None:
    client = Client()
    ask(client)
    letter = link()
    Person.objects.update(is_active=False)
    assert client.post(letter).status_code == 404


def test_an_address_without_an_account_gets_another_letter() -> None:
    ask(Client(), "niet@example.org")
    work()
    assert "/sign-in/link/" not in str(mail.outbox[-1].body)
    assert Link.objects.get().person_id is None


def test_whoever_asks_all_the_links_always_leaves_one_that_opens(roos: Person, house: House) -> None:
    """Somebody asks as many as they may, all day. Who keeps no password gets in all the same, on a new telephone too: by
    a link that was asked for them, while it works, and else by one of their own.
    """
    for minutes in range(0, 66, 11):
        for at in range(10):
            ask(Client(REMOTE_ADDR=f"198.51.{minutes}.{at}"))
        work()
        found = re.findall(
            r"http://127\.0\.0\.1:8000(/sign-in/link/\S+)", "".join(str(one.body) for one in mail.outbox)
        )
        new = Client()
        new.post(found[-1] if found else "/sign-in/link/none/")
        assert inside(new), f"after {minutes} minutes"
        house.owner.execute("UPDATE tries SET since = since - interval '11 minutes'")
        house.owner.execute("UPDATE person_link SET asked = asked - interval '11 minutes'")
        mail.outbox = []
    assert throttle.LINKS.minutes * 60 <= links.LASTS.total_seconds()


def test_somebody_elses_asking_takes_no_letters_from_a_known_device(roos: Person) -> None:
    home = Client()
    home.post("/sign-in/", {"login": ROOS, "password": PASSWORD})
    for at in range(10):
        ask(Client(REMOTE_ADDR=f"10.0.0.{at}"))
    work()
    assert len(mail.outbox) == throttle.LINKS.most
    ask(home)
    work()
    assert len(mail.outbox) == throttle.LINKS.most + 1


def test_one_client_can_not_ask_without_end(roos: Person) -> None:
    asked = [Client().post("/sign-in/link/", {"email": f"a{at}@example.org"}).status_code for at in range(45)]
    assert asked.count(303) == throttle.ASKING.most
    assert asked[-1] == 429


def test_the_queue_tells_nothing(roos: Person, house: House) -> None:
    ask(Client())
    jobs = str(house.owner.execute("SELECT * FROM procrastinate_jobs").fetchall())
    assert "people.send_letter" in jobs
    assert "example.org" not in jobs
    assert "/sign-in/" not in jobs
