"""Passkeys (WebAuthn): the device checks who holds it, so a passkey alone is two factors in one."""

import ipaddress
import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.utils import timezone
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from keukentafel import vault
from keukentafel.people.models import Passkey, Person

STATE: Final = "passkey"
"""In the session: the challenge that the next answer must be to. It is used once."""
MOST: Final = 10
LONGEST: Final = 20_000


class Refused(Exception):
    """The passkey is not good: unknown, for another site, without a check of who holds it, or a copy."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A passkey that was shown: whose, and which."""

    person: Person
    passkey: Passkey


def possible(request: Any) -> bool:
    """Whether this site has a name: a passkey belongs to a name, never to a number like 127.0.0.1."""
    try:
        ipaddress.ip_address(_host(request))
    except ValueError:
        return True
    return False


def offer(request: Any, person: Person) -> str:
    """What the browser needs to make a passkey, as JSON; notes the challenge in the session."""
    user = PublicKeyCredentialUserEntity(id=person.pk.bytes, name=person.email, display_name=person.name)
    options, state = _server(request).register_begin(
        user,
        [_credential(row) for row in Passkey.objects.filter(person=person)],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    request.session[STATE] = {"for": "make", **_plain(state)}
    return json.dumps(dict(options)["publicKey"])


def keep(request: Any, person: Person, answer: str, name: str) -> Passkey:
    """Keep the passkey that the browser made. Raises ``Refused``."""
    state = _state(request, "make")
    try:
        made = _server(request).register_complete(state, _read(answer)).credential_data
    except (ValueError, KeyError, TypeError, AssertionError) as problem:
        raise Refused from problem
    mark = made and _mark(made.credential_id)
    if made is None or Passkey.objects.filter(credential_hash=mark).exists() or _count(person) >= MOST:
        raise Refused
    row = Passkey(person=person, credential_hash=mark, content=b64encode(bytes(made)).decode(), name=name)
    row.save(force_insert=True)
    return row


def ask(request: Any, person: Person | None = None) -> str:
    """What the browser needs to show a passkey, as JSON: one of this person, or of whoever it is."""
    mine = [_credential(row) for row in Passkey.objects.filter(person=person)] if person else None
    options, state = _server(request).authenticate_begin(mine, UserVerificationRequirement.REQUIRED)
    request.session[STATE] = {"for": "show", **_plain(state)}
    return json.dumps(dict(options)["publicKey"])


def shown(request: Any, answer: str) -> Shown:
    """Whose passkey this is. Raises ``Refused``."""
    state = _state(request, "show")
    try:
        said = AuthenticationResponse.from_dict(_read(answer))
        row = Passkey.objects.select_related("person").filter(credential_hash=_mark(said.raw_id)).first()
        known = [_credential(row)] if row else []
        _server(request).authenticate_complete(state, known, said)
    except (ValueError, KeyError, TypeError) as problem:
        raise Refused from problem
    if row is None or not row.person.is_active:
        raise Refused
    _used(row, said.response.authenticator_data.counter)
    return Shown(row.person, row)


def _used(row: Passkey, uses: int) -> None:
    """A counter that does not go up means that there are two of it. Most passkeys count nothing: they say 0."""
    now = timezone.now()
    fitting = {"uses__lt": uses} if uses else {"uses": 0}
    if Passkey.objects.filter(pk=row.pk, **fitting).update(uses=uses, used=now) != 1:
        raise Refused


def _server(request: Any) -> Fido2Server:
    host = _host(request)
    origins = {f"{'https' if request.is_secure() else 'http'}://{request.get_host()}", settings.ORIGIN}
    return Fido2Server(PublicKeyCredentialRpEntity(name="Keukentafel", id=host), verify_origin=lambda o: o in origins)


def _host(request: Any) -> str:
    host = str(request.get_host())
    return host.rsplit(":", 1)[0].strip("[]") if not host.endswith("]") else host.strip("[]")


def _state(request: Any, purpose: str) -> dict[str, Any]:
    state = request.session.pop(STATE, None)
    if not state or state["for"] != purpose:
        raise Refused
    return dict(state)


def _plain(state: dict[str, Any]) -> dict[str, str]:
    return {name: str(getattr(value, "value", value)) for name, value in state.items()}


def _read(answer: str) -> dict[str, Any]:
    if len(answer) > LONGEST:
        raise Refused
    read = json.loads(answer)
    if not isinstance(read, dict):
        raise Refused
    return read


def _credential(row: Passkey) -> AttestedCredentialData:
    return AttestedCredentialData(b64decode(row.content))


def _count(person: Person) -> int:
    return Passkey.objects.filter(person=person).count()


def _mark(credential: bytes) -> bytes:
    return vault.current().keyed_hash("passkey", credential)
