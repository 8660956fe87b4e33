"""OUR OWN stand-in for HashiCorp Vault's secrets engine ``transit``. It is not Vault and not maintained by its makers.

It answers the documented HTTP API of that engine as far as ``TransitProvider`` uses it, over real HTTP, with real
AES-256-GCM and versions, and refuses what the documentation says is refused: so it shows that the provider and ``hvac``
speak the documented protocol. It does not show that a Vault server does.
"""

import base64
import json
import os
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tests.support.listening import Heard, Listening, listening

TOKEN = "only-for-tests"


class Refusal(Exception):
    """An answer with errors."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


@dataclass
class Key:
    """A transit key of type aes256-gcm96."""

    versions: dict[int, tuple[bytes, int]] = field(default_factory=dict)
    latest_version: int = 0
    min_available_version: int = 0
    min_decryption_version: int = 1
    min_encryption_version: int = 0

    def rotate(self) -> None:
        """The next version."""
        self.latest_version += 1
        self.versions[self.latest_version] = (os.urandom(32), int(time.time()))

    def told(self, name: str) -> dict[str, Any]:
        """What ``GET keys/:name`` says: of versions that may not decrypt any more, no time."""
        times = {str(n): at for n, (_, at) in self.versions.items() if n >= self.min_decryption_version}
        limits = {key: value for key, value in vars(self).items() if key.startswith(("min_", "latest_"))}
        return {"name": name, "type": "aes256-gcm96", "deletion_allowed": False, "keys": times, **limits}

    def configure(self, asked: dict[str, Any]) -> None:
        """Versions may be forbidden from the oldest on."""
        for name in ("min_decryption_version", "min_encryption_version"):
            version = asked.get(name, getattr(self, name))
            if not 0 <= version <= self.latest_version:
                raise Refusal(400, f"cannot set {name} to {version}, latest key version is {self.latest_version}")
            setattr(self, name, version)

    def trim(self, version: int) -> None:
        """Remove what came before; only what may neither encrypt nor decrypt."""
        if not self.min_encryption_version or not self.min_decryption_version:
            raise Refusal(400, "minimum available version cannot be set when minimum encryption version is not set")
        if version > min(self.min_encryption_version, self.min_decryption_version):
            raise Refusal(400, "minimum available version cannot be greater than minimum decryption version")
        if version < self.min_available_version:
            raise Refusal(400, "minimum available version cannot be decremented")
        self.min_available_version = version
        self.versions = {n: key for n, key in self.versions.items() if n >= version}

    def encrypt(self, plain: bytes) -> str:
        """By the latest version."""
        nonce = os.urandom(12)
        block = nonce + AESGCM(self.versions[self.latest_version][0]).encrypt(nonce, plain, None)
        return f"vault:v{self.latest_version}:{base64.b64encode(block).decode()}"

    def decrypt(self, ciphertext: str) -> bytes:
        """By the version that the text names, if that one may."""
        try:
            vault, version, text = ciphertext.split(":")
            number, block = int(version.removeprefix("v")), base64.b64decode(text)
        except ValueError:
            raise Refusal(400, "invalid ciphertext: no prefix") from None
        if vault != "vault" or number < self.min_decryption_version or number not in self.versions:
            raise Refusal(400, "ciphertext or signature version is disallowed by policy (too old)")
        try:
            return AESGCM(self.versions[number][0]).decrypt(block[:12], block[12:], None)
        except InvalidTag:
            raise Refusal(400, "cipher: message authentication failed") from None


class StandIn(Listening):
    """``sealed``: answers 503, as a Vault that was not unsealed; ``token``: the one that is let in."""

    def __init__(self, context: ssl.SSLContext | None) -> None:
        super().__init__(Asked, context)
        self.keys: dict[str, Key] = {}
        self.sealed = False
        self.token = TOKEN
        self.lock = Lock()

    def answer(self, method: str, path: list[str], asked: dict[str, Any], token: str | None) -> dict[str, Any] | None:
        """The ``data`` of the answer, or None for one without content."""
        if self.sealed:
            raise Refusal(503, "Vault is sealed")
        if token != self.token:
            raise Refusal(403, "permission denied")
        if path[:2] != ["v1", "transit"]:
            raise Refusal(404, f"no handler for route {'/'.join(path[1:])}")
        verb, name, *more = path[2:]
        if method == "POST" and verb == "keys" and not more:
            if name not in self.keys:
                self.keys[name] = Key()
                self.keys[name].rotate()
            return None
        if (key := self.keys.get(name)) is None:
            raise Refusal(404 if verb == "keys" else 400, "" if verb == "keys" else "encryption key not found")
        return _do(key, name, (method, verb, *more), asked)


def _do(key: Key, name: str, what: tuple[str, ...], asked: dict[str, Any]) -> dict[str, Any] | None:
    match what:
        case ("GET", "keys"):
            return key.told(name)
        case ("POST", "encrypt"):
            return {"ciphertext": key.encrypt(base64.b64decode(asked["plaintext"])), "key_version": key.latest_version}
        case ("POST", "decrypt"):
            return {"plaintext": base64.b64encode(key.decrypt(asked["ciphertext"])).decode()}
        case ("POST", "keys", "rotate"):
            key.rotate()
        case ("POST", "keys", "config"):
            key.configure(asked)
        case ("POST", "keys", "trim"):
            key.trim(asked["min_available_version"])
        case _:
            raise Refusal(405, "unsupported operation")
    return None


class Asked(Heard):
    """One request."""

    server: StandIn

    def do_GET(self) -> None:  # noqa: N802  # as the library calls it
        """Read."""
        self._answered({})

    def do_POST(self) -> None:  # noqa: N802  # as the library calls it
        """Everything else."""
        self._answered(json.loads(self.sent() or b"{}"))

    def do_PUT(self) -> None:  # noqa: N802  # as the library calls it
        """The same to Vault."""
        self.do_POST()

    def _answered(self, asked: dict[str, Any]) -> None:
        method, path = self.command.replace("PUT", "POST"), self.path.strip("/").split("/")
        try:
            with self.server.lock:
                data = self.server.answer(method, path, asked, self.headers.get("X-Vault-Token"))
        except Refusal as refused:
            self.say(refused.status, {"errors": [str(refused)] if str(refused) else []})
        else:
            self.say(204 if data is None else 200, data and {"data": data})


@contextmanager
def transit_stand_in(context: ssl.SSLContext | None = None) -> Iterator[StandIn]:
    """It listens as long as the block lasts."""
    with listening(StandIn(context)) as server:
        yield server
