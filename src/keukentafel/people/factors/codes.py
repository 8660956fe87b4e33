"""One-time codes from an app (RFC 6238): six digits, a new one every half minute, each works once."""

import re
from hmac import compare_digest
from typing import Any, Final

import pyotp
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from keukentafel import vault
from keukentafel.people.models import Codes, Person

STEP: Final = 30
WINDOW: Final = (0, -1, 1)
"""One code before and one after: clocks differ, and typing takes time."""
SHOWN: Final = "codes_shown"
"""In the session: a keyed hash of the secret that was shown in it."""
DIGITS: Final = re.compile(r"\d{6}")


def begin(person: Person, session: Any) -> Codes:
    """A secret that waits until a first code shows that the app has it; in one session the same one until then.

    In another session it is another one: else who held the account for a moment knows what its holder turns on later.
    Raises ``IntegrityError`` when codes work already, or two pages begin at once.
    """
    waiting = Codes.objects.filter(person=person, confirmed=False).first()
    if waiting and compare_digest(str(session.get(SHOWN, "")), _mark(waiting.secret)):
        return waiting
    with transaction.atomic():
        Codes.objects.filter(person=person, confirmed=False).delete()
        made = _made(person)
    session[SHOWN] = _mark(made.secret)
    return made


def turned_on(person: Person) -> str:
    """Codes that work at once, for an account that a program sets up (the demo, a test); gives the secret."""
    secret: str = (Codes.objects.filter(person=person).first() or _made(person)).secret
    Codes.objects.filter(person=person).update(confirmed=True)
    return secret


def _made(person: Person) -> Codes:
    row = Codes(person=person, secret=pyotp.random_base32(32))
    row.save(force_insert=True)
    return row


def _mark(secret: str) -> str:
    return vault.current().keyed_hash("codes shown", secret.encode()).hex()


def picture(person: Person, secret: str) -> str:
    """The QR code for the app, as an address that an image can have."""
    import segno

    name = settings.ORIGIN.split("//", 1)[-1]
    address = pyotp.TOTP(secret).provisioning_uri(name=person.email, issuer_name=f"Keukentafel {name}")
    return str(segno.make(address, error="m").svg_data_uri(scale=5, border=3, light="#fff", dark="#000"))


def typed(text: str) -> str:
    """A code as people type it: spaces do not count."""
    return re.sub(r"[\s-]", "", text)


def check(person: Person, text: str, *, confirm: bool = False) -> bool:
    """Whether this is a code of now that was not used before; from then on it is used.

    ``confirm``: the first one, which puts the codes to work. Two at once with the same code: one of them is right.
    """
    row = Codes.objects.filter(person=person, confirmed=not confirm).first()
    step = _step(row.secret, text) if row else None
    if row is None or step is None:
        return False
    newer = Codes.objects.filter(person=person, last_step__lt=step, confirmed=not confirm)
    return newer.update(last_step=step, confirmed=True) == 1


def off(person: Person) -> bool:
    """No codes any more."""
    return bool(Codes.objects.filter(person=person).delete()[0])


def _step(secret: str, text: str) -> int | None:
    if not DIGITS.fullmatch(typed(text)):
        return None
    now = int(timezone.now().timestamp()) // STEP
    maker = pyotp.TOTP(secret)
    right = [now + more for more in WINDOW if compare_digest(maker.at((now + more) * STEP), typed(text))]
    return right[0] if right else None
