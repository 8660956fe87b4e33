"""A message for one browser: sealed with its keys (RFC 8291), signed by us (RFC 8292)."""

import json
import os
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from joserfc import jwt

from keukentafel.notices.push.bits import from_base64url
from keukentafel.notices.push.keys import private_key, public_key

SIZE = 200
"""Every message has as many bytes, whoever gets it."""
SIGNED_FOR = timedelta(hours=12)


def sealed(language: str, path: str, *, p256dh: str, auth: str) -> bytes:
    """The body: in which language the fixed words are said, and where a touch leads."""
    text = json.dumps({"l": language, "u": path}).encode()
    return bytes(
        http_ece.encrypt(
            text.ljust(SIZE),
            salt=os.urandom(16),
            private_key=ec.generate_private_key(ec.SECP256R1()),
            dh=from_base64url(p256dh),
            auth_secret=from_base64url(auth),
            version="aes128gcm",
        )
    )


def authorization(endpoint: str, now: datetime) -> str:
    """That it is us, said to this push service alone."""
    parts = urlsplit(endpoint)
    claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": int((now + SIGNED_FOR).timestamp()), "sub": _contact()}
    token = jwt.encode({"typ": "JWT", "alg": "ES256"}, claims, private_key())
    return f"vapid t={token}, k={public_key()}"


def good_keys(p256dh: str, auth: str) -> bool:
    """Whether a browser's keys are what they should be."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), from_base64url(p256dh))
        return len(from_base64url(auth)) == 16
    except ValueError:
        return False


def _contact() -> str:
    """Whom a push service asks when something is wrong with us."""
    origin = str(settings.ORIGIN)
    return origin if origin.startswith("https://") else f"mailto:{settings.DEFAULT_FROM_EMAIL}"
