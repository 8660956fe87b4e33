"""Letters through a real mail server: their sender, what comes back, what is answered, and how to stop them."""

import re
import smtplib
import subprocess
import sys
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from django.test import Client
from tests.faults.test_worker import ROOT, given
from tests.support.family import Family
from tests.support.house import House
from tests.support.journal import Cast
from tests.support.listening import free_port
from tests.support.noticed import absent, choose, deliver, write
from tests.support.queue import work

from keukentafel.notices.incoming import take_in
from keukentafel.notices.marks import mark
from keukentafel.notices.rules import SORTS
from keukentafel.people.models import Person

BOX = "post@keukentafel.example"


class Server:
    """What it got, as (sender, receivers, message); and the receivers it says no to."""

    def __init__(self) -> None:
        self.got: list[tuple[str, list[str], Message]] = []
        self.unknown: set[str] = set()

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:  # noqa: N802
        if address in self.unknown:
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802
        self.got.append((envelope.mail_from, envelope.rcpt_tos, message_from_bytes(envelope.content)))
        return "250 OK"


@pytest.fixture
def server(settings) -> Iterator[Server]:
    handler = Server()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "keukentafel.site.mail.Backend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.MAIL_IN, settings.DEFAULT_FROM_EMAIL = BOX, "keukentafel@keukentafel.example"
    try:
        yield handler
    finally:
        controller.stop()


@pytest.fixture
def family(house: House, server: Server) -> Family:
    cast = Cast(house)
    absent(house)
    choose(cast, ways=dict.fromkeys(SORTS, "page"))
    choose(cast, "Opa", ways=dict.fromkeys(SORTS, "mail"))
    return cast


def told(house: House, family: Family, server: Server) -> tuple[str, Message]:
    """The envelope's sender and the letter that Opa gets."""
    write(family, "Bo", "Een geheim over Sterretje")
    deliver(house)
    sender, to, letter = server.got.pop()
    assert to == [family.people["Opa"].email]
    return sender, letter


def test_what_the_server_gets(house: House, family: Family, server: Server) -> None:
    sender, letter = told(house, family, server)
    assert re.fullmatch(r"post\+b[a-z2-7]{40}@keukentafel\.example", sender)
    assert len(sender.partition("@")[0]) <= 64
    assert re.fullmatch(r"post\+r[a-z2-7]{40}@keukentafel\.example", letter["Reply-To"])
    assert letter["From"] == "keukentafel@keukentafel.example"
    assert letter.get_content_type() == "text/plain"


def report(to: str, status: str = "5.1.1", action: str = "failed") -> bytes:
    """What a mail server writes about a letter that it could not deliver (RFC 3464), with all of that letter in it."""
    made = MIMEMultipart("report")
    made.set_param("report-type", "delivery-status")
    made["From"], made["To"], made["Subject"] = "MAILER-DAEMON@mx.example", to, "Undelivered Mail Returned to Sender"
    made["Auto-Submitted"] = "auto-replied"
    made.attach(MIMEText("I'm sorry to have to inform you..."))
    status_part = Message()
    status_part["Content-Type"] = "message/delivery-status"
    whole, one = Message(), Message()
    whole["Reporting-MTA"] = "dns; mx.example"
    one["Final-Recipient"], one["Action"], one["Status"] = "rfc822; opa@example.org", action, status
    status_part.set_payload([whole, one])
    made.attach(status_part)
    original = Message()
    original["Content-Type"] = "message/rfc822"
    inner = Message()
    inner["Subject"] = "Er is iets nieuws voor je"
    original.set_payload([inner])
    made.attach(original)
    return made.as_bytes()


def test_after_three_that_came_back_none_go_there_and_only_its_owner_hears(
    house: House, family: Family, server: Server
) -> None:
    sender, _ = told(house, family, server)
    opa = family.people["Opa"]
    for time in range(3):
        assert not Person.objects.get(pk=opa.pk).unreachable, time
        assert take_in(report(sender)) == "came back"
    absent(house)
    write(family, "Bo")
    deliver(house)
    assert server.got == []
    assert (
        f"We kunnen je niet bereiken per mail op {opa.email}" in family.client("Opa").get("/notices/").content.decode()
    )
    assert "Brieven naar jouw adres komen terug" in family.client("Opa").get(f"/d/{family.id}/").content.decode()
    for other in ("Ann", "Eva", "Bo"):
        for address in ("/notices/", f"/d/{family.id}/", f"/d/{family.id}/table/", "/account/"):
            page = family.client(other).get(address).content.decode()
            assert "komen terug" not in page
            assert "niet bereiken" not in page
    assert family.client("Opa").post("/notices/try-again/").status_code == 303
    work()
    assert [letter["Subject"] for _, _, letter in server.got] == ["Brieven komen weer aan"]
    assert Person.objects.get(pk=opa.pk).unreachable is None


