"""Every word of the sheet and its page has a Dutch one; the page's sizes are those of the PDF."""

import re
from pathlib import Path

import polib
import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from keukentafel.rooms.plan import fridge
from keukentafel.rooms.plan.fridge import drawings, words
from keukentafel.rooms.plan.fridge.page import Choice, page_context
from keukentafel.rooms.plan.fridge.sheet import PICTURES, Sheet, SheetGoal

from . import families

HERE = Path(str(fridge.__file__)).parent
ROOM = HERE.parent
THE_HOUSES = {"Leaves at once. Pressing Escape twice does the same."}
"""Said on every page; its Dutch is the house's."""
TEMPLATE = ROOM / "templates" / "plan" / "fridge_print.html"


def page(sheet: Sheet, *choices: Choice) -> str:
    say = families.say_in(sheet.language)
    made = Environment(
        loader=FileSystemLoader(ROOM / "templates"),
        undefined=StrictUndefined,
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
    )

    def said(text: str) -> str:
        return text if text in THE_HOUSES else say(text)

    made.install_gettext_callables(said, lambda one, many, n: one, newstyle=True)  # type: ignore[attr-defined]
    made.globals.update(
        static=lambda name: f"/static/{name}", language=lambda: sheet.language, harmless_page=lambda: "/weg"
    )
    context = page_context(sheet, say, choices)
    return made.get_template("plan/fridge_print.html").render(
        **context, pdf_href="/pdf", back_href="/plan", choose_href="/print", exit_href="/exit/", pulse_url="/pulse"
    )


def test_the_catalogue_is_complete_and_has_nothing_else() -> None:
    asked = set(re.findall(r'_\(["\'](.+?)["\'][,)]', TEMPLATE.read_text().replace("_('Print')", '_("Print")')))
    said: list[str] = []
    words.sheet_words(lambda text: said.append(text) or text)  # type: ignore[func-returns-value, redundant-expr]
    asked |= (
        set(said)
        | {words.score_words(n, str) for n in range(1, 6)}
        | {words.picture_words(key, str) for key in PICTURES}
    )
    asked |= {"This is our own plan. Printed on %(day)s."}
    asked -= THE_HOUSES
    assert asked == {entry.msgid for entry in polib.pofile(str(HERE / "locale" / "nl.po")) if entry.msgstr}


def test_every_picture_is_drawn() -> None:
    for key in (*PICTURES, "phone", *(f"scale-{n}" for n in range(1, 6))):
        drawn = drawings.drawing(key, "#123456")
        assert 'viewBox="0 0 48 48"' in drawn
        assert "#123456" in drawn
        assert "currentColor" not in drawn


def test_the_page_has_the_sizes_of_the_pdf() -> None:
    sizes = (
        ("text", "pt"),
        ("title", "pt"),
        ("head", "pt"),
        ("picture", "mm"),
        ("small", "pt"),
        ("gap", "mm"),
        ("pad", "mm"),
    )
    parts = ", ".join(rf"{name}: ([\d.]+){unit}" for name, unit in sizes)
    pdf = re.findall(parts, (HERE / "sheet.typ").read_text())
    css = (ROOM / "static" / "plan" / "fridge-print.css").read_text()
    screen = re.findall(r"\.fp-size-\d+ \{ " + " ".join(rf"--{name}: ([\d.]+){unit};" for name, unit in sizes), css)
    assert pdf == screen
    assert min(float(size[0]) for size in pdf) >= 14
    assert min(float(size[4]) for size in pdf) >= 12


def test_a_page_that_fits_says_nothing_of_too_long() -> None:
    shown = page(families.dutch(3))
    assert "Er komt weer water uit de kraan" in shown
    assert "te lang" not in shown
    assert shown.count("<article") == 1
    assert "style=" not in shown
    # only the house's own, for the way out
    assert re.findall(r"<script[^>]*>", shown) == ['<script src="/static/built/keukentafel.js" defer>']


def test_a_page_that_is_too_long_says_so_and_marks_what_falls_off() -> None:
    sheet = families.dutch(9)
    shown = page(sheet, *(Choice(goal.id, goal.title, kept=True) for goal in sheet.goals))
    assert "Dit is te lang voor één blad." in shown
    assert shown.count("Past er nog niet op") == 1
    assert shown.index('value="g9"') < shown.index("Past er nog niet op")


def test_what_is_typed_is_never_html() -> None:
    shown = page(Sheet("<b>x", "nl", families.PRINTED, (SheetGoal("g", "<img src=x>", why="\"'&"),)))
    assert "<img" not in shown
    assert "&lt;img src=x&gt;" in shown


@pytest.mark.parametrize("score", [0, 6])
def test_a_score_is_one_to_five(score: int) -> None:
    with pytest.raises(ValueError, match="1 to 5"):
        SheetGoal("g", "x", score=score)
