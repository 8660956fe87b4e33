"""My account in plain facts: what belongs to no table."""

import json
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from keukentafel.people import devices, reach, traces
from keukentafel.people.factors import second
from keukentafel.people.models import Identity, Person

MOST_LINES = 5_000
"""Of what happened at the door of an account, the newest."""


def ways_in(person: Person) -> list[str]:
    """How somebody signs in: only the sorts, never a secret. Four statements."""
    has = second.of(person.pk)
    sorts = {
        "password": person.has_usable_password(),
        "passkey": has.passkeys > 0,
        "codes": has.codes,
        "spare_codes": has.spare > 0,
        "linked": Identity.objects.filter(person=person).exists(),
    }
    return [sort for sort, there in sorts.items() if there]


def ways_in_words(ways: list[str]) -> str:
    """The same, for a page."""
    words = {
        "password": _("e-mail address and password"),
        "passkey": _("passkey"),
        "codes": _("codes from an app"),
        "spare_codes": _("spare codes"),
        "linked": _("the account of another organisation"),
    }
    return ", ".join(words[way] for way in ways) or _("a link in your mail")


_also: list[Callable[[Person], dict[str, Any]]] = []


def also(more: Callable[[Person], dict[str, Any]]) -> None:
    """Add what a floor above keeps of an account: its function gives plain values under names of its own."""
    if more not in _also:
        _also.append(more)


def as_data(person: Person) -> dict[str, Any]:
    """The account as it goes along, with its devices and what happened at its door."""
    return {
        "name": person.name,
        "email": person.email,
        "language": person.language,
        "reading": person.reading,
        "since": person.joined.isoformat(),
        "reach": json.loads(reach.words_of(person.pk) or "{}"),
        "signs_in_with": ways_in(person),
        "devices": [
            {
                "browser": one.browser,
                "first": one.first.isoformat(),
                "last": one.last.isoformat(),
                "keeps_pages": one.keeps,
            }
            for one in devices.of(person, None)
        ],
        "door": [
            {"at": line.at.isoformat(), "what": line.what, "address": line.client.address, "browser": line.browser}
            for line in traces.mine(person.pk, MOST_LINES)
        ],
    } | {name: value for more in _also for name, value in more(person).items()}


def language(person: Person) -> str:
    """The name of the language, in that language."""
    return {"nl": "Nederlands", "en": "English"}.get(person.language, person.language)


def platform() -> str:
    """Whom one asks besides the family, as the installation says it."""
    return str(settings.PRIVACY_CONTACT)
