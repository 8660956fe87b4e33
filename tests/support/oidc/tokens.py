"""ID tokens signed by a key that stands in for a provider's, what we know of that provider, and what we take."""

import time
from typing import Any

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from keukentafel.people.oidc import client as oidc
from keukentafel.people.oidc.providers import Provider

KEY = RSAKey.generate_key(2048, {"kid": "k", "use": "sig"})
WHO = Provider("p", "P", "organisation", "https://id.example", "keukentafel", "s", {})
BEGUN = oidc.Begun("s", "n", "v")
"""A way there that somebody began."""
SAID = {
    "key": "a", "name": "A", "kind": "digid", "issuer": "https://id.example", "client_id": "x", "client_secret": "y",
}  # fmt: skip
"""A provider as the file of providers says it, and no more than it has to."""


def claims(**other: Any) -> dict[str, Any]:
    """What a good ID token says; None leaves a claim out."""
    now = int(time.time())
    good = {
        "iss": WHO.issuer, "aud": WHO.client_id, "sub": "1", "iat": now, "exp": now + 60, "nonce": BEGUN.nonce, "auth_time": now,
    }  # fmt: skip
    return {name: value for name, value in (good | other).items() if value is not None}


def token(header: dict[str, Any] | None = None, key: Any = None, **other: Any) -> str:
    """Signed as the provider does."""
    said = {"alg": "RS256", "kid": "k"} | (header or {})
    return jwt.encode(said, claims(**other), key or KEY, algorithms=[said["alg"]])


def metadata(address: str) -> dict[str, str]:
    """What a provider at this address says of itself."""
    return {
        "issuer": address, "jwks_uri": f"{address}/keys",
        "authorization_endpoint": f"{address}/auth", "token_endpoint": f"{address}/token",
    }  # fmt: skip


def public() -> dict[str, Any]:
    """The keys that the provider publishes."""
    return {"keys": [KEY.as_dict(private=False)]}


def kept() -> oidc._Kept:
    """What we know of the provider."""
    return oidc._Kept({}, KeySet.import_key_set(public()), time.monotonic())  # type: ignore[arg-type]  # as JSON


def seen(one: str) -> dict[str, Any]:
    """What a token says of somebody. Raises ``NotShown``."""
    return oidc._claims(WHO, kept(), one, BEGUN.nonce)
