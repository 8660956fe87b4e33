"""The key store is away for a moment while somebody writes: no word is lost, with JavaScript and without."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import expect
from tests.journeys.conftest import Come
from tests.journeys.support import comment, press
from tests.support.house import House
from tests.support.journal import Cast

from keukentafel import vault
from keukentafel.site.health import KEPT

TEXT = "Wat wil je vertellen?"
WORDS = "Vandaag ging het goed op school.\nMorgen gaan we naar oma."
AWAY = "We kunnen de dossiers nu niet openen."


@contextmanager
def keys_away() -> Iterator[None]:
    """As when the volume with the key store is not there: for every process."""
    store = vault.current()._store
    files = [store.path, store.log]
    for file in files:
        file.rename(file.with_name(file.name + ".away"))
    try:
        yield
    finally:
        for file in files:
            file.with_name(file.name + ".away").rename(file)


def test_what_is_being_written_stays_where_it_is(come: Come, house: House) -> None:
    family = Cast(house)
    item = family.write("Ann", "table", "Bij dit stukje")
    ann = come(family.people["Ann"])
    ann.goto(family.at())
    article = ann.locator(f"#e{item}")
    comment(article, "Een lang verhaal")
    with keys_away():
        article.get_by_role("button", name="Verstuur").click()
        expect(article.get_by_role("alert")).to_contain_text(AWAY)
        expect(article.get_by_label("Wat wil je zeggen?")).to_have_value("Een lang verhaal")
    article.get_by_role("button", name="Verstuur").click()
    expect(article.locator(".jr-comment", has_text="Een lang verhaal")).to_have_count(1)
    ann.goto(family.at(page="write"))
    ann.get_by_label(TEXT).fill(WORDS)
    ann.wait_for_timeout(KEPT * 1000 + 500)
    with keys_away():
        ann.get_by_role("button", name="Zet het in het dagboek").click()
        expect(ann.get_by_role("alert")).to_contain_text(AWAY)
        expect(ann.get_by_label(TEXT)).to_have_value(WORDS)
        ann.wait_for_timeout(KEPT * 1000 + 500)
    press(ann, "Zet het in het dagboek")
    expect(ann.get_by_text("Het staat in het dagboek.")).to_be_visible()


def test_without_javascript_it_is_handed_back(come: Come, house: House) -> None:
    family = Cast(house)
    ann = come(family.people["Ann"], java_script_enabled=False)
    ann.goto(family.at(page="write"))
    ann.get_by_label(TEXT).fill(WORDS)
    with keys_away():
        ann.get_by_role("button", name="Zet het in het dagboek").click()
        expect(ann.get_by_role("heading", name="De dossiers zijn even dicht")).to_be_visible()
        expect(ann.get_by_label("Wat jij typte")).to_have_value(WORDS)
    ann.get_by_role("button", name="Stuur het opnieuw").click()
    expect(ann.get_by_text("Het staat in het dagboek.")).to_be_visible()
    expect(ann.locator("article", has_text="Morgen gaan we naar oma.")).to_have_count(1)
