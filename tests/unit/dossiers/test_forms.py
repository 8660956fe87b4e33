"""What every room's forms are made of."""

from datetime import date
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError

from keukentafel.dossiers.forms import AddingForm, ChangingForm, Day, Line, Words

OWN = "01970000-0000-7000-8000-000000000001"


class Note(AddingForm, ChangingForm):
    """A form with all there is."""

    title = Line(10)
    text = Words(20, needed=False)
    on = Day(needed=False)


def test_text_keeps_its_lines_and_a_title_has_one() -> None:
    form = Note({"title": " a \n  b ", "text": "a\r\nb\r", "once": OWN, "version": "3"})
    assert form.is_valid()
    assert form.cleaned_data == {
        "title": "a b", "text": "a\nb", "on": None, "once": UUID(OWN), "version": 3
    }  # fmt: skip
    assert (form.status, form.summary) == (200, [])


@pytest.mark.parametrize("text", ["a\u202eb", "a\x00b", "a\u200bb", "x" * 21])
def test_what_nobody_can_see_or_does_not_fit_is_refused_and_stays(text: str) -> None:
    form = Note({"title": "a", "text": text, "version": "1"})
    assert [field for field, _ in form.summary] == ["text"]
    assert (form.status, form.typed("text")) == (422, text)
    assert form.wrong("text")
    assert not form.wrong("title")


@pytest.mark.parametrize("day", ["2026-05-03", "3-5-2026", "3/5/2026", "3.5.2026"])
def test_a_day_as_people_write_it(day: str) -> None:
    assert Day().clean(day) == date(2026, 5, 3)


@pytest.mark.parametrize("day", ["", "0026-05-03", "1899-12-31", "2101-01-01", "2026-02-30", "tomorrow"])
def test_no_day(day: str) -> None:
    with pytest.raises(ValidationError):
        Day().clean(day)


def test_what_no_field_shows_stands_for_the_whole_form() -> None:
    form = Note({"title": "a", "once": "broken", "version": "0"})
    assert [field for field, _ in form.summary] == ["", ""]
    assert all(sentence for _, sentence in form.summary)


def test_the_forms_own_id_comes_back_and_a_broken_one_is_new() -> None:
    assert Note({"once": OWN}).own_id == UUID(OWN)
    assert Note({"once": "broken"}).own_id.version == 7
    assert Note().own_id != Note().own_id
