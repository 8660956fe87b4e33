"""OpenID Connect, the code flow with PKCE, nonce and state. The tokens are checked by joserfc, and none is kept."""

import secrets
import time
from base64 import b64encode, urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final
from urllib.parse import quote, urlencode

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from keukentafel.people.oidc.fetching import NoAnswer, ask
from keukentafel.people.oidc.providers import Provider, is_safe

ALGORITHMS: Final = ["RS256", "PS256", "ES256", "EdDSA"]
"""Signatures by a key of the provider alone: never ``none``, never a secret that both know."""
TYPES: Final = ("", "JWT")
"""What an ID token may call itself: not ``at+jwt`` (an access token), nor ``logout+jwt``."""
LEEWAY: Final = 60
AGAIN_MINUTES: Final = 10
CACHED, AGAIN = 3600, 60
"""Seconds: how long what a provider says of itself is kept; how soon an unknown key makes us look again."""


class NotShown(Exception):
    """The provider's answer does not show who this is."""


@dataclass(frozen=True, slots=True)
class Begun:
    """One way to the provider and back. ``nonce`` and ``verifier`` are known to this session alone."""

    state: str
    nonce: str
    verifier: str

    @classmethod
    def now(cls) -> "Begun":
        """A new one."""
        return cls(secrets.token_urlsafe(24), secrets.token_urlsafe(24), secrets.token_urlsafe(48))


@dataclass(frozen=True, slots=True)
class Shown:
    """Who somebody is there, and how surely it was shown."""

    subject: str
    acr: str
    amr: tuple[str, ...]


@dataclass
class _Kept:
    said: dict[str, Any]
    keys: KeySet
    at: float


_kept: dict[str, _Kept] = {}


def address(provider: Provider, begun: Begun, back: str, *, again: bool = False) -> str:
    """Where to send the browser. ``again``: whoever is signed in there has to show it anew. Raises ``NoAnswer``."""
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": back,
        "scope": "openid",
        "state": begun.state,
        "nonce": begun.nonce,
        "code_challenge": urlsafe_b64encode(sha256(begun.verifier.encode()).digest()).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    if provider.asks_for:
        asked["acr_values"] = " ".join(provider.asks_for)
    asked["max_age"] = "0" if again else str(60 * provider.most_minutes)
    if again:
        asked["prompt"] = "login"
    return f"{_about(provider).said['authorization_endpoint']}?{urlencode(asked)}"


def shown(provider: Provider, begun: Begun, back: str, answer: dict[str, str], *, again: bool = False) -> Shown:
    """Who came back. ``answer``: the query of the address they came back to. Raises ``NotShown`` or ``NoAnswer``."""
    kept = _about(provider)
    names_itself = kept.said.get("authorization_response_iss_parameter_supported") is True
    if (answer.get("iss") or (provider.issuer if not names_itself else "")) != provider.issuer:
        raise NotShown("another provider answered")
    if not answer.get("code"):
        raise NotShown(answer.get("error", "no code"))
    token = _redeemed(provider, kept, begun, back, answer["code"])
    claims = _claims(provider, kept, token, begun.nonce)
    if claims["auth_time"] < time.time() - 60 * (AGAIN_MINUTES if again else provider.most_minutes) - LEEWAY:
        raise NotShown("shown too long ago")
    return Shown(str(claims["sub"]), str(claims.get("acr", "")), tuple(str(one) for one in claims.get("amr") or ()))


def forget() -> None:
    """Forget what providers said of themselves."""
    _kept.clear()


def _redeemed(provider: Provider, kept: _Kept, begun: Begun, back: str, code: str) -> str:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "code_verifier": begun.verifier,
    }
    who = f"{quote(provider.client_id, safe='')}:{quote(provider.client_secret, safe='')}"
    headers = {"Authorization": f"Basic {b64encode(who.encode()).decode()}"}
    token = ask(str(kept.said["token_endpoint"]), form, headers, provider.authority).get("id_token")
    if not isinstance(token, str):
        raise NotShown("no token")
    return token


def _claims(provider: Provider, kept: _Kept, token: str, nonce: str) -> dict[str, Any]:
    try:
        opened = _opened(provider, kept, token)
        claims = opened.claims
        jwt.JWTClaimsRegistry(
            leeway=LEEWAY,
            iss={"essential": True, "value": provider.issuer},
            aud={"essential": True, "value": provider.client_id},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
            auth_time={"essential": True},
        ).validate(claims)
    except (JoseError, ValueError) as problem:
        raise NotShown(type(problem).__name__) from problem
    if str(opened.header.get("typ", "")).upper() not in TYPES or not isinstance(claims["auth_time"], int):
        raise NotShown("no ID token")
    others = [one for one in _many(claims["aud"]) if one != provider.client_id]
    if claims.get("azp", provider.client_id) != provider.client_id or (others and "azp" not in claims):
        raise NotShown("meant for another")
    return dict(claims)


def _opened(provider: Provider, kept: _Kept, token: str) -> jwt.Token:
    try:
        return jwt.decode(token, kept.keys, algorithms=ALGORITHMS)
    except (JoseError, ValueError):
        if time.monotonic() - kept.at < AGAIN:
            raise
        # perhaps it is signed by a key that is new
        _kept.pop(provider.issuer, None)
        return jwt.decode(token, _about(provider).keys, algorithms=ALGORITHMS)


def _about(provider: Provider) -> _Kept:
    kept = _kept.get(provider.issuer)
    if kept is None or time.monotonic() - kept.at > CACHED:
        kept = _kept[provider.issuer] = _said(provider)
    return kept


def _said(provider: Provider) -> _Kept:
    said = ask(f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration", authority=provider.authority)
    if said.get("issuer") != provider.issuer:
        raise NoAnswer("it calls itself otherwise")
    if not is_safe(str(said.get("authorization_endpoint"))):
        raise NoAnswer("it sends people elsewhere, not over TLS")
    keys: Any = ask(str(said.get("jwks_uri")), authority=provider.authority)
    try:
        return _Kept(said, KeySet.import_key_set(keys), time.monotonic())
    except (JoseError, ValueError, KeyError) as problem:
        raise NoAnswer("its keys can't be read") from problem


def _many(said: Any) -> list[str]:
    return [said] if isinstance(said, str) else list(said)
