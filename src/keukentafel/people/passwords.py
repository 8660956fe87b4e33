"""Which new passwords are refused: those that leaked somewhere, and those made of words that anybody would try here.

``docs/security/rules.md`` has the list of words; ``tests/asvs/test_v06_passwords.py`` holds it against this file.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

WORDS: Final = (
    "keukentafel", "kitchentable", "keuken", "kitchen", "gezinsdossier", "familiedossier", "familydossier", "dossier",
    "gezin", "familie", "family", "gemeente", "wijkteam", "jeugdzorg", "wachtwoord", "password", "welkom", "welcome",
)  # fmt: skip
"""Words of this product and of where it is used, folded as passwords are."""
ENOUGH: Final = 8
"""Signs that must be left when the words of the context are taken out: what is a password by itself."""
SHORTEST: Final = 3
"""Letters of a name that count: shorter ones are in every sentence."""
LEAKED_SHORTEST: Final = 4
MOST: Final = 64 * 1024 * 1024
"""Bytes of a list of the installation's own: each process that is asked for a new password holds it in memory."""
LOOKALIKES: Final = str.maketrans("013457@$!", "oleastasi")


class Somebody(Protocol):
    """Whose password it will be."""

    name: Any
    email: Any


class Breached:
    """Refuses what leaked from other sites, as it is or with digits and signs around it, or for letters in it."""

    def validate(self, password: str, user: object = None) -> None:
        """Raises ``ValidationError``."""
        if any(
            len(one) >= LEAKED_SHORTEST and one in leaked() for one in {password.lower().strip(), *folded(password)}
        ):
            raise ValidationError("breached", code="breached")

    def get_help_text(self) -> str:
        """For Django; our forms speak for themselves."""
        return ""


class OfContext:
    """Refuses what is little more than words of this site, or than somebody's own name and address."""

    def validate(self, password: str, user: Somebody | None = None) -> None:
        """Raises ``ValidationError``."""
        words = sorted(of_the_site() | (of_somebody(user) if user else frozenset()), key=len, reverse=True)
        if any(_is_little_more(one, words) for one in folded(password)):
            raise ValidationError("of the context", code="context")

    def get_help_text(self) -> str:
        """For Django; our forms speak for themselves."""
        return ""


def folded(password: str) -> frozenset[str]:
    """How somebody who guesses looks at it: small letters without accents, digits that stand for letters read as
    letters; once with and once without the digits and signs around it.
    """
    plain = _plain(password)
    core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", plain)
    return frozenset(_joined(one.translate(LOOKALIKES)) for one in (plain, core))


def of_the_site() -> frozenset[str]:
    """Words of the product, and of the address by which this installation is known."""
    return frozenset(WORDS) | _words([urlsplit(settings.ORIGIN).hostname or ""])


def of_somebody(user: Somebody) -> frozenset[str]:
    """Parts of a name and an address, and each as a whole."""
    name, address = str(user.name or ""), str(user.email or "")
    return _words([name, address]) | _words([name.replace(" ", ""), address.partition("@")[0].replace(".", "")])


@lru_cache(maxsize=1)
def leaked() -> frozenset[str]:
    """Passwords that leaked, in small letters: what Django ships (the 20,000 most seen at Have I Been Pwned), what
    zxcvbn ships (30,000 out of ten million that leaked), and the installation's own list if it names one.
    """
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # type: ignore[import-untyped]  # brings no types

    return frozenset({*CommonPasswordValidator().passwords, *FREQUENCY_LISTS["passwords"], *own(settings.BREACHED)})


def own(file: Path | None) -> frozenset[str]:
    """An installation's own list: UTF-8 text, one password a line. Raises ``ValueError`` when it is too large."""
    if file is None:
        return frozenset()
    if file.stat().st_size > MOST:
        raise ValueError(f"KEUKENTAFEL_BREACHED names a file of more than {MOST // 1024**2} MB: take a shorter list.")
    with file.open(encoding="utf-8", errors="ignore") as lines:
        return frozenset(line.strip().lower() for line in lines if line.strip())


def _is_little_more(password: str, words: Iterable[str]) -> bool:
    rest = password
    for word in words:
        rest = rest.replace(word, "")
    return rest != password and (len(rest) < ENOUGH or rest in leaked())


def _words(texts: Iterable[str]) -> frozenset[str]:
    found = {_joined(one) for text in texts for one in re.split(r"[\W\d_]+", _plain(text))}
    return frozenset(one for one in found if len(one) >= SHORTEST)


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _joined(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)
