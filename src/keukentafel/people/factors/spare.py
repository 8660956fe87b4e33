"""Spare codes (recovery codes): ten, each works once, for when the phone is lost."""

import re
import secrets
from typing import Final
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone

from keukentafel import vault
from keukentafel.people.models import Person, SpareCode

HOW_MANY: Final = 10
SIGNS: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without what looks alike: 0 O, 1 I L, U V."""
GROUPS, LONG = 4, 4
NOTHING: Final = make_password("no code")
"""Checked where there is no such code, so that it takes as long."""


def make(person: Person) -> list[str]:
    """Ten new codes; the earlier ones no longer work. This is the only time that they can be read."""
    texts = [_new() for _ in range(HOW_MANY)]
    rows = [SpareCode(person=person, mark=_mark(person.pk, text), secret=make_password(text)) for text in texts]
    with transaction.atomic():
        SpareCode.objects.filter(person=person).delete()
        for row in rows:
            row.save(force_insert=True)
    return texts


def use(person: Person, text: str) -> bool:
    """Whether this is one of the codes and was not used; from then on it is."""
    code = "-".join(re.findall(".{1,4}", re.sub(r"[^0-9A-Z]", "", text.upper())))
    row = SpareCode.objects.filter(person=person, used=None, mark=_mark(person.pk, code)).first()
    right = check_password(code, row.secret if row else NOTHING)
    if row is None or not right:
        return False
    return SpareCode.objects.filter(pk=row.pk, used=None).update(used=timezone.now()) == 1


def _new() -> str:
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(LONG)) for _ in range(GROUPS))


def _mark(person: UUID, code: str) -> bytes:
    return vault.current().keyed_hash("spare code", person.bytes + code.split("-", maxsplit=1)[0].encode())
