"""The passphrase of an archive: one of words is made for you, and a weak one of your own is refused.

Zip makes the key from the passphrase by only 1,000 rounds of PBKDF2: a graphics card tries some ten million
passphrases a second, for years if it must. So the passphrase itself has to be strong: eight of 512 words are 72 bits.
"""

import secrets
from collections.abc import Iterable
from functools import cache
from pathlib import Path

WORDS_IN_IT = 8
SHORTEST, LONGEST = 16, 72
GUESSES = 10**18
"""At ten million a second, three thousand years on one card."""
LISTS = Path(__file__).parent / "wordlists"


def proposed(language: str) -> str:
    """A strong passphrase of words of a language (nl or en)."""
    return "-".join(secrets.choice(wordlist(language)) for _ in range(WORDS_IN_IT))


@cache
def wordlist(language: str) -> tuple[str, ...]:
    """512 short words, each known to everybody."""
    name = language if language in ("nl", "en") else "nl"
    return tuple((LISTS / f"{name}.txt").read_text().split())


def tidy(typed: str) -> str:
    """Without what comes along when one copies: spaces around it, and several where there was one."""
    return " ".join(typed.split())


def plain(passphrase: str) -> bool:
    """Whether every program reads these signs alike: letters without accents, digits and ordinary signs."""
    return passphrase.isascii() and passphrase.isprintable()


def weak(passphrase: str, known: Iterable[str] = ()) -> bool:
    """Whether it can be guessed. ``known``: words that somebody who knows the family would try first: they add
    nothing.
    """
    if len(passphrase) < SHORTEST:
        return True
    if _is_proposed(passphrase):
        return False
    import zxcvbn  # type: ignore[import-untyped]  # brings no types; its lists are 12 MB in each process that has them

    rest = passphrase.lower()
    for word in sorted(
        {word.lower() for name in known for word in (name, *name.split()) if len(word) > 1}, key=len, reverse=True
    ):
        rest = rest.replace(word, "")
    tried = zxcvbn.zxcvbn(rest[:LONGEST] or "x", user_inputs=list(wordlist("nl")), max_length=LONGEST)
    return int(tried["guesses"]) < GUESSES


def _is_proposed(passphrase: str) -> bool:
    """Made by us: words of one list, and enough of them, hardly any of them twice."""
    parts = passphrase.split("-")
    known = any(set(parts) <= set(wordlist(language)) for language in ("nl", "en"))
    return known and len(parts) >= WORDS_IN_IT and len(set(parts)) >= WORDS_IN_IT - 1
