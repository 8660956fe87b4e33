"""Everything works without JavaScript: writing, answering, ticking, agreeing, inviting, freezing."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Come
from tests.journeys.support import press
from tests.journeys.test_letters import write_letter
from tests.support.house import House
from tests.support.journal import Cast
from tests.support.plans import planned


@pytest.fixture
def family(house: House) -> Cast:
    return Cast(house)


@pytest.fixture
def plain(come: Come, family: Cast) -> Page:
    """Ann's browser, without JavaScript."""
    return come(family.people["Ann"], java_script_enabled=False)


def test_the_journal(plain: Page, family: Cast) -> None:
    plain.goto(family.at())
    press(plain, "Schrijf iets")
    plain.get_by_label("Wat wil je vertellen?").fill("  ")
    press(plain, "Zet het in het dagboek")
    expect(plain.locator("#text-error")).to_be_visible()
    plain.get_by_label("Wat wil je vertellen?").fill("Zonder haast")
    press(plain, "Zet het in het dagboek")
    expect(plain.get_by_text("Het staat in het dagboek.")).to_be_visible()
    plain.locator("article", has_text="Zonder haast").get_by_role("link", name="Reageer").click()
    plain.get_by_label("Wat wil je zeggen?").fill("Mooi")
    press(plain, "Verstuur")
    expect(plain.locator(".jr-comment", has_text="Mooi")).to_be_visible()
    press(plain, "Liefs")
    expect(plain.get_by_role("button", pressed=True)).to_have_count(1)
    plain.locator("article > .jr-links").get_by_role("link", name="Veranderen").click()
    plain.get_by_label("De tekst").fill("Zonder enige haast")
    press(plain, "Bewaar")
    expect(plain.get_by_text("Zonder enige haast")).to_be_visible()


def test_the_plan(plain: Page, family: Cast) -> None:
    there = planned(family, "Ann", "table")
    plain.goto(f"/d/{family.id}/plan/")
    press(plain, "Stap water")
    expect(plain.get_by_role("button", name="Stap water", pressed=True)).to_be_visible()
    plain.goto(f"/d/{family.id}/plan/goals/{there.goal}/")
    expect(plain.get_by_role("button", name="Stap water", pressed=True)).to_be_visible()
    plain.get_by_text("Vertel hoe het nu gaat").click()
    plain.locator("#standing").get_by_role("radio", name="Regen").check()
    plain.locator("#standing").get_by_role("button", name="Bewaar").click()
    expect(plain.locator("#standing .kt-row").first).to_contain_text("Regen")
    plain.goto(f"/d/{family.id}/plan/agreements/{there.agreement}/")
    if plain.get_by_role("button", name="Dit geldt weer").count():
        press(plain, "Dit geldt weer")
    plain.get_by_label("Nee, deze keer niet").check()
    plain.get_by_label("Vertel er iets over").fill("De bus kwam niet")
    press(plain, "Bewaar")
    expect(plain.get_by_text("De bus kwam niet")).to_be_visible()


def test_the_table(plain: Page, family: Cast) -> None:
    write_letter(plain, family)
    press(plain, "Tafel bevriezen")
    expect(plain.get_by_role("button", name="Open de tafel weer")).to_be_visible()
    press(plain, "Open de tafel weer")
    expect(plain.get_by_role("button", name="Tafel bevriezen")).to_be_visible()


def test_on_paper_there_is_only_what_was_written(come: Come, family: Cast, tmp_path: Path) -> None:
    planned(family, "Ann", "table")
    page = come(family.people["Ann"])
    for room, words in (("plan/", "Doel water"), ("journal/", "Zo ging het")):
        page.goto(f"/d/{family.id}/{room}")
        page.emulate_media(media="print")
        expect(page.get_by_text(words).first).to_be_visible()
        expect(page.get_by_role("button", name="Snel weg")).to_be_hidden()
        expect(page.locator(".kt-nav")).to_be_hidden()
        expect(page.locator("footer form")).to_be_hidden()
        page.emulate_media(media="screen")
