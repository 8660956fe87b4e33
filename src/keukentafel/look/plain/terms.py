"""The list of terms: ours (``terms/*.toml``), and what the house adds, changes and takes away (``KEUKENTAFEL_TERMS``).

A file is TOML: a table for each domain, in it a table for each term with ``forms`` (other ways in which it is written;
"plural > easier" when it has an easier word of its own), ``easier`` (for who writes) and ``nl`` and ``en`` (for who
reads). A form with a capital is only that word as it stands, any other also with a capital.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

OURS = Path(__file__).parent / "terms"
TEXTS = {"easier": 100, "nl": 300, "en": 300}
"""What each term says, with the most characters of it."""
MOST_FORMS, LONGEST_FORM = 20, 80
OWN_EASIER = " > "
AWAY = "away"


class BadTerms(Exception):
    """A list of terms can't be used; in words for who keeps it."""


@dataclass(frozen=True, slots=True)
class Term:
    """One term. ``forms``: each way in which it is written, with the easier word in its place."""

    name: str
    domain: str
    forms: Mapping[str, str]
    nl: str
    en: str

    def explained(self, language: str) -> str:
        """What it means, for the reader."""
        return self.nl if language.startswith("nl") else self.en


@cache
def known() -> Mapping[str, Term]:
    """Every term of this house, by its name. Raises ``BadTerms``."""
    return with_house(getattr(settings, "KEUKENTAFEL_TERMS", None))


def with_house(named: Path | None) -> Mapping[str, Term]:
    """Ours, as the house's file changes them. Raises ``BadTerms``."""
    terms = dict(ours())
    if named is None:
        return terms
    house = read(named)
    for name in away(house):
        if name not in terms:
            raise BadTerms(f"{named.name} takes away {name!r}, which is not in the list.")
        del terms[name]
    return terms | {term.name: term for term in told(house)}


@cache
def ours() -> Mapping[str, Term]:
    """The terms that come along."""
    return {term.name: term for path in sorted(OURS.glob("*.toml")) for term in told(read(path))}


def read(path: Path) -> dict[str, Any]:
    """A file as it stands. Raises ``BadTerms``."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadTerms(f"{path.name} can't be read: {error}.") from None


def away(said: Mapping[str, Any]) -> list[str]:
    """The names of our terms that a house does not want. Raises ``BadTerms``."""
    names = said.get(AWAY, [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise BadTerms('"away" is a list of terms, like away = ["regie"].')
    return names


def told(said: Mapping[str, Any]) -> Iterator[Term]:
    """The terms of a file, each checked. Raises ``BadTerms``."""
    for domain, terms in said.items():
        if domain == AWAY:
            continue
        if not isinstance(terms, dict):
            raise BadTerms(f'"{domain}" is a table of terms: [{domain}."the term"].')
        for name, fields in terms.items():
            yield _term(domain, name, fields)


def _term(domain: str, name: str, fields: Any) -> Term:
    if not isinstance(fields, dict) or set(fields) - set(TEXTS) - {"forms"}:
        raise BadTerms(f'"{name}" has forms, easier, nl and en, and nothing else.')
    for field, most in TEXTS.items():
        text = fields.get(field, "")
        if not isinstance(text, str) or not 0 < len(text.strip()) <= most:
            raise BadTerms(f'"{name}" needs "{field}": a text of at most {most} characters.')
    return Term(name, domain, dict(_forms(name, fields)), fields["nl"].strip(), fields["en"].strip())


def _forms(name: str, fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    forms = fields.get("forms", [])
    if not isinstance(forms, list) or len(forms) > MOST_FORMS or not all(isinstance(form, str) for form in forms):
        raise BadTerms(f'The forms of "{name}" are a list of at most {MOST_FORMS} words.')
    for said in [name, *forms]:
        form, _, own = said.partition(OWN_EASIER)
        if not 1 < len(form.strip()) <= LONGEST_FORM:
            raise BadTerms(f'A form of "{name}" has 2 to {LONGEST_FORM} characters: "{form}".')
        yield form.strip(), own.strip() or fields["easier"].strip()
