"""ASVS V12.3: letters and the database go over TLS with a checked certificate; what would not is refused in words."""

import os
import socket
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from keukentafel.site.environment import Environment
from keukentafel.site.mail import MailServer
from keukentafel.site.postgres import ClusterError
from keukentafel.site.postgres.outside import safe
from keukentafel.site.standing import NotLetIn, standing
from keukentafel.vault.provider.choosing import WrongChoice
from tests.support.house import House
from tests.support.pg_tls import Door, door
from tests.support.tls import Authority, Certificate

SEND = """
import django; django.setup()
from django.core.mail import EmailMessage
EmailMessage(subject="Your link", body="secret words", to=["ann@example.org"]).send()
"""


class Mailbox:
    """What a mail server got, and by which password."""

    def __init__(self) -> None:
        self.got: list[str] = []
        self.shown: list[tuple[bytes, bytes]] = []

    async def handle_DATA(self, server: object, session: object, envelope) -> str:  # noqa: N802
        self.got.append(envelope.mail_from + " " + envelope.content.decode())
        return "250 OK"

    def authenticate(
        self, server: object, session: object, envelope: object, mechanism: str, said: object
    ) -> AuthResult:
        assert isinstance(said, LoginPassword)
        self.shown.append((said.login, said.password))
        return AuthResult(success=True)


class Greeting(Controller):
    """Greets itself to see that it is up, whoever vouches for its certificate."""

    def _trigger_server(self) -> None:
        with socket.create_connection((self.hostname, self.port), timeout=5) as line:
            if self.ssl_context:
                anybody = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
                anybody.check_hostname, anybody.verify_mode = False, ssl.CERT_NONE
                line = anybody.wrap_socket(line)  # noqa: PLW2901  # the same line, encrypted
            line.recv(1)


Listens = Callable[..., tuple[Mailbox, int]]


@pytest.fixture
def listens() -> Iterator[Listens]:
    """Mail servers on this machine: ``listens(scheme, certificate)`` gives what it got and its port."""
    with ExitStack() as stack:

        def begin(scheme: str, certificate: Certificate | None = None) -> tuple[Mailbox, int]:
            box = Mailbox()
            tls = certificate.server() if certificate else None
            controller = Greeting(
                box, hostname="127.0.0.1", port=_free(), authenticator=box.authenticate,
                ssl_context=tls if scheme == "smtps" else None, tls_context=tls if scheme == "smtp+starttls" else None,
                require_starttls=scheme == "smtp+starttls" and tls is not None,
                auth_require_tls=scheme == "smtp+starttls",
            )  # fmt: skip
            controller.start()
            stack.callback(controller.stop)
            return box, controller.port

        yield begin


def _free() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def send(tmp_path: Path, **told: str) -> subprocess.CompletedProcess[str]:
    """A letter by a process of its own, with the real settings."""
    return alone(tmp_path, "-c", SEND, KEUKENTAFEL_ORIGIN="https://dossier.example", **told)


