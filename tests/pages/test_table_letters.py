"""Letters: written, sent, opened, answered; and everything that keeps one shut."""

import re
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from tests.support.family import person
from tests.support.house import House
from tests.support.tables import cast, log, write

from keukentafel.access import Refused
from keukentafel.dossiers.models import new_id
from keukentafel.people.models import Person
from keukentafel.rooms.table.letters import token


def newest(house: House) -> tuple[str, str]:
    """The newest letter: its id, and its link's address."""
    row = house.owner.execute("SELECT id, times_sent FROM invitation ORDER BY sent DESC, id DESC LIMIT 1").fetchone()
    assert row is not None
    return row[0], reverse("table:letter", args=[token(row[0], row[1])])


def signed_in(account: Person) -> Client:
    client = Client()
    client.force_login(account)
    return client


def shut(client: Client, link: str, **data: str) -> bytes:
    """The page of a letter that doesn't open, by reading and by each answer."""
    pages = [client.get(link), client.post(link, {"name": "x"}), client.post(link, {"answer": "no"})]
    assert [page.status_code for page in pages] == [404, 404, 404]
    evened = {re.sub(rb'name="(csrfmiddlewaretoken|next)" value="[^"]*"', b"", page.content) for page in pages}
    assert len(evened) == 1
    return evened.pop()


def test_sitting_down(house: House) -> None:
    family = cast(house)
    assert write(family, circles=str(family.circles["School"])) == 303
    _, link = newest(house)
    new = signed_in(person("Nieuw"))
    page = new.get(link).content.decode()
    for word in ("Help ons met school.", "Ann", "Juf", "School", "Wij"):
        assert word in page
    assert "Eva<" not in page
    assert new.post(link, {"name": ""}).status_code == 422
    answer = new.post(link, {"name": "Nico", "phone": "06"})
    assert (answer.status_code, answer["Location"]) == (303, reverse("table:table", args=[family.id]))
    assert new.get(answer["Location"]).status_code == 200
    with family.visit("Ann") as visit:
        seat = next(seat for seat in visit.seats.values() if seat.card.name == "Nico")
        assert (seat.role, seat.card.organisation, seat.owner) == ("professional", "Jeugdteam", False)
        assert {visit.circles[circle].kind for circle in seat.circles} == {"table", "named"}
    shut(new, link)
    assert [line for line in log(house) if line[0] in ("invite", "letter_read", "sat_down")] == [
        ("invite", "table"), ("letter_read", "table"), ("letter_read", "table"), ("sat_down", "table"),
    ]  # fmt: skip
    assert "Zei ja" in family.client("Bob").get(reverse("table:table", args=[family.id])).content.decode()


def test_every_shut_letter_looks_alike(house: House) -> None:
    family = cast(house)
    new, other = signed_in(person("Nieuw")), signed_in(person("Ander"))
    write(family)
    letter, link = newest(house)
    pages = {shut(other, link), shut(new, reverse("table:letter", args=["never-written"]))}
    assert ("refused", "table") in log(house)
    house.owner.execute("UPDATE invitation SET expires = now() - interval '1 second'")
    pages.add(shut(new, link))
    ann = family.client("Ann")
    assert "Verlopen" in ann.get(reverse("table:table", args=[family.id])).content.decode()
    ann.post(reverse("table:letter_again", args=[family.id, letter]))
    pages.add(shut(new, link))
    _, fresh = newest(house)
    assert new.get(fresh).status_code == 200
    family.freeze()
    pages.add(shut(new, fresh))
    family.freeze(frozen=False)
    ann.post(reverse("table:letter_withdraw", args=[family.id, letter]))
    pages.add(shut(new, fresh))
    assert len(pages) == 1
    assert ann.post(reverse("table:letter_delete", args=[family.id, letter])).status_code == 303
    assert ann.post(reverse("table:letter_again", args=[family.id, letter])).status_code == 404


def test_who_is_not_signed_in_is_asked_first_and_keeps_the_letter(house: House) -> None:
    family = cast(house)
    write(family)
    _, link = newest(house)
    never = reverse("table:letter", args=["never-written"])
    pages = [Client().get(address).content.decode() for address in (link, never)]
    assert "next=" + link.replace("/", "%2F") in pages[0] or "next=" + link in pages[0]
    assert "Help ons" not in pages[0]
    assert len({re.sub(r'value="[^"]*"|next=[^"]*', "", page) for page in pages}) == 1


def test_saying_no_with_a_word(house: House) -> None:
    family = cast(house)
    write(family)
    letter, link = newest(house)
    new = signed_in(person("Nieuw"))
    assert new.post(link, {"answer": "no", "word": "Ik werk daar niet meer."}).status_code == 200
    shut(new, link)
    page = family.client("Bob").get(reverse("table:table", args=[family.id])).content.decode()
    assert "Ik werk daar niet meer." in page
    assert family.client("Ann").post(reverse("table:letter_again", args=[family.id, letter])).status_code == 404


def test_sent_twice_is_one_letter(house: House) -> None:
    family = cast(house)
    once = str(new_id())
    assert [write(family, once=once), write(family, once=once)] == [303, 303]
    assert house.owner.execute("SELECT count(*) FROM invitation").fetchone() == (1,)
    assert house.owner.execute("SELECT count(*) FROM procrastinate_jobs").fetchone() == (1,)


