"""The list of terms: large enough, plain itself, and changed by the house."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from keukentafel.look.plain import finding, measure, serving, terms
from keukentafel.look.plain.finding import find
from keukentafel.look.plain.terms import BadTerms


@pytest.fixture
def house(tmp_path: Path, settings) -> Iterator[Path]:
    """A file of the house; what was read before is read anew, and again afterwards."""
    settings.KEUKENTAFEL_TERMS = path = tmp_path / "terms.toml"
    forget()
    yield path
    settings.KEUKENTAFEL_TERMS = None
    forget()


def forget() -> None:
    for kept in (terms.known, finding.by_key, finding._expression, serving.easier_words, serving.where):
        kept.cache_clear()


def test_there_are_enough_from_every_side() -> None:
    ours = terms.ours()
    assert len(ours) >= 200
    domains = [term.domain for term in ours.values()]
    for domain in ("youth", "law", "school", "care", "municipality", "money", "work"):
        assert domains.count(domain) >= 15, domain


def test_what_we_explain_is_plain_itself() -> None:
    for term in terms.ours().values():
        assert measure.heavy(term.nl) == [], term.name
        assert term.nl.endswith((".", "?")), term.name
        assert term.en.endswith((".", "?")), term.name


def test_no_two_terms_claim_the_same_word() -> None:
    claimed: dict[str, str] = {}
    for term in terms.ours().values():
        for form in term.forms:
            assert claimed.setdefault(form, term.name) == term.name, form


def test_every_form_is_found_and_leads_to_its_easier_word() -> None:
    for term in terms.ours().values():
        for form, easier in term.forms.items():
            found = find(f"Het gaat, zo gezegd, om {form}; en om meer.")
            assert [(one.term.name, one.easier) for one in found] == [(term.name, easier)], form


@pytest.mark.parametrize("said", ["beschikking", "Beschikking", "de beschikkingen.", "(beschikking)", "IB’er", "IB'er"])
def test_capitals_plurals_and_apostrophes(said: str) -> None:
    assert len(find(f"Zie {said} hier")) == 1


@pytest.mark.parametrize(
    "said", ["vir", "add", "ass", "beschikkingsmacht", "regisseur van de film", "een hechte band", "beschikking's", ""]
)
def test_what_only_looks_like_a_term_is_left_alone(said: str) -> None:
    assert find(said) == []


def test_a_house_adds_changes_and_takes_away(house: Path) -> None:
    house.write_text(
        'away = ["regie"]\n[own."Huis van de Wijk"]\nforms = ["HvdW"]\neasier = "buurthuis"\nnl = "Het buurthuis."\nen = "The community house."\n'
        '[own.indicatie]\neasier = "ja van de gemeente"\nnl = "De gemeente zegt ja."\nen = "The municipality says yes."\n'
    )
    found = {one.term.name: one.easier for one in find("Bij het HvdW hoort een indicatie en regie; indicaties niet.")}
    assert found == {"Huis van de Wijk": "buurthuis", "indicatie": "ja van de gemeente"}
    assert "HvdW" in json.loads(serving.easier_words()[1])


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("own = 3", "table of terms"),
        ("[own.x]\nforms = 3", "needs"),
        ('[own.hoi]\neasier="a"\nnl="b"\nen="c"\nmore="d"', "nothing else"),
        ('[own.hoi]\neasier="a"\nnl="b"\nen=""', 'needs "en"'),
        ('[own.hoi]\nforms=["a"]\neasier="a"\nnl="b"\nen="c"', "2 to 80"),
        ('away = "regie"', "list of terms"),
        ('away = ["nooit"]', "not in the list"),
        ("[own", "can't be read"),
    ],
)
def test_a_house_hears_in_words_what_is_wrong(house: Path, said: str, words: str) -> None:
    house.write_text(said)
    with pytest.raises(BadTerms, match=words):
        terms.known()


def test_the_browser_gets_the_easier_words_and_keeps_them() -> None:
    answer = Client().get(serving.where())
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    said = json.loads(answer.content)
    assert said["beschikkingen"] == "besluiten"
    assert len(answer.content) < 45_000
    assert Client().get("/plain-words/0000.json").status_code == 404