def alone(data: Path, *words: str, **told: str) -> subprocess.CompletedProcess[str]:
    """A Python of its own, which knows of the house what it is told."""
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("KEUKENTAFEL_", "DATABASE_"))
    }
    environment = inherited | {"KEUKENTAFEL_DATA": str(data)} | told
    return subprocess.run(
        [sys.executable, *words], env=environment, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.fixture
def ours(tmp_path: Path) -> Authority:
    return Authority(tmp_path / "ours")


@pytest.mark.parametrize("scheme", ["smtps", "smtp+starttls"])
def test_a_letter_goes_over_tls(tmp_path: Path, ours: Authority, listens: Listens, scheme: str) -> None:
    box, port = listens(scheme, ours.certificate())
    (tmp_path / "password").write_text("p@ss/word\n")
    told = {"KEUKENTAFEL_MAIL_CA": str(ours.file), "KEUKENTAFEL_MAIL_PASSWORD_FILE": str(tmp_path / "password")}
    sent = send(tmp_path, KEUKENTAFEL_MAIL=f"{scheme}://site@127.0.0.1:{port}", **told)
    assert sent.returncode == 0, sent.stderr
    assert [("secret words" in one, one.split()[0]) for one in box.got] == [(True, "keukentafel@dossier.example")]
    assert box.shown == [(b"site", b"p@ss/word")]


@pytest.mark.parametrize("scheme", ["smtps", "smtp+starttls"])
@pytest.mark.parametrize("wrong", ["unknown", "of the machine", "another name", "old"])
def test_no_letter_goes_to_who_can_not_show_a_good_certificate(
    tmp_path: Path, ours: Authority, listens: Listens, scheme: str, wrong: str
) -> None:
    """No letter and no password."""
    theirs = Authority(tmp_path / "theirs")
    certificate = {
        "unknown": theirs.certificate(), "of the machine": ours.certificate(),
        "another name": ours.certificate("mail.example"), "old": ours.certificate(days=-1),
    }[wrong]  # fmt: skip
    named = {} if wrong == "of the machine" else {"KEUKENTAFEL_MAIL_CA": str(ours.file)}
    box, port = listens(scheme, certificate)
    sent = send(tmp_path, KEUKENTAFEL_MAIL=f"{scheme}://site:word@127.0.0.1:{port}", **named)
    assert "CERTIFICATE_VERIFY_FAILED" in sent.stderr
    assert (box.got, box.shown) == ([], [])


def test_a_server_that_takes_starttls_away_gets_nothing(tmp_path: Path, ours: Authority, listens: Listens) -> None:
    """Or somebody on the way who does."""
    box, port = listens("smtp+starttls", None)
    sent = send(tmp_path, KEUKENTAFEL_MAIL=f"smtp+starttls://site:word@127.0.0.1:{port}")
    assert "STARTTLS" in sent.stderr
    assert (box.got, box.shown) == ([], [])


@pytest.mark.parametrize(
    "address",
    ["smtp://mail.example", "smtp://site:word@10.0.0.3:25", "mail.example", "imap://mail.example", "smtps://", "smtps://a:b:c",
     "smtp+starttls://mail.example/path", "smtp+starttls://mail.example?verify=0"],
)  # fmt: skip
def test_the_site_does_not_start_with_mail_that_is_not_safe(tmp_path: Path, address: str) -> None:
    with pytest.raises(WrongChoice, match=r"smtp\+starttls://") as told:
        MailServer.read(address)
    assert "word" not in str(told.value).replace("password", "")


def test_in_words(tmp_path: Path) -> None:
    """As who starts it sees it; the mail server of this machine is fine, and the password is not shown."""
    told = "smtp://site:verysecret@mail.example"
    ended = alone(tmp_path, "-m", "keukentafel.site.cli", "worker", KEUKENTAFEL_MAIL=told)
    assert (ended.returncode, "Traceback" in ended.stderr) == (1, False)
    assert "KEUKENTAFEL_MAIL has to be like" in ended.stderr
    assert "verysecret" not in ended.stderr
    assert MailServer.read("smtp://localhost").port == 25
    assert "verysecret" not in repr(MailServer.read("smtps://site:verysecret@mail.example"))


PLAIN = ["", "sslmode=disable", "sslmode=prefer", "sslmode=require", "sslmode=verify-ca"]


@pytest.mark.parametrize("mode", PLAIN)
@pytest.mark.parametrize("host", ["db.example", "10.0.0.3", "127.0.0.1", "localhost", "db.example,/run/postgresql"])
def test_an_outside_database_without_a_checked_certificate_is_refused(host: str, mode: str) -> None:
    for url in (f"postgresql://o:verysecret@{host}/k?{mode}", f"host={host} dbname=k password=verysecret {mode}"):
        with pytest.raises(ClusterError, match="verify-full") as told:
            safe(url, "DATABASE_URL")
        assert "verysecret" not in str(told.value)
    good = f"host={host} dbname=k sslmode=verify-full"
    assert safe(good, "DATABASE_URL") == good


def test_what_never_leaves_this_machine_needs_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for url in (
        "postgresql:///k?host=/run/postgresql",
        "dbname=k",
        "postgresql://o@/k?host=/a,/b",
        "host=@abstract dbname=k",
    ):
        assert safe(url, "DATABASE_URL") == url
    for url in ("postgresql://o@localhost/k", "postgresql://o@127.0.0.1:5433/k"):
        assert safe(url, "DATABASE_URL", demo=True) == url
    for url in ("postgresql://o@db.example/k", "host=/run/postgresql hostaddr=10.0.0.3 dbname=k"):
        with pytest.raises(ClusterError):
            safe(url, "DATABASE_URL", demo=True)
    monkeypatch.setenv("PGHOST", "db.example")
    with pytest.raises(ClusterError):
        safe("dbname=k", "DATABASE_URL")
    monkeypatch.setenv("PGSSLMODE", "verify-full")
    assert safe("dbname=k", "DATABASE_URL") == "dbname=k"


ADDRESSES = ("DATABASE_URL", "KEUKENTAFEL_WEB_URL", "KEUKENTAFEL_WORKER_URL", "KEUKENTAFEL_OWNER_URL")


@pytest.mark.parametrize("name", ADDRESSES)
def test_each_address_of_a_database_is_looked_at(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    for one in (*ADDRESSES, "KEUKENTAFEL_MODE"):
        monkeypatch.delenv(one, raising=False)
    Environment.read().checked()
    monkeypatch.setenv(name, "postgresql://o@db.example/k?sslmode=require")
    with pytest.raises(ClusterError, match=name):
        Environment.read().checked()


@pytest.fixture
def outside(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., tuple[Door, str]]]:
    """``outside(certificate, **more)``: the house's PostgreSQL as one that is elsewhere, and its address."""
    for name in (*ADDRESSES, "KEUKENTAFEL_MODE"):
        monkeypatch.setenv(name, "")
    monkeypatch.setenv("KEUKENTAFEL_DATA", str(tmp_path / "data"))
    where = conninfo_to_dict(house.owner_url)
    path = f"{where['host']}/.s.PGSQL.{where['port']}"
    with ExitStack() as stack:

        def begin(tls: ssl.SSLContext | None, **more: str) -> tuple[Door, str]:
            made = stack.enter_context(door(path, tls))
            url = make_conninfo(house.owner_url, host="127.0.0.1", port=made.port, **more)
            monkeypatch.setenv("DATABASE_URL", url)
            return made, url

        yield begin


def test_the_site_uses_an_outside_database_over_tls(outside, ours: Authority) -> None:
    """The owner and the web role both: the second address is made from the first."""
    there, _ = outside(ours.certificate().server(), sslmode="verify-full", sslrootcert=str(ours.file))
    with standing(live=False) as here, psycopg.connect(here.web_url) as web:
        assert web.execute("SELECT 1").fetchone() == (1,)
        assert conninfo_to_dict(here.web_url)["sslmode"] == "verify-full"
    assert there.came == there.passed >= 2


@pytest.mark.parametrize("wrong", ["unknown", "another name", "old", "plain"])
def test_it_does_not_start_with_one_that_shows_no_good_certificate(
    outside, ours: Authority, tmp_path: Path, wrong: str
) -> None:
    certificate = {
        "unknown": Authority(tmp_path / "theirs").certificate(), "another name": ours.certificate("db.example"),
        "old": ours.certificate(days=-1), "plain": None,
    }[wrong]  # fmt: skip
    there, _ = outside(certificate and certificate.server(), sslmode="verify-full", sslrootcert=str(ours.file))
    with pytest.raises(NotLetIn, match=r"certificate|SSL"), standing(live=False):
        pass
    assert there.came


def test_nor_is_one_even_asked_that_would_not_be_checked(outside, ours: Authority) -> None:
    there, _ = outside(ours.certificate().server(), sslmode="require")
    with pytest.raises(ClusterError, match="verify-full"), standing(live=False):
        pass
    assert there.came == 0
