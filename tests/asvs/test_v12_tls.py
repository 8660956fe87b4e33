"""ASVS V12, V15: whom we ask over TLS has to be who we were told, and can't send us on. Real sockets, real handshakes."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from keukentafel.people.oidc import client as oidc
from keukentafel.people.oidc.fetching import NoAnswer
from keukentafel.people.oidc.providers import Provider
from keukentafel.site.environment import Environment
from keukentafel.vault import KeysAway
from keukentafel.vault.provider.choosing import Choice, WrongChoice, choose
from tests.support.answering import Answering, answering
from tests.support.keepers import AWS
from tests.support.oidc.tokens import BEGUN, WHO, metadata, public
from tests.support.tls import Authority, Certificate

Listens = Callable[[Certificate | None], Answering]
Ask = Callable[[str, Path | None], None]
"""Asks an address as the site does, trusting one authority or those of the machine. Raises when it gets no answer."""
KEY = b"k" * 32
TRUSTING = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "AWS_CA_BUNDLE", "CURL_CA_BUNDLE")
"""Variables by which a machine, or who sets its environment, trusts more authorities."""


@dataclass
class Net:
    """``ours``: the authority that we name; ``theirs``: another one; ``asked``: what reached any server of the test."""

    ours: Authority
    theirs: Authority
    folder: Path
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def net(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Net:
    oidc.forget()
    for name, value in AWS.items():
        monkeypatch.setenv(name, value)
    for name in TRUSTING:
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "token").write_text("only-for-tests")
    return Net(Authority(tmp_path / "ours"), Authority(tmp_path / "theirs"), tmp_path)


def says_all(there: Answering) -> None:
    """What identity provider, Vault and KMS answer, as far as these tests ask."""
    there.says |= {
        "/.well-known/openid-configuration": (200, {}, metadata(there.address)),
        "/keys": (200, {}, public()),
        "/v1/transit/encrypt/keukentafel": (200, {}, {"data": {"ciphertext": "vault:v1:eA=="}}),
        "/": (200, {}, {"Aliases": [], "Truncated": False}),
    }


def asks_identity(address: str, authority: Path | None) -> None:
    """To begin signing in by a provider."""
    oidc.forget()
    oidc.address(_provider(address, authority), BEGUN, "/back/")


def _provider(address: str, authority: Path | None) -> Provider:
    return replace(WHO, issuer=address, authority=str(authority) if authority else "")


def asks_vault(address: str, authority: Path | None, folder: Path) -> None:
    """To wrap a key."""
    choose(Choice("vault", folder, address=address, token_file=folder / "token", authority=authority)).wrap(KEY)


def asks_kms(address: str, authority: Path | None, folder: Path) -> None:
    """To list the keys there are (it has none, and says so)."""
    try:
        choose(Choice("kms", folder, address=address, authority=authority)).wrap(KEY)
    except KeysAway as away:
        if "has no key" not in str(away):
            raise


@pytest.fixture(params=["identity", "vault", "kms"])
def ask(request: pytest.FixtureRequest, net: Net) -> Ask:
    return {
        "identity": asks_identity,
        "vault": lambda address, authority: asks_vault(address, authority, net.folder),
        "kms": lambda address, authority: asks_kms(address, authority, net.folder),
    }[request.param]


@pytest.fixture
def listens(net: Net) -> Iterator[Listens]:
    """Servers with these certificates (or none: plain HTTP), as long as the test lasts."""
    with ExitStack() as stack:

        def begin(certificate: Certificate | None) -> Answering:
            there = stack.enter_context(answering(certificate.server() if certificate else None))
            there.asked = net.asked
            says_all(there)
            return there

        yield begin


def test_a_certificate_of_the_named_authority_is_taken(net: Net, ask: Ask, listens: Listens) -> None:
    """Else none of the refusals below would show anything."""
    ask(listens(net.ours.certificate()).address, net.ours.file)
    assert net.asked


@pytest.mark.parametrize("named", [True, False], ids=["named", "of the machine"])
def test_an_unknown_certificate_is_refused(net: Net, ask: Ask, listens: Listens, named: bool) -> None:
    there = listens(net.theirs.certificate())
    with pytest.raises((NoAnswer, KeysAway)):
        ask(there.address, net.ours.file if named else None)
    assert net.asked == [], "nothing was said to it: no token, no key"


def test_only_the_named_authority_counts(net: Net, ask: Ask, listens: Listens, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not one more that the machine, or somebody who set its environment, trusts."""
    for name in TRUSTING:
        monkeypatch.setenv(name, str(net.theirs.file))
    there = listens(net.theirs.certificate())
    with pytest.raises((NoAnswer, KeysAway)):
        ask(there.address, net.ours.file)
    assert net.asked == []