def test_nobody_but_an_owner_seats_anybody(house: House) -> None:
    family = cast(house)
    for who in ("Juf", "Oma", "Tess", "Eva", "Weg"):
        assert (who, write(family, who)) == (who, 404)
    own = str(family.circles["van mij"])
    assert write(family, "Tess", circle=own, role="parent", authority="1") == 200  # asks again for whom
    assert write(family, "Eva", circle=own) == 404
    assert write(family, "Ann", circle=own) == 404
    assert house.owner.execute("SELECT count(*) FROM invitation").fetchone() == (0,)


def test_a_guest_of_a_personal_circle(house: House) -> None:
    family = cast(house)
    assert write(family, "Tess", circle=str(family.circles["van mij"])) == 303
    letter, link = newest(house)
    for who in ("Ann", "Eva"):
        assert family.client(who).post(reverse("table:letter_withdraw", args=[family.id, letter])).status_code == 404
    assert "Nieuw" not in family.client("Ann").get(reverse("table:table", args=[family.id])).content.decode()
    new = signed_in(person("Nieuw"))
    page = new.get(link).content.decode()
    assert "van mij" in page
    assert "Oma<" not in page
    assert new.post(link, {"name": "Nico"}).status_code == 303
    assert "te gast" in new.get(reverse("table:table", args=[family.id])).content.decode()
    with family.visit("Ann") as visit:
        assert "Nico" not in {seat.card.name for seat in visit.seats.values()}
    assert {kind for action, kind in log(house) if action in ("invite", "letter_read", "sat_down")} == {"personal"}


def test_a_child_gets_an_account(house: House) -> None:
    family = cast(house)
    seat = str(family.seats["Kleine"])
    form = {"seat": seat, "role": "youth", "birth_date": "2021-01-01"}
    assert write(family, **form) == 303
    new = signed_in(person("Nieuw"))
    assert new.post(newest(house)[1], {"name": "iets anders"}).status_code == 303
    with family.visit("Ann") as visit:
        assert visit.seats[family.seats["Kleine"]].has_account
        assert visit.seats[family.seats["Kleine"]].card.name == "Kleine"
    assert write(family, **form) == 404


def test_a_parent_with_authority_owns_too(house: House) -> None:
    family = cast(house)
    assert write(family, role="parent", authority="1") == 303
    account = person("Nieuw")
    assert signed_in(account).post(newest(house)[1], {"name": "Nel"}).status_code == 303
    with family.visit("Ann") as visit:
        assert next(seat for seat in visit.seats.values() if seat.card.name == "Nel").owner


def test_a_letter_that_is_not_right_yet(house: House) -> None:
    family = cast(house)
    for wrong in ({"address": "geen adres"}, {"organisation": ""}, {"name": "x" * 81}, {"words": "x" * 2001},
                  {"circles": str(family.circles["van mij"])}, {"language": "xx"}, {"words": "\u202e"}):  # fmt: skip
        assert (wrong, write(family, **wrong)) == (wrong, 422)
    assert write(family, role="owner") == 200  # nobody is invited as that: asks for whom
    assert house.owner.execute("SELECT count(*) FROM invitation").fetchone() == (0,)


class Mailbox:
    """What a mail server got."""

    def __init__(self) -> None:
        self.got: list[tuple[list[str], str]] = []

    async def handle_DATA(self, server: object, session: object, envelope) -> str:  # noqa: N802
        self.got.append((envelope.rcpt_tos, envelope.content.decode()))
        return "250 OK"


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A real mail server on a free port, to which the site sends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    with override_settings(EMAIL_BACKEND=smtp, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port):
        yield box
    controller.stop()


def as_django(connector: object) -> DjangoConnector:
    assert isinstance(connector, DjangoConnector)
    return connector


def work() -> None:
    """Do what lies in the queue, as the worker does; in a thread, for a browser's event loop may live in ours."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(_work).result()


def _work() -> None:
    connector = as_django(app.connector).get_worker_connector()
    with app.replace_connector(connector) as worker:
        worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


def test_the_worker_sends_the_letter(house: House, mailbox: Mailbox) -> None:
    family = cast(house)
    write(family, language="en")
    _, link = newest(house)
    work()
    to, mail = mailbox.got[0]
    body = mail.replace("=\r\n", "").replace("=3D", "=")
    assert to == ["nieuw@example.org"]
    assert settings.ORIGIN + link in body
    assert "There is a letter for you" in body
    for secret in ("Ann", "Wij", "Nieuw\r", "school", "Jeugdteam"):
        assert secret not in body
    assert ("letter_sent", "table") in log(house)
    jobs = house.owner.execute("SELECT args::text FROM procrastinate_jobs").fetchall()
    assert not any("example.org" in row[0] for row in jobs)
    assert house.owner.execute("SELECT token_hash::text FROM invitation").fetchone() != (link,)


def test_the_worker_sends_nothing_for_who_has_no_seat_any_more(house: House, mailbox: Mailbox) -> None:
    family = cast(house)
    write(family)
    write(family, "Bob", address="ander@example.org")
    write(family, "Tess", circle=str(family.circles["van mij"]), address="vriendin@example.org")
    family.end("Bob")
    first = house.owner.execute("SELECT id FROM invitation WHERE inviter_id = %s", [family.seats["Ann"]]).fetchone()
    assert first is not None
    family.client("Ann").post(reverse("table:letter_withdraw", args=[family.id, first[0]]))
    lines = len(log(house))
    work()
    assert [to for to, _ in mailbox.got] == [["vriendin@example.org"]]
    assert ("letter_sent", "personal") in log(house)[lines:]
    with pytest.raises(Refused), family.visit("Bob"):
        pass