@pytest.mark.parametrize(
    ("status", "action"), [("4.2.2", "delayed"), ("4.4.1", "failed"), ("2.0.0", "delivered"), ("5.0.0", "delayed")]
)
def test_what_is_no_refusal_for_good_counts_for_nothing(
    house: House, family: Family, server: Server, status: str, action: str
) -> None:
    sender, _ = told(house, family, server)
    for _ in range(5):
        assert take_in(report(sender, status, action)) == "nothing"
    assert Person.objects.get(pk=family.people["Opa"].pk).unreachable is None


def test_the_command_of_the_mail_servers_pipe(house: House, family: Family, server: Server, tmp_path: Path) -> None:
    sender, _ = told(house, family, server)
    command = [sys.executable, "-m", "keukentafel.site.cli", "mail-in", "--to", sender]
    environment = given(house, tmp_path, "")
    done = subprocess.run(
        command, input=report("x@y"), env=environment, cwd=ROOT, capture_output=True, check=True, timeout=120
    )
    assert done.stdout == b"came back\n"
    assert house.owner.execute("SELECT max(came_back) FROM notice_mailbox").fetchone() == (1,)


def test_a_forged_report_counts_for_nothing(house: House, family: Family, server: Server) -> None:
    sender, letter = told(house, family, server)
    sign = sender.partition("+b")[2].partition("@")[0]
    other = mark(family.people["Ann"].pk, "reply")
    for forged in (
        f"post+b{sign[:-1]}a@x",
        f"post+b{sign[::-1]}@x",
        f"post+b{other}@x",
        "post@x",
        f"post+b{'a' * 40}@x",
        f"post+b{letter['Reply-To'][6:46]}@x",
    ):
        assert take_in(report(forged)) == "nothing", forged
    assert house.owner.execute("SELECT sum(came_back) FROM notice_mailbox").fetchone() == (0,)


def test_a_server_that_says_no_at_once_counts_as_well(house: House, family: Family, server: Server) -> None:
    opa = family.people["Opa"]
    server.unknown = {opa.email}
    for _ in range(3):
        write(family, "Bo")
        deliver(house)
        absent(house)
    assert Person.objects.get(pk=opa.pk).unreachable


def answer(to: str, **headers: str) -> bytes:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "Opa <opa@example.org>", to, "Re: Er is iets nieuws voor je"
    for name, value in headers.items():
        letter[name.replace("_", "-")] = value
    letter.set_content("Wat ik van Sterretje vind, blijft onder ons.")
    return letter.as_bytes()


def test_an_answer_is_refused_politely_twice_and_then_no_more(house: House, family: Family, server: Server) -> None:
    _, letter = told(house, family, server)
    assert take_in(answer(letter["Reply-To"])) == "answered"
    assert take_in(b"From: x@y\n\nhello", to=letter["Reply-To"]) == "answered"
    assert take_in(answer(letter["Reply-To"])) == "nothing"
    work()
    assert len(server.got) == 2
    for _, to, said in server.got:
        assert to == [family.people["Opa"].email], "never to whoever the letter says that it is from"
        assert said["Auto-Submitted"] == "auto-replied"
        assert said["Subject"] == "Niemand leest je antwoord"
        assert "Sterretje" not in said.as_string()
    assert "Sterretje" not in str(house.owner.execute("SELECT args::text FROM procrastinate_jobs").fetchall())


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"}, {"Auto_Submitted": "auto-generated"}, {"Precedence": "bulk"}, {"Precedence": "junk"},
        {"List_Id": "<x.example>"}, {"X_Auto_Response_Suppress": "All"}, {"Return_Path": "<>"},
    ],
)  # fmt: skip
def test_no_machine_is_answered(house: House, family: Family, server: Server, headers: dict[str, str]) -> None:
    _, letter = told(house, family, server)
    assert take_in(answer(letter["Reply-To"], **headers)) == "nothing"


