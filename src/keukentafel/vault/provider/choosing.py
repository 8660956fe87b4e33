"""Which provider an installation has."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from keukentafel.vault.provider import Provider
from keukentafel.vault.provider.file import FileProvider
from keukentafel.vault.provider.kms import KmsProvider
from keukentafel.vault.provider.transit import TransitProvider

NAMES = ("file", "vault", "kms")
HERE = {"localhost", "127.0.0.1", "::1"}


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


def choose(choice: Choice) -> Provider:
    """The provider, which is not asked anything yet. Raises ``WrongChoice``."""
    if choice.kind == "file":
        return FileProvider(choice.folder)
    if choice.kind == "kms":
        return KmsProvider(name=choice.name, address=_safe(choice.address) if choice.address else "")
    if choice.kind == "vault":
        address = _safe(choice.address)
        return TransitProvider(address, name=choice.name, mount=choice.mount, token_file=choice.token_file)
    raise WrongChoice(f"KEUKENTAFEL_KEYS is {choice.kind!r}; it can be {', '.join(NAMES)}.")


def _safe(address: str) -> str:
    """Data keys travel to it and back: encrypted, or within this machine."""
    parts = urlsplit(address)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in HERE):
        return address
    raise WrongChoice("KEUKENTAFEL_KEYS_ADDRESS has to begin with https:// (http:// is for this machine only).")
