"""Whatever is typed comes out as typed: never read as markup, never able to turn or break the page."""

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from keukentafel.rooms.plan.fridge.clean import MISSING, clean, is_rtl
from keukentafel.rooms.plan.fridge.pdf import Printed, render
from keukentafel.rooms.plan.fridge.sheet import Sheet, SheetAgreement, SheetCall, SheetGoal, SheetMoment, SheetStep

from . import families

SAY = families.say_in("nl")
MARKUP = [
    "#panic()",
    "#sys.inputs",
    "$ x^2 $",
    "*vet* _schuin_",
    "]",
    "[",
    "= kop",
    "// weg",
    "/* weg */",
    "@bron <fit>",
    "`code`",
    "\\ \\u{41}",
    "- + /",
    "<fit>",
    "'\"--~",
]


def with_text(text: str) -> Sheet:
    """A sheet that carries the text at every place where a family can type."""
    one = SheetAgreement("a1", (text, text), text, families.PRINTED)
    goal = SheetGoal("g1", text, text, "home", 2, (SheetStep(text), SheetStep(text, done=True)), (one,))
    moment = SheetMoment(families.PRINTED, text)
    return Sheet(
        text, "nl", families.PRINTED, (goal,), (replace(one, id="a2"),), (SheetCall(text, text, text),), (moment,)
    )


def text_of(made: Printed) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(made.pdf)).pages)


@pytest.mark.parametrize("text", MARKUP)
def test_markup_is_shown_and_not_obeyed(text: str) -> None:
    assert "".join(text.split()) in "".join(text_of(render(with_text(text), SAY)).split())


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\x00\x01\x7f",
        "\u202eomgekeerd\u2066x",
        "👩‍👩‍👧‍👦 🇳🇱 👍🏽 ❤️",
        "a\u0301" * 50,
        "z" + "\u0323" * 300,
        "漢字",
        "\ud800",
        "\ufffe",
    ],
)
def test_strange_signs_still_give_a_page(text: str) -> None:
    assert render(with_text(text), SAY).pdf.startswith(b"%PDF-")


@pytest.mark.parametrize("text", ["woord " * 1667, "x" * 10_000, "ا" * 10_000, "😀" * 2_000])
def test_ten_thousand_signs_flow_on_over_pages(text: str) -> None:
    made = render(replace(families.dutch(0), goals=(SheetGoal("g1", "Lang", text),)), SAY)
    assert made.pages > 1 or made.left_over == ()
    for page in PdfReader(BytesIO(made.pdf)).pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)


def test_an_unprintable_sign_is_told_and_shown_as_a_box() -> None:
    made = render(with_text("漢"), SAY)
    assert made.unprintable == {"漢"}
    assert MISSING in text_of(made)


def test_marks_that_turn_the_direction_are_taken_out() -> None:
    assert clean("a\u202eb\u2067c\u200f") == "abc"


def test_direction_is_that_of_the_first_letter() -> None:
    assert is_rtl("12 فاطمة")
    assert is_rtl("שלום x")
    assert not is_rtl("Ron فاطمة")
    assert not is_rtl("112")


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=60))
def test_any_text_gives_a_page(text: str) -> None:
    assert render(with_text(text), SAY).pages >= 1
