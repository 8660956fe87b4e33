"""The PDF as a reader's machine sees it: tags, headings, alternatives, language, and the marks of the two standards."""

from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from keukentafel.rooms.plan.fridge.pdf import Printed, render
from keukentafel.rooms.plan.fridge.sheet import Sheet

from . import families


def printed(sheet: Sheet) -> tuple[Printed, PdfReader]:
    made = render(sheet, families.say_in(sheet.language))
    return made, PdfReader(BytesIO(made.pdf))


def tags(reader: PdfReader) -> Iterator[tuple[str, DictionaryObject]]:
    """Every structure element with its role, in reading order."""
    root: Any = reader.trailer["/Root"]["/StructTreeRoot"]  # type: ignore[index]
    todo = [root.get_object()]
    while todo:
        one = todo.pop()
        if "/S" in one:
            yield str(one["/S"]), one
        kids = one.get("/K", [])
        kids = kids.get_object() if hasattr(kids, "get_object") else kids
        some = kids if isinstance(kids, list) else [kids]
        found = [kid.get_object() for kid in some if hasattr(kid, "get_object")]
        todo += [kid for kid in reversed(found) if isinstance(kid, DictionaryObject)]


@pytest.mark.parametrize(
    "sheet", [families.dutch(1), families.dutch(8), families.dutch(9, 2), families.english(3), families.arabic()]
)
def test_it_is_tagged_and_says_which_standards_it_keeps(sheet: Sheet) -> None:
    _, reader = printed(sheet)
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] is True or str(root["/MarkInfo"]["/Marked"]) == "True"
    assert str(root["/Lang"]).split("-")[0] == sheet.language
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == sheet.title
    told = root["/Metadata"].get_object().get_data().decode()
    assert "<pdfuaid:part>1<" in told
    assert "<pdfaid:part>2<" in told
    assert "<pdfaid:conformance>A<" in told


def test_headings_lists_and_alternatives_are_there() -> None:
    _, reader = printed(families.dutch(3))
    found = list(tags(reader))
    count = Counter(role for role, _ in found)
    assert count["/H1"] == 1
    assert count["/H2"] == 5  # three goals, what comes, whom to call
    assert count["/LI"] == 8 + 5  # the steps and the agreements
    assert all(one.get("/Alt") for role, one in found if role == "/Figure")
    spoken = [str(one["/Alt"]) for role, one in found if role == "/Figure"]
    assert spoken[:2] == ["Een kraan met water", "Nu: zon en wolken (4 van 5)"]
    assert spoken.count("Klaar") == 5
    assert spoken.count("Nog te doen") == 3


def test_the_familys_own_words_can_be_read_back() -> None:
    _, reader = printed(families.dutch(3))
    text = " ".join(reader.pages[0].extract_text().split())
    for words in (
        "Het plan van Ron en Kevin",
        "Er komt weer water uit de kraan",
        "06 1234 5678",
        "uiterlijk vr 27 nov",
        "Wie bellen we?",
    ):
        assert words in text.replace("\u00a0", " ")


def test_an_english_sheet_speaks_english() -> None:
    _, reader = printed(families.english(3))
    text = reader.pages[0].extract_text()
    assert "Who do we call?" in text
    assert "Coming up" in text
    assert "Wie bellen" not in text


def test_arabic_words_are_set_with_letters_of_our_own_fonts() -> None:
    made, reader = printed(families.arabic())
    fonts: Any = reader.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    names = " ".join(str(font.get_object()["/BaseFont"]) for font in fonts.values())
    assert "Arabic" in names
    assert made.unprintable == frozenset()


def test_no_text_is_smaller_than_12_points() -> None:
    sizes: list[float] = []
    _, reader = printed(families.dutch(9, 2))
    for page in reader.pages:
        page.extract_text(
            visitor_text=lambda text, cm, tm, font, size: (
                sizes.append(abs(tm[3] * cm[3]) * size) if text.strip() else None
            )
        )
    assert sizes
    assert min(sizes) >= 11.9