def test_of_another_name_or_time_it_is_refused(net: Net, ask: Ask, listens: Listens) -> None:
    for certificate in (net.ours.certificate("vault.example"), net.ours.certificate(days=-1)):
        with pytest.raises((NoAnswer, KeysAway)):
            ask(listens(certificate).address, net.ours.file)
    assert net.asked == []


def test_nobody_falls_back_to_plain_http(net: Net, ask: Ask, listens: Listens) -> None:
    plain = listens(None).address.replace("http://", "https://")
    with pytest.raises((NoAnswer, KeysAway)):
        ask(plain, net.ours.file)
    assert net.asked == []


@pytest.mark.parametrize("address", ["http://vault.example", "http://127.0.0.1:8200", "http://localhost:8200"])
@pytest.mark.parametrize("kind", ["vault", "kms"])
def test_keys_are_asked_over_https_alone(tmp_path: Path, kind: str, address: str) -> None:
    """Without a demo: as the site starts."""
    with pytest.raises(WrongChoice, match="https://"):
        choose(Choice(kind, tmp_path, address=address))


def test_so_the_site_does_not_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    told = {"KEUKENTAFEL_KEYS": "vault", "KEUKENTAFEL_KEYS_ADDRESS": "http://127.0.0.1:8200", "KEUKENTAFEL_MODE": ""}
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(WrongChoice, match="https://"):
        Environment.read().vault()
    monkeypatch.setenv("KEUKENTAFEL_KEYS_ADDRESS", "https://vault.example")
    monkeypatch.setenv("KEUKENTAFEL_KEYS_CA", str(tmp_path / "nowhere.pem"))
    with pytest.raises(WrongChoice, match="KEUKENTAFEL_KEYS_CA"):
        Environment.read().vault()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(net: Net, ask: Ask, listens: Listens, status: int) -> None:
    """Whoever could make a provider redirect would get our token, a code or a key."""
    there, elsewhere = listens(net.ours.certificate()), listens(net.ours.certificate())
    elsewhere.asked = []
    for path in list(there.says):
        there.leads(path, elsewhere.address + path, status)
    with pytest.raises((NoAnswer, KeysAway)):
        ask(there.address, net.ours.file)
    assert net.asked, "it was asked"
    assert elsewhere.asked == []


@pytest.mark.parametrize("path", ["/keys", "/token"])
def test_nor_one_half_way(net: Net, listens: Listens, path: str) -> None:
    """For the keys of a provider, and for the code that becomes a token."""
    there, elsewhere = listens(net.ours.certificate()), listens(net.ours.certificate())
    elsewhere.asked = []
    there.leads(path, f"{elsewhere.address}{path}", 307)
    provider = _provider(there.address, net.ours.file)
    with pytest.raises((NoAnswer, oidc.NotShown)):
        oidc.shown(provider, BEGUN, "/back/", {"code": "c", "iss": there.address})
    assert path in net.asked
    assert elsewhere.asked == []


def test_the_keys_of_a_provider_do_not_come_by_plain_http(net: Net, listens: Listens) -> None:
    there = listens(net.ours.certificate())
    there.says["/.well-known/openid-configuration"] = (
        200, {}, metadata(there.address) | {"jwks_uri": "http://id.example/keys"},
    )  # fmt: skip
    with pytest.raises(NoAnswer, match="TLS"):
        oidc.address(_provider(there.address, net.ours.file), BEGUN, "/back/")
