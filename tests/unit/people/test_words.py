"""One definition of signs that nobody sees, for names and for texts; written without them, read as they were."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse
from tests.support.family import Family
from tests.support.house import House

from keukentafel.dossiers import forms, items
from keukentafel.people.forms import NameField
from keukentafel.people.words import hides_something, shows_something
from keukentafel.rooms.journal.kinds import ENTRY, Entry

HIDING = (
    "\x00\x1b\x7f\x9f\u115f\u180e\u200b\u202a\u202e\u2060\u2063\u2066\u2069\u3164\ufeff\uffa0\ufff9\ud800\U000e0041"
)
SHOWN = ("Zoë 🌷", "می‌نا", "👩‍👧", "O'Neill-de Boer", "koe\u00adstal", "שלום\u200f!", "١٢\u0600", "👍🏽", "a\u0301")


@pytest.mark.parametrize("sign", HIDING, ids=lambda sign: f"{ord(sign):04x}")
def test_what_hides_is_refused_in_names_and_texts(sign: str) -> None:
    assert hides_something(f"a{sign}b")
    for field in (NameField(), forms.Line(80), forms.Words(80)):
        with pytest.raises(ValidationError):
            field.clean(f"a{sign}b")
    with pytest.raises(ValueError, match=r"hidden|unicode"):
        Entry(text=f"a{sign}b")


@pytest.mark.parametrize("text", SHOWN)
def test_what_languages_need_stays(text: str) -> None:
    assert not hides_something(text)
    assert [field.clean(text) for field in (NameField(), forms.Line(80), forms.Words(80))] == [text] * 3
    assert Entry(text=text).text == text


@pytest.mark.parametrize("nothing", ["\u200d", "\u200f \u200c", "\u00ad", "\t\n"])
def test_a_text_of_which_nothing_is_seen_is_none(nothing: str) -> None:
    assert not shows_something(nothing)
    for field in (NameField(), forms.Line(80), forms.Words(80)):
        with pytest.raises(ValidationError):
            field.clean(nothing)


def test_a_name_is_one_line() -> None:
    assert NameField().clean("Ann\r\n  de\tWit") == "Ann de Wit"


def test_what_was_kept_before_a_rule_is_still_read_and_can_not_reach_out(house: House) -> None:
    family = Family(house)
    turned = "voor \u202edraaiing"
    with family.visit("Ann") as visit:
        kept = items.add(visit, ENTRY, Entry.model_construct(text=turned), circle=family.table)
        assert kept.content.text == turned
    for page in (reverse("journal:feed", args=[family.id]), reverse("journal:entry", args=[family.id, kept.id])):
        soup = BeautifulSoup(family.client("Ann").get(page).content, "lxml")
        told = [text.find_parent(attrs={"dir": "auto"}) for text in soup.find_all(string=lambda s: "\u202e" in s)]
        assert told
        assert all(told)
