"""Which providers of identities this installation trusts. They stand in a file that the environment names."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, Literal, get_args
from urllib.parse import urlsplit

from django.conf import settings

from keukentafel.vault.provider.choosing import THIS_MACHINE

Kind = Literal["organisation", "digid", "eherkenning"]
ROLES: Final = ("professional", "family")
SIGNED_IN: Final = 10 * 60
"""Minutes: a working day, as long as a professional stays signed in here (docs/decisions/0011)."""
MOST_MINUTES: Final = 30 * 24 * 60


class NotGood(ValueError):
    """The file of providers says something that can't be."""


@dataclass(frozen=True)
class Provider:
    """One provider. ``levels``: the values of ``acr`` that are high enough, for each role; a role that is not named
    needs none, and then signing in there is one factor. ``methods``: if any, ``amr`` must hold one of them as well.
    """

    key: str
    name: str
    kind: Kind
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    levels: Mapping[str, tuple[str, ...]]
    methods: tuple[str, ...] = ()
    authority: str = ""
    """A file (PEM) with the only certificates that may vouch for it: the authority of an inner network."""
    most_minutes: int = SIGNED_IN
    """How long ago somebody may have signed in there: longer, and the provider has to ask it of them anew."""

    @property
    def asks_for(self) -> tuple[str, ...]:
        """The levels to ask the provider for: all that are enough for somebody, in the order of the file."""
        return tuple(dict.fromkeys(level for role in ROLES for level in self.levels.get(role, ())))

    def enough(self, role: str, acr: str, amr: tuple[str, ...]) -> bool:
        """Whether a level is high enough for a role that needs one."""
        return acr in self.levels.get(role, ()) and (not self.methods or bool(set(self.methods) & set(amr)))

    def needs_level(self, role: str) -> bool:
        """Whether somebody of this role is refused below a level."""
        return bool(self.levels.get(role))


def providers() -> tuple[Provider, ...]:
    """Every provider, in the order of the file."""
    return _read(repr(settings.IDENTITY_PROVIDERS))


def provider(key: str) -> Provider | None:
    """The provider with this key."""
    return next((one for one in providers() if one.key == key), None)


@lru_cache(maxsize=4)
def _read(_text: str) -> tuple[Provider, ...]:
    return tuple(read(one) for one in settings.IDENTITY_PROVIDERS)


def read(said: Mapping[str, Any]) -> Provider:
    """One provider as the file says it. Raises ``NotGood``."""
    try:
        made = Provider(
            key=str(said["key"]),
            name=str(said["name"]),
            kind=said["kind"],
            issuer=str(said["issuer"]),
            client_id=str(said["client_id"]),
            client_secret=str(said["client_secret"]),
            levels={role: tuple(values) for role, values in said.get("levels", {}).items()},
            methods=tuple(said.get("methods", ())),
            authority=str(said.get("ca", "")),
            most_minutes=int(said.get("most_minutes", SIGNED_IN)),
        )
    except KeyError as missing:
        raise NotGood(f"a provider of identities has no {missing}") from None
    _check(made)
    return made


def is_safe(address: str) -> bool:
    """Whether what goes there is encrypted, or stays on this machine."""
    there = urlsplit(address)
    return there.scheme == "https" or (there.scheme == "http" and there.hostname in THIS_MACHINE)


def _check(made: Provider) -> None:
    if not is_safe(made.issuer):
        raise NotGood(f"{made.key}: an issuer begins with https")
    if made.kind not in get_args(Kind):
        raise NotGood(f"{made.key}: its kind is one of {', '.join(get_args(Kind))}")
    if not made.key.isalnum() or len(made.key) > 40:
        raise NotGood(f"{made.key}: a key is letters and digits, at most 40")
    if made.authority and not os.access(made.authority, os.R_OK):
        raise NotGood(f"{made.key}: its ca {made.authority} can't be read")
    if not 1 <= made.most_minutes <= MOST_MINUTES:
        raise NotGood(f"{made.key}: most_minutes is 1 to {MOST_MINUTES}")
    if set(made.levels) - set(ROLES):
        raise NotGood(f"{made.key}: levels are for {' and '.join(ROLES)}")
