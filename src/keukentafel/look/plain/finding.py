"""Where terms stand in a text. The browser's script (``look/src/js/alone/plainer.js``) finds the same ones.

Each form has a key: its longest word. A text is cut into words, and only when a key is among them the forms with that
key are looked for: a text without terms costs one pass of splitting, which no regular expression comes near.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from keukentafel.look.plain.terms import Term, known

GAP = "(?:[ \\-\u00a0\u2011]|, )"
"""What may stand between two words of a term."""
GAPS = re.compile(", |[ \\-\u00a0\u2011]")
LETTERS = bytes(sign if chr(sign).isalnum() else ord(" ") for sign in range(256))
"""For each sign of Latin-1 itself when it is part of a word, else a space: bytes are cut ten times as fast as text."""


class Found(NamedTuple):
    """A term in a text, from ``start`` to ``end``, with the easier word for that form."""

    start: int
    end: int
    term: Term
    easier: str


class Form(NamedTuple):
    """A form of a term; ``exact``: it has a capital of its own, so it is only that word as it stands."""

    said: str
    exact: bool
    term: Term
    easier: str


def find(text: str) -> list[Found]:
    """Every term in a text, in its order; where two overlap, the first and longest."""
    forms, words = by_key(), _words(text)
    if forms.keys().isdisjoint(words):
        return []
    every = sorted(
        (found for key in forms.keys() & set(words) for found in _with_key(text, key)),
        key=lambda found: (found.start, -found.end),
    )
    kept: list[Found] = []
    for found in every:
        if not kept or found.start >= kept[-1].end:
            kept.append(found)
    return kept


def first_of_each(text: str) -> list[Found]:
    """Each term once: where it first stands."""
    first: dict[str, Found] = {}
    for found in find(text):
        first.setdefault(found.term.name, found)
    return list(first.values())


def _with_key(text: str, key: bytes) -> Iterator[Found]:
    forms = by_key()[key]
    for match in _expression(key).finditer(text):
        form = forms[(match.lastindex or 1) - 1]
        yield Found(match.start(), match.end(), form.term, form.easier)


@cache
def _expression(key: bytes) -> re.Pattern[str]:
    """All forms with a key, each a group, the longest first."""
    forms = "|".join(f"({''.join(_signs(form))})" for form in by_key()[key])
    return re.compile(rf"\b(?:{forms})\b(?!['’]\w)")


def _signs(form: Form) -> Iterator[str]:
    """A form, sign by sign, as an expression: a small first letter may be a capital, where a sentence begins."""
    for at, sign in enumerate(GAPS.sub(" ", form.said)):
        if sign == " ":
            yield GAP
        elif sign in "'’":
            yield "['’]"
        elif at == 0 and not form.exact:
            yield f"[{sign}{sign.upper()}]"
        else:
            yield re.escape(sign)


@cache
def by_key() -> Mapping[bytes, list[Form]]:
    """The forms of each key, the longest first."""
    keys: dict[bytes, list[Form]] = {}
    for term in known().values():
        for said, easier in term.forms.items():
            form = Form(said, said != said.lower(), term, easier)
            keys.setdefault(max(_words(said), key=len), []).append(form)
    return {key: sorted(forms, key=lambda form: -len(form.said)) for key, forms in keys.items()}


def _words(text: str) -> list[bytes]:
    """The words of a text in small letters; a sign that no Dutch word has parts them."""
    return text.lower().encode("latin-1", "replace").translate(LETTERS).split()
