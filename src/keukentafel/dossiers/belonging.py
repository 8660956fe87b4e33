"""Words that may not belong in a dossier that the family reads: suspicions, the reporting code, other people's secrets.

A professional gets a friendly hint about them, never the family, and nothing is kept of it. The words stand in
``belonging.json``; the browser's script (``look/src/js/belonging.js``) reads the same file in the same way, so that the
hint while typing and the one on saving never differ.

A phrase is words in a row, within one sentence: ``|`` parts words of which one is enough, ``*`` ends a word that may go
on, a name in capitals is one of the ``sets``; ``.``, ``..`` and ``...`` stand for up to 1, 4 and 9 words of any sort.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ABOUT = ("abuse", "code", "third")
"""What a hint can be about: suspicions of abuse, steps of the reporting code, secrets of somebody else."""
GAPS = {".": 1, "..": 4, "...": 9}
OFFICE = re.compile(r"Veilig ?Thuis|VEILIG THUIS|(?<![A-Za-z])VT(?![A-Za-z])")
"""Veilig Thuis by its name; "veilig thuis" in small letters is also what one is after a journey."""
MARKS = re.compile("[\u0300-\u036f'\u2018\u2019`]")
SENTENCE = re.compile(r"[.!?;]+(?:\s|$)|\n\s*\n")
WORD = re.compile(r"[a-z0-9]+")


def about(text: str) -> tuple[str, ...]:
    """What in a text may not belong here, in the order of ``ABOUT``; empty for nearly every text."""
    sentences = list(_sentences(text))
    return tuple(what for what in ABOUT if any(_phrases()[what].search(sentence) for sentence in sentences))


def _sentences(text: str) -> Iterator[str]:
    """Each sentence as its words in small letters, without accents, a space around each."""
    plain = MARKS.sub("", unicodedata.normalize("NFKD", OFFICE.sub(" veiligthuis ", text))).lower()
    for sentence in SENTENCE.split(plain):
        if words := WORD.findall(sentence):
            yield f" {' '.join(words)} "


@cache
def _phrases() -> dict[str, re.Pattern[str]]:
    known = json.loads((Path(__file__).parent / "belonging.json").read_text())
    return {what: _any_of(known[what], known["sets"]) for what in ABOUT}


def _any_of(phrases: list[str], sets: dict[str, str]) -> re.Pattern[str]:
    return re.compile(f" (?:{'|'.join(_written(one, sets) for one in phrases)})")


def _written(phrase: str, sets: dict[str, str]) -> str:
    return "".join(_word(one, sets) for one in phrase.split())


def _word(one: str, sets: dict[str, str]) -> str:
    if one in GAPS:
        return f"(?:[a-z0-9]+ ){{0,{GAPS[one]}}}"
    words = "|".join(sets.get(word, word) for word in one.split("|"))
    return f"(?:{words.replace('*', '[a-z0-9]*')}) "
