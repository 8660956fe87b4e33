"""What stands in an archive has words for who reads it, and its shapes are those that are published."""

from pathlib import Path
from typing import Literal, get_args, get_origin

import pytest

from keukentafel.dossiers.kinds import Kind, all_kinds
from keukentafel.exchange import names, passphrase, words
from keukentafel.exchange.format import canonical
from keukentafel.exchange.unfit import REASONS
from keukentafel.exchange.writing import schemas
from keukentafel.look.pictures import PICTURES
from keukentafel.overview.mine.values import VALUES

DOCS = Path(__file__).parents[3] / "docs" / "exchange" / "schema"
KINDS = [kind for kind in all_kinds() if kind.content.__module__.startswith("keukentafel.")]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_field_state_and_choice_of_a_kind_has_words(kind: Kind) -> None:
    assert set(kind.content.model_fields) <= set(words.FIELDS)
    assert {state for state in kind.states if state} <= set(words.STATES)
    for name, field in kind.content.model_fields.items():
        if get_origin(field.annotation) is Literal:
            known = set(PICTURES) if name == "picture" else {value for at, value in VALUES if at == name}
            assert set(get_args(field.annotation)) <= known, name


def test_every_reason_has_words() -> None:
    assert set(words.REFUSED) == set(REASONS)


def test_the_published_schema_is_that_of_the_code() -> None:
    """`docs/exchange/schema`: what `schemas()` gives, each as `canonical`."""
    assert {path.stem for path in DOCS.glob("*.json")} == set(schemas())
    for name, schema in schemas().items():
        assert (DOCS / f"{name}.json").read_bytes() == canonical(schema), name


@pytest.mark.parametrize("language", ["nl", "en"])
def test_there_are_512_words_and_eight_are_strong(language: str) -> None:
    found = passphrase.wordlist(language)
    assert len(set(found)) == 512
    assert all(word.isascii() and word.islower() and 3 <= len(word) <= 9 for word in found)
    for _ in range(50):
        made = passphrase.proposed(language)
        assert len(made) <= passphrase.LONGEST
        assert passphrase.plain(made)
        assert not passphrase.weak(made, ["Ann"])


@pytest.mark.parametrize("name", ["a/../b", "/x", "C:x", "\\x", "..", "x/.."])
def test_names_that_lead_out(name: str) -> None:
    assert names.leads_out(name)
    assert names.sort_of(name) == ""
