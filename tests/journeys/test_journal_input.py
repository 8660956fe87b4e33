"""What people type, paste and lose: said at the field, and still there."""

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Come
from tests.journeys.support import comment, press
from tests.support.house import House
from tests.support.journal import Cast

TEXT = "Wat wil je vertellen?"
HIDDEN = "In deze tekst staan tekens die niemand kan zien."


def send(page: Page, family: Cast, words: str) -> None:
    page.goto(family.at(page="write"))
    page.get_by_label(TEXT).fill(words)
    press(page, "Zet het in het dagboek")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Hallo\u200bdaar", HIDDEN),
        ("Betaald: \u202e0001 euro", HIDDEN),
        ("a" * 20_001, "Dit is te lang: 20001 tekens, en er passen er 20000."),
        ("   \n ", "Schrijf eerst iets."),
    ],
    ids=["invisible", "right to left", "too long", "nothing"],
)
def test_a_mistake_is_told_at_the_field(come: Come, house: House, words: str, told: str) -> None:
    family = Cast(house)
    ann = come(family.people["Ann"])
    send(ann, family, words)
    field = ann.get_by_label(TEXT)
    expect(ann.get_by_role("alert")).to_contain_text("Eén ding klopt nog niet")
    expect(ann.locator("#text-error")).to_contain_text(told)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(ann.locator("#text-error").inner_text().strip())
    assert field.input_value() == words
    ann.get_by_role("alert").get_by_role("link").click()
    expect(field).to_be_focused()


def test_what_looks_strange_but_is_fine(come: Come, house: House) -> None:
    family = Cast(house)
    ann = come(family.people["Ann"])
    for words in ("👨‍👩‍👧‍👦 samen 🏳️‍🌈", "مرحبا يا صديقي", "a" * 20_000):
        send(ann, family, words)
        expect(ann.get_by_text("Het staat in het dagboek.")).to_be_visible()
        expect(ann.locator("article .jr-text", has_text=words[:40]).first).to_be_visible()
        assert ann.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("day", ["0000-01-01", "0001-01-01", "1899-12-31", "2101-01-01", "31-02-2020", "gisteren"])
def test_a_day_that_cannot_be(come: Come, house: House, day: str) -> None:
    family = Cast(house)
    ann = come(family.people["Ann"])
    ann.goto(family.at(page="write"))
    ann.get_by_label(TEXT).fill("Lang geleden")
    ann.get_by_text("Was het op een andere dag?").click()
    # As a browser without date fields would send it.
    ann.evaluate("day => { const one = document.getElementById('day'); one.type = 'text'; one.value = day; }", day)
    press(ann, "Zet het in het dagboek")
    expect(ann.locator("#day-error")).to_be_visible()
    expect(ann.get_by_label(TEXT)).to_have_value("Lang geleden")
    expect(ann.get_by_text("Het staat in het dagboek.")).to_have_count(0)


def test_a_mistake_in_a_comment_stays_in_the_feed(come: Come, house: House) -> None:
    family = Cast(house)
    item = family.write("Ann", "table", "Bij dit stukje")
    ann = come(family.people["Ann"])
    ann.goto(family.at())
    article = ann.locator(f"#e{item}")
    comment(article, "Ik zeg\u2066 iets")
    article.get_by_role("button", name="Verstuur").click()
    expect(article.get_by_role("alert")).to_be_focused()
    assert article.get_by_label("Wat wil je zeggen?").input_value() == "Ik zeg\u2066 iets"
    article.get_by_label("Wat wil je zeggen?").fill("Ik zeg iets")
    article.get_by_role("button", name="Verstuur").click()
    expect(article.locator(".jr-comment", has_text="Ik zeg iets")).to_have_count(1)
    assert ann.url.endswith(family.at())


def test_no_connection_half_way_loses_no_word(come: Come, house: House) -> None:
    family = Cast(house)
    item = family.write("Ann", "table", "In de trein")
    ann = come(family.people["Ann"])
    ann.goto(family.at())
    article = ann.locator(f"#e{item}")
    comment(article, "Een lang verhaal")
    ann.context.set_offline(True)
    article.get_by_role("button", name="Verstuur").click()
    expect(article.get_by_role("alert")).to_contain_text("geen verbinding")
    expect(article.get_by_label("Wat wil je zeggen?")).to_have_value("Een lang verhaal")
    ann.context.set_offline(False)
    article.get_by_role("button", name="Verstuur").click()
    expect(article.locator(".jr-comment", has_text="Een lang verhaal")).to_have_count(1)


def test_no_connection_while_writing_loses_no_word(come: Come, house: House) -> None:
    family = Cast(house)
    ann = come(family.people["Ann"])
    ann.goto(family.at(page="write"))
    ann.get_by_label(TEXT).fill("Heel veel woorden")
    ann.context.set_offline(True)
    ann.get_by_role("button", name="Zet het in het dagboek").click()
    expect(ann.get_by_role("alert")).to_contain_text("geen verbinding")
    expect(ann.get_by_label(TEXT)).to_have_value("Heel veel woorden")
    ann.context.set_offline(False)
    ann.get_by_role("button", name="Zet het in het dagboek").click()
    expect(ann.get_by_text("Het staat in het dagboek.")).to_be_visible()
    ann.goto(family.at())
    expect(ann.locator("article", has_text="Heel veel woorden")).to_have_count(1)
