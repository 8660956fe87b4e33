"""The key pair by which push services know this house (VAPID, RFC 8292). Made once; the private half lies sealed."""

import os
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.conf import settings
from joserfc.jwk import ECKey

from keukentafel import vault
from keukentafel.notices.push.bits import base64url

BOUND = b"key of push messages"


def private_key() -> ECKey:
    """By which messages are signed."""
    return ECKey.import_key(_pem(Path(settings.PUSH_KEY)))


def public_key() -> str:
    """What a browser is told when it subscribes: the point, not compressed, as base64url."""
    loaded = private_key().public_key
    return base64url(loaded.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


@lru_cache(4)
def _pem(path: Path) -> str:
    if not path.exists():
        _make(path)
    return vault.current().open_text(path.read_bytes(), BOUND)


def _make(path: Path) -> None:
    made = ec.generate_private_key(ec.SECP256R1())
    text = made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    sealed = vault.current().seal_text(text, BOUND)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_bytes(sealed)
    with suppress(FileExistsError):
        os.link(draft, path)  # whole or not at all, and the first one stays
    draft.unlink()
