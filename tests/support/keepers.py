"""The three providers, each at what it is tested against; they can be made to fall silent and to come back.

- ``file``: the file system.
- ``kms``: moto's own AWS server, a real HTTP server that its makers maintain for this. It keeps the state of a key that
  waits for its removal but goes on decrypting with it, which AWS does not: ``later`` lets the seven days pass there.
- ``vault``: OUR OWN stand-in of the documented API (``tests/support/transit.py``), for neither Vault nor OpenBao comes as a
  package that set-up could install; over TLS, by an authority of its own.
- ``real vault``: a Vault or OpenBao server itself, wherever a program ``vault`` or ``bao`` is on the path.
"""

import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import hvac
import pytest

from keukentafel.vault.provider import Provider
from keukentafel.vault.provider.choosing import Choice, choose
from tests.support.tls import Authority
from tests.support.transit import TOKEN, transit_stand_in

VAULT_PROGRAM = shutil.which("bao") or shutil.which("vault")
KINDS = ["file", "vault", "kms", *(["real vault"] if VAULT_PROGRAM else [])]
AWS = {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing", "AWS_DEFAULT_REGION": "eu-west-1"}


@dataclass
class Keeper:
    """``environment``: how a process of its own is told of it; ``silence`` and ``speak``: away, and back; ``later``: what
    was destroyed is gone.
    """

    kind: str
    choice: Choice
    environment: dict[str, str]
    silence: Callable[[], None]
    speak: Callable[[], None]
    later: Callable[[], None] = lambda: None

    def provider(self) -> Provider:
        """A provider that knows nothing yet, as in another process."""
        return choose(self.choice)


@contextmanager
def keeper(kind: str, folder: Path) -> Iterator[Keeper]:
    """A keeper with no key-encryption key yet."""
    with {"file": _file, "vault": _vault, "kms": _kms, "real vault": _real_vault}[kind](folder) as made:
        yield made


@contextmanager
def _file(folder: Path) -> Iterator[Keeper]:
    away = folder.with_name("unmounted")
    yield Keeper(
        "file", Choice("file", folder), {"KEUKENTAFEL_KEYS_FOLDER": str(folder)},
        silence=lambda: void(folder.rename(away)), speak=lambda: void(away.rename(folder)),
    )  # fmt: skip


@contextmanager
def _vault(folder: Path) -> Iterator[Keeper]:
    authority = Authority(folder.with_name("authority"))
    tls = authority.certificate().server()
    with transit_stand_in(tls) as server, _token(folder, TOKEN) as token:

        def seal(*, sealed: bool) -> None:
            server.sealed = sealed

        yield _at_vault(server.address, token, lambda: seal(sealed=True), lambda: seal(sealed=False), authority.file)


@contextmanager
def _real_vault(folder: Path) -> Iterator[Keeper]:
    assert VAULT_PROGRAM
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    command = [VAULT_PROGRAM, "server", "-dev", f"-dev-root-token-id={TOKEN}", f"-dev-listen-address=127.0.0.1:{port}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _until(f"{address}/v1/sys/health")
            client = hvac.Client(address, token=TOKEN)
            client.sys.enable_secrets_engine("transit")
            with _token(folder, TOKEN) as token:
                yield _at_vault(address, token, lambda: token.write_text("wrong"), lambda: token.write_text(TOKEN))
        finally:
            server.terminate()


def _at_vault(
    address: str, token: Path, silence: Callable[[], object], speak: Callable[[], object], authority: Path | None = None
) -> Keeper:
    """Without an authority it is asked by plain HTTP, which only a demo may."""
    choice = Choice(
        "vault", token.parent, address=address, token_file=token, authority=authority, plain_here=authority is None
    )
    told = {"KEUKENTAFEL_KEYS_ADDRESS": address, "KEUKENTAFEL_KEYS_TOKEN_FILE": str(token)}
    told |= {"KEUKENTAFEL_KEYS_CA": str(authority)} if authority else {"KEUKENTAFEL_MODE": "demo"}
    return Keeper(
        "vault", choice, {"KEUKENTAFEL_KEYS": "vault", **told}, lambda: void(silence()), lambda: void(speak())
    )


def void(_: object) -> None:
    """Give nothing."""


@contextmanager
def _token(folder: Path, token: str) -> Iterator[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "token"
    path.write_text(token + "\n")
    yield path


@contextmanager
def _kms(folder: Path) -> Iterator[Keeper]:
    """Moto has one AWS a process: each keeper has a name of its own in it."""
    from moto.server import ThreadedMotoServer

    port, name = _free_port(), f"test-{uuid4().hex[:8]}"
    address = f"http://127.0.0.1:{port}"
    running: list[ThreadedMotoServer] = []

    def speak() -> None:
        running.append(ThreadedMotoServer("127.0.0.1", port=port, verbose=False))
        running[-1].start()
        _until(address)

    with pytest.MonkeyPatch.context() as environment:
        for variable, value in AWS.items():
            environment.setenv(variable, value)
        speak()
        choice = Choice("kms", folder, address=address, name=name, plain_here=True)
        told = {
            "KEUKENTAFEL_MODE": "demo",
            "KEUKENTAFEL_KEYS": "kms",
            "KEUKENTAFEL_KEYS_ADDRESS": address,
            "KEUKENTAFEL_KEYS_NAME": name,
        }
        try:
            yield Keeper("kms", choice, AWS | told, lambda: running.pop().stop(), speak, _remove_pending)
        finally:
            for server in running:
                server.stop()


def _remove_pending() -> None:
    from moto.backends import get_backend

    keys = get_backend("kms")["123456789012"][AWS["AWS_DEFAULT_REGION"]].keys
    for key in [key for key, one in keys.items() if one.key_state == "PendingDeletion"]:
        del keys[key]


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _until(address: str) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with suppress(OSError), urllib.request.urlopen(address, timeout=2):
            return
        time.sleep(0.05)
    raise TimeoutError(address)
