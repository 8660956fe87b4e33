"""The hint to a professional: what it finds, what it leaves alone, and how sure it is."""

import time
from pathlib import Path

import pytest

from keukentafel.dossiers.belonging import ABOUT, about

SENTENCES = Path(__file__).parent / "sentences"
ORDINARY = (SENTENCES / "ordinary.txt").read_text().splitlines()
RISKY = [tuple(line.split("\t")) for line in (SENTENCES / "risky.txt").read_text().splitlines()]


def test_there_are_sentences_of_each_sort() -> None:
    assert min(len(set(ORDINARY)), len(set(RISKY))) >= 150
    assert {what for what, _ in RISKY} == set(ABOUT)


def test_it_is_nearly_always_right() -> None:
    """Precision comes first: a hint that is often wrong is soon not read any more."""
    found = sum(bool(about(text)) for _, text in RISKY)
    false = sum(bool(about(text)) for text in ORDINARY)
    assert found / len(RISKY) >= 0.9
    assert found / (found + false) >= 0.98


def test_it_says_what_it_is_about() -> None:
    told = [(what, about(text)) for what, text in RISKY if about(text)]
    assert sum(what in found for what, found in told) / len(told) >= 0.97


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        ("Veilig thuis aangekomen", ()),
        ("VEILIG THUIS", ("code",)),
        ("veilig   thuis\ngebeld", ("code",)),
        ("Wij belden met VeiligThuis.", ("code",)),
        ("Véilig Thuïs: kindermishandéling", ("abuse",)),
        ("kinder\u00admishandeling en mishandeling", ("abuse",)),
        ("Ik vermoed iets. Er is mishandeling in de film.", ("abuse",)),
        ("Ik vermoed het.\n\nGeweld in games", ()),
        ("We schreven over dierenmishandeling", ()),
        ("De meldcodes", ("code",)),
        ("0800-2000", ("code",)),
        ("Dit mag moeder niet weten: stap 2 van de meldcode na kindermishandeling", ABOUT),
    ],
)
def test_words_are_words(text: str, found: tuple[str, ...]) -> None:
    assert about(text) == found


@pytest.mark.parametrize(
    "text", ["ik vermoed " * 1_600, "vader " * 3_000, "a" * 20_000, "moeder zij hem " * 1_400, "tante " * 3_000]
)
def test_a_long_text_takes_no_time(text: str) -> None:
    start = time.process_time()
    about(text)
    assert time.process_time() - start < 0.5
