"""Which provider an installation has."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from keukentafel.vault.provider import Provider
from keukentafel.vault.provider.file import FileProvider
from keukentafel.vault.provider.kms import KmsProvider
from keukentafel.vault.provider.transit import TransitProvider

NAMES = ("file", "vault", "kms")
THIS_MACHINE: Final = frozenset({"localhost", "127.0.0.1", "::1"})
"""Names of hosts that never lead away: what goes there may go without TLS, where somebody allowed it."""


class WrongChoice(ValueError):
    """What was chosen can't be, in words for the operator."""


@dataclass(frozen=True, slots=True)
class Choice:
    """``kind``: one of ``NAMES``; ``folder``: of the files; the rest for those who keep keys elsewhere."""

    kind: str
    folder: Path
    address: str = ""
    name: str = "keukentafel"
    mount: str = "transit"
    token_file: Path | None = None
    authority: Path | None = None
    """The only certificates (PEM) that may vouch for ``address``; none: those that the machine trusts."""
    plain_here: bool = False
    """Whether this machine itself may be asked without TLS: in the demo only."""


def choose(choice: Choice) -> Provider:
    """The provider, which is not asked anything yet. Raises ``WrongChoice``."""
    if choice.kind == "file":
        return FileProvider(choice.folder)
    if choice.kind == "kms":
        address = _safe(choice) if choice.address else ""
        return KmsProvider(name=choice.name, address=address, authority=choice.authority)
    if choice.kind == "vault":
        return TransitProvider(
            _safe(choice),
            name=choice.name,
            mount=choice.mount,
            token_file=choice.token_file,
            authority=choice.authority,
        )
    raise WrongChoice(f"KEUKENTAFEL_KEYS is {choice.kind!r}; it can be {', '.join(NAMES)}.")


def _safe(choice: Choice) -> str:
    """Data keys travel to it and back: encrypted, by who is named."""
    parts = urlsplit(choice.address)
    here = choice.plain_here and parts.scheme == "http" and parts.hostname in THIS_MACHINE
    if not (parts.scheme == "https" or here):
        raise WrongChoice(
            "KEUKENTAFEL_KEYS_ADDRESS has to begin with https:// (only a demo may ask itself by http://)."
        )
    if choice.authority and not os.access(choice.authority, os.R_OK):
        raise WrongChoice(f"KEUKENTAFEL_KEYS_CA names {choice.authority}, which can't be read.")
    return choice.address
