"""A push service of a test: speaks the real protocol (RFC 8030), and proves who asks, as those of browsers do (RFC 8292)."""

import json
import os
import ssl
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jwt
from joserfc.jwk import ECKey

from tests.support.listening import Heard, Listening, listening


def text(block: bytes) -> str:
    return urlsafe_b64encode(block).decode().rstrip("=")


def block(said: str) -> bytes:
    return urlsafe_b64decode(said + "=" * (-len(said) % 4))


class Browser:
    """The keys of one browser, and where its push service waits for messages."""

    def __init__(self, address: str) -> None:
        self._key, self._auth = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
        point = self._key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.says = {
            "endpoint": f"{address}/push/{text(os.urandom(9))}",
            "p256dh": text(point),
            "auth": text(self._auth),
        }

    def opened(self, body: bytes) -> dict[str, str]:
        """What came, as the browser's own script gets it."""
        plain = http_ece.decrypt(body, private_key=self._key, auth_secret=self._auth, version="aes128gcm")
        found: dict[str, str] = json.loads(plain)
        return found


@dataclass
class Pushed:
    """One message."""

    path: str
    headers: Mapping[str, str]
    body: bytes


class PushService(Listening):
    """``says``: status and headers of the next answers (201 when there is none left); ``got``: what was accepted."""

    def __init__(self, context: ssl.SSLContext | None) -> None:
        super().__init__(_Pushed, context)
        self.says: list[tuple[int, dict[str, str]]] = []
        self.got: list[Pushed] = []
        self.refused: list[str] = []

    def known_as(self, headers: Mapping[str, str]) -> str:
        """What is wrong with who asks; nothing when it is in order."""
        scheme, _, rest = headers.get("Authorization", "").partition(" ")
        said = dict(one.strip().split("=", 1) for one in rest.split(","))
        point = block(said["k"])
        key = ECKey.import_key({"kty": "EC", "crv": "P-256", "x": text(point[1:33]), "y": text(point[33:])})
        token = jwt.decode(said["t"], key, algorithms=["ES256"])
        claims: dict[str, Any] = token.claims
        wrong = {
            "scheme": scheme != "vapid",
            "aud": claims["aud"] != self.address,
            "exp": not time.time() < claims["exp"] <= time.time() + 24 * 60 * 60,
            "sub": not str(claims["sub"]).startswith(("mailto:", "https://")),
            "ttl": not headers.get("TTL", "").isdecimal(),
            "encoding": headers.get("Content-Encoding") != "aes128gcm",
            "topic": not 0 < len(headers.get("Topic", "")) <= 32,
            "urgency": headers.get("Urgency") not in ("very-low", "low", "normal", "high"),
        }
        return " ".join(name for name, is_wrong in wrong.items() if is_wrong)


class _Pushed(Heard):
    server: PushService

    def do_POST(self) -> None:  # noqa: N802  # as the library calls it
        """Take it, or do as the test says."""
        body, headers = self.sent(), dict(self.headers.items())
        try:
            wrong = self.server.known_as(headers)
        except Exception as problem:  # noqa: BLE001  # whatever it is, it is told to the test
            wrong = repr(problem)
        if wrong:
            self.server.refused.append(wrong)
            return self.say(403, None)
        status, more = self.server.says.pop(0) if self.server.says else (201, {"Location": "/message/1"})
        if status == 201:
            self.server.got.append(Pushed(self.path, headers, body))
        return self.say(status, None, more)


@contextmanager
def push_service(context: ssl.SSLContext | None = None) -> Iterator[PushService]:
    """It listens as long as the block lasts."""
    with listening(PushService(context)) as server:
        yield server