def test_our_own_answer_is_not_answered(house: House, family: Family, server: Server) -> None:
    _, letter = told(house, family, server)
    take_in(answer(letter["Reply-To"]))
    work()
    _, _, ours = server.got.pop()
    ours.replace_header("To", letter["Reply-To"])
    assert take_in(ours.as_bytes()) == "nothing"


@pytest.mark.parametrize(
    "block",
    [
        b"",
        b"\x00" * 100,
        b"Content-Type: multipart/report; report-type=delivery-status\n\n",
        b"To: \xff\xfe\n\n",
        b"A" * 2_000_000,
    ],
)
def test_rubbish_is_nothing(house: House, family: Family, server: Server, block: bytes) -> None:
    sender, _ = told(house, family, server)
    assert take_in(block) == "nothing"
    assert take_in(block, to=sender) == "nothing"


def stop_in(letter: Message) -> str:
    return letter["List-Unsubscribe"].strip("<>").partition("/notices/stop/")[2]


def test_one_click_stops_the_letters_and_looking_changes_nothing(house: House, family: Family, server: Server) -> None:
    _, letter = told(house, family, server)
    program = Client(enforce_csrf_checks=True)
    address = f"/notices/stop/{stop_in(letter)}"
    page = program.get(address)
    assert (page.status_code, "Stop deze brieven" in page.content.decode()) == (200, True)
    absent(house)
    write(family, "Bo")
    deliver(house)
    assert len(server.got) == 1, "a program that looked through the mail changed nothing"
    server.got.clear()
    done = program.post(address, {"List-Unsubscribe": "One-Click"})
    assert done.status_code == 200
    assert "sessionid" not in done.cookies
    absent(house)
    write(family, "Bo")
    deliver(house)
    assert server.got == []
    assert program.post(address).status_code == 200, "twice is once"


def test_the_sign_to_stop_is_good_for_nothing_else(house: House, family: Family, server: Server) -> None:
    _, letter = told(house, family, server)
    sign = stop_in(letter).strip("/")
    assert take_in(report(f"post+b{sign}@x")) == "nothing"
    assert take_in(answer(f"post+r{sign}@x")) == "nothing"
    assert Client().get(f"/n/{sign}/").status_code == 302
    for other in (
        mark(family.people["Opa"].pk, "bounce"),
        mark(family.people["Opa"].pk, "reply"),
        "x",
        sign[:-1] + "q",
        "a" * 40,
    ):
        assert Client().post(f"/notices/stop/{other}/").status_code == 404
        assert Client().get(f"/notices/stop/{other}/").status_code == 404
    page = Client().get(f"/notices/stop/{sign}/").content.decode()
    assert "Opa" not in page
    assert family.people["Opa"].email not in page


def test_a_letter_that_is_sent_again_after_a_crash_is_the_same(house: House, family: Family, server: Server) -> None:
    _, first = told(house, family, server)
    house.owner.execute("UPDATE notice_waiting SET mail = true")
    from keukentafel.notices.jobs import mail

    mail.defer(person=str(family.people["Opa"].pk))
    work()
    assert server.got.pop()[2]["Message-ID"] == first["Message-ID"]


def test_the_mail_server_is_away_for_a_while(house: House, family: Family, server: Server, settings) -> None:
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, free_port()
    write(family, "Bo")
    work()
    house.owner.execute(
        "UPDATE notice_waiting SET due = now(); UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'"
    )
    work()
    assert server.got == []
    settings.EMAIL_PORT = port
    house.owner.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'")
    work()
    assert len(server.got) == 1


def test_a_real_server_delivers_the_answer_to_us(server: Server, settings) -> None:
    """The receiving end is tried over SMTP too: what a server hands on is what we read."""
    with smtplib.SMTP("127.0.0.1", settings.EMAIL_PORT) as line:
        line.sendmail("opa@example.org", [f"post+r{'a' * 40}@keukentafel.example"], answer("post@keukentafel.example"))
    _, to, letter = server.got.pop()
    assert take_in(letter.as_bytes(), to=to[0]) == "nothing"
