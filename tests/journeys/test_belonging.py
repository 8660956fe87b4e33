"""A professional types what may not belong in a dossier that the family reads: a hint comes, and nothing stops them."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Come
from tests.journeys.support import PHONE, comment, faults, press, speak, too_wide
from tests.support.house import House
from tests.support.journal import Cast

from keukentafel.dossiers.belonging import about

RISKY = "Ik vermoed kindermishandeling."
SENTENCES = Path(__file__).parents[1] / "unit" / "dossiers" / "sentences"


@pytest.fixture
def family(house: House) -> Cast:
    return Cast(house)


def writing(page: Page, family: Cast) -> None:
    """Where a new entry is written."""
    page.goto(family.at(page="write"))
    if page.get_by_role("radio").count():
        page.get_by_role("radio", name="Iedereen aan tafel").check()


def test_the_hint_comes_while_typing_and_nothing_is_sent_for_it(come: Come, family: Cast) -> None:
    page = come(family.people["Bo"], **PHONE)
    writing(page, family)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.method + " " + request.url))
    text, hint = page.get_by_label("Wat wil je vertellen?"), page.get_by_role("status")
    text.press_sequentially("Vandaag ging het goed. ")
    page.wait_for_timeout(800)
    expect(hint).to_be_empty()
    text.press_sequentially(RISKY)
    expect(hint).to_contain_text("Heb je een vermoeden van mishandeling")
    expect(hint).to_contain_text("aandachtsfunctionaris")
    expect(hint).not_to_contain_text("Veilig Thuis?")
    expect(hint.get_by_role("link", name="0800-2000")).to_be_visible()
    assert faults(page) == []
    assert too_wide(page) == []
    assert [one for one in asked if "pulse" not in one and "GET" not in one] == []
    text.fill("Vandaag ging het goed.")
    expect(hint).to_be_empty()
    assert page.locator("[name=all_the_same]").count() == 0
    text.fill(RISKY)
    expect(hint).to_contain_text("vermoeden")
    press(page, "Zet het in het dagboek")
    expect(page.get_by_text("Het staat in het dagboek.")).to_be_visible()
    expect(page.locator("article", has_text=RISKY)).to_have_count(1)


def test_a_comment_that_was_fetched_has_it_too(come: Come, family: Cast) -> None:
    page = come(family.people["Bo"])
    page.goto(family.at())
    article = page.locator("article").first
    comment(article, "Stap 2 van de meldcode.")
    expect(article.get_by_role("status").first).to_contain_text("Gaat het over de meldcode")
    article.get_by_role("button", name="Verstuur").click()
    expect(article.locator(".jr-comment", has_text="meldcode")).to_be_visible()


def test_the_family_has_no_script_for_it(come: Come, family: Cast) -> None:
    page = come(family.people["Ann"])
    writing(page, family)
    page.get_by_label("Wat wil je vertellen?").fill(RISKY)
    assert page.locator("script[src*=belongs], .kt-reads").count() == 0


@pytest.mark.parametrize("language", ["nl", "en"])
def test_without_javascript_it_is_asked_once(come: Come, family: Cast, site: str, language: str) -> None:
    page = come(family.people["Bo"], java_script_enabled=False, **PHONE)
    speak(page, site, language)
    writing_plain(page, family)
    button = page.locator("button[name=all_the_same]")
    expect(button).to_be_visible()
    expect(page.locator("textarea")).to_have_value(RISKY)
    expect(page.get_by_role("link", name={"nl": "Aanpassen", "en": "Change it"}[language])).to_be_visible()
    button.click()
    expect(page.locator("article", has_text=RISKY)).to_have_count(1)


def writing_plain(page: Page, family: Cast) -> None:
    """Write it and send it, in either language."""
    page.goto(family.at(page="write"))
    if page.get_by_role("radio").count():
        page.get_by_role("radio").first.check()
    page.locator("textarea").fill(RISKY)
    page.locator("main form button[type=submit]").last.click()


def test_browser_and_server_find_the_same(come: Come, family: Cast) -> None:
    page = come(family.people["Bo"])
    writing(page, family)
    lines = (SENTENCES / "ordinary.txt").read_text().splitlines()
    lines += [line.split("\t")[1] for line in (SENTENCES / "risky.txt").read_text().splitlines()]
    lines += [
        "Véilig Thuïs",
        "VT VT",
        "aVT",
        "Ik vermoed\r\ngeweld",
        "Ik vermoed\n\ngeweld",
        "kinder\u00admishandeling",
        "İncest",
    ]
    found = page.evaluate(
        """lines => lines.map(line => {
          const area = document.querySelector("textarea");
          area.value = line;
          area.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
          return document.querySelector(".kt-belongs").dataset.about ?? "";
        })""",
        lines,
    )
    assert [one.split() for one in found] == [list(about(line)) for line in lines]
    assert sum(map(bool, found)) > 200
