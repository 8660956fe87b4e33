"""A professional gets an easier word while typing, and can take it back; the family opens a hard word where it stands."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, expect
from tests.journeys.conftest import Come
from tests.journeys.support import PHONE, faults, too_wide
from tests.support.house import House
from tests.support.journal import Cast

from keukentafel.look.plain import measure, terms
from keukentafel.look.plain.finding import find

HARD = "De beschikking is er."
SENTENCES = Path(__file__).parents[1] / "unit" / "look" / "plain" / "sentences"


@pytest.fixture
def family(house: House) -> Cast:
    return Cast(house)


def writing(page: Page, family: Cast) -> None:
    page.goto(family.at(page="write"))
    page.get_by_label("Wat wil je vertellen?").focus()
    page.wait_for_load_state("networkidle")


def tells(request: Request) -> bool:
    """Whether something of what is typed could be in it: not in a script of our own by its fixed address, nor in the pulse."""
    fixed = request.method == "GET" and re.fullmatch(r"http://[^/]+/static/built/[\w.-]+", request.url)
    return not fixed and "pulse" not in request.url


def test_an_easier_word_by_one_tap_and_back(come: Come, family: Cast) -> None:
    page = come(family.people["Bo"], **PHONE)
    writing(page, family)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.method} {request.url}") if tells(request) else None)
    text, tip = page.get_by_label("Wat wil je vertellen?"), page.locator(".kt-plainer")
    text.press_sequentially(HARD)
    expect(tip).to_contain_text("Kan het eenvoudiger?")
    assert faults(page) == []
    assert too_wide(page) == []
    tip.get_by_role("button", name="besluit").click()
    expect(text).to_have_value("De besluit is er.")
    tip.get_by_role("button", name="Zet het terug").click()
    expect(text).to_have_value(HARD)
    tip.get_by_role("button", name="besluit").click()
    text.press("Control+z")
    expect(text).to_have_value(HARD)
    assert sent == []


def test_a_writer_who_has_seen_it_is_left_in_peace(come: Come, family: Cast) -> None:
    page = come(family.people["Bo"])
    writing(page, family)
    text, tip = page.get_by_label("Wat wil je vertellen?"), page.locator(".kt-plainer")
    text.fill(HARD)
    expect(tip).to_contain_text("besluit")
    tip.get_by_role("button", name="Laat het zo").click()
    expect(tip).to_be_empty()
    text.fill(f"{HARD} En een indicatie.")
    page.wait_for_timeout(1500)
    expect(tip).to_be_empty()


def test_the_family_opens_a_word_by_finger_and_by_keyboard(come: Come, family: Cast) -> None:
    entry = family.write("Bo", "table", HARD)
    page = come(family.people["Ann"], **PHONE)
    page.goto(family.at(entry))
    word, meaning = page.get_by_role("button", name="beschikking"), page.locator("#kt-meaning")
    word.tap()
    expect(meaning).to_have_text(terms.known()["beschikking"].nl)
    expect(word).to_have_attribute("aria-expanded", "true")
    assert faults(page) == []
    assert too_wide(page) == []
    page.keyboard.press("Escape")
    expect(meaning).to_be_empty()
    word.blur()
    word.focus()
    expect(meaning).to_contain_text("Een brief van de gemeente")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(meaning).to_be_empty()


def test_browser_and_server_find_the_same(come: Come, family: Cast) -> None:
    page = come(family.people["Bo"])
    writing(page, family)
    lines = [
        line.split("\t")[-1]
        for name in ("easy", "heavy", "new")
        for line in (SENTENCES / f"{name}.txt").read_text().splitlines()
    ]
    lines += [
        "IB’er en IB'er",
        "Beschikkingen! beschikking's",
        "eigen-kracht, Eigen kracht",
        "vir VIR",
        "één\nregel",
        "Zin. En 3.5 (ja). Zo!",
    ]
    found = page.evaluate(
        """async lines => {
          const area = document.querySelector("textarea"), all = [];
          for (const line of lines) {
            area.value = line;
            area.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
            all.push(JSON.parse(document.querySelector(".kt-plainer").dataset.tips ?? "[]"));
          }
          return all;
        }""",
        lines,
    )
    for line, tips in zip(lines, found, strict=True):
        words = list(dict.fromkeys(line[one.start : one.end] for one in find(line)))
        assert tips == [*words, *(one.sentence for one in measure.heavy(line))][:3], line
    assert sum(map(bool, found)) > 40
