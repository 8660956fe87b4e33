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
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tests.support.listening import listening

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


class StandIn(ThreadingHTTPServer):
    """``address``: where it listens; ``sealed``: answers 503, as a Vault that was not unsealed; ``token``: the one that is let in."""

    daemon_threads = True

    def __init__(self, context: ssl.SSLContext | None) -> None:
        super().__init__(("127.0.0.1", 0), Asked)
        self.address = f"http{'s' if context else ''}://127.0.0.1:{self.server_address[1]}"
        if context:
            self.socket = context.wrap_socket(self.socket, server_side=True)
        self.keys: dict[str, Key] = {}
        self.sealed = False
        self.token = TOKEN
        self.lock = Lock()

    def handle_error(self, *_: Any) -> None:
        """Whoever does not trust us hangs up: nothing to tell."""

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


class Asked(BaseHTTPRequestHandler):
    """One request."""

    server: StandIn

    def do_GET(self) -> None:
        """Read."""
        self._answered({})

    def do_POST(self) -> None:
        """Everything else."""
        self._answered(json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}"))

    def do_PUT(self) -> None:
        """The same to Vault."""
        self.do_POST()

    def _answered(self, asked: dict[str, Any]) -> None:
        method, path = self.command.replace("PUT", "POST"), self.path.strip("/").split("/")
        try:
            with self.server.lock:
                data = self.server.answer(method, path, asked, self.headers.get("X-Vault-Token"))
        except Refusal as refused:
            self._say(refused.status, {"errors": [str(refused)] if str(refused) else []})
        else:
            self._say(204 if data is None else 200, data and {"data": data})

    def _say(self, status: int, answer: dict[str, Any] | None) -> None:
        body = b"" if answer is None else json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def transit_stand_in(context: ssl.SSLContext | None = None) -> Iterator[StandIn]:
    """It listens as long as the block lasts."""
    with listening(StandIn(context)) as server:
        yield server
