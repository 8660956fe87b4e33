"""A letter: written, brought by a worker, read, answered."""

from playwright.sync_api import Page, expect
from tests.journeys.conftest import Come
from tests.journeys.support import open_newest_letter, press, send_letters
from tests.support.family import Family, person
from tests.support.house import House

WORDS = "Wil je met ons meekijken?\nHet gaat om school."
SHUT = "Deze brief gaat niet open"


def write_letter(page: Page, family: Family, address: str = "judith@wijkteam.example") -> None:
    """Ann writes to a professional."""
    page.goto(f"/d/{family.id}/table/")
    press(page, "Nodig iemand uit")
    page.get_by_label("Een hulpverlener").check()
    press(page, "Schrijf de brief")
    page.get_by_label("Naam").fill("Judith")
    page.get_by_label("E-mailadres").fill(address)
    page.get_by_label("Organisatie").fill("Wijkteam")
    page.get_by_label("Functie").fill("gezinscoach")
    page.get_by_label("Wat vragen we van je?").fill(WORDS)
    press(page, "Verstuur de brief")
    expect(page.get_by_text("De brief is onderweg.")).to_be_visible()


def letters_card(page: Page) -> str:
    return page.locator(".kt-card", has_text="Brieven die onderweg zijn").inner_text()


def test_invited_and_sitting_down(come: Come, house: House, site: str) -> None:
    family = Family(house)
    family.seat("Oma", "relative")
    ann, judith = come(family.people["Ann"]), come()
    write_letter(ann, family)
    assert "Open tot" in letters_card(ann)
    send_letters(site)
    open_newest_letter(judith)
    expect(judith.get_by_role("heading", name="Er is een brief voor je")).to_be_visible()
    assert "meekijken" not in judith.content()
    press(judith, "Maak een account")
    judith.get_by_label("Hoe heet je?").fill("Judith Kramer")
    judith.get_by_label("E-mailadres").fill("judith@wijkteam.example")
    judith.get_by_label("Kies een wachtwoord").fill("koffie en koekjes")
    press(judith, "Maak een account")
    # The letter proved the address: no second letter is needed.
    expect(judith.get_by_role("heading", name="Een brief voor jou")).to_be_visible()
    told = judith.locator("main").inner_text()
    for words in ("Wil je met ons meekijken?", "Wat ga je zien?", "Ann", "Oma"):
        assert words in told
    judith.get_by_label("Hoe wil je hier heten?").fill("Judith van het wijkteam")
    press(judith, "Ja, ik schuif aan")
    expect(judith.get_by_text("Welkom. Je zit nu aan tafel.")).to_be_visible()
    ann.reload()
    for page in (ann, judith):
        people = page.locator(".kt-card", has_text="3 stoelen")
        expect(people).to_contain_text("Ann")
        expect(people).to_contain_text("Judith van het wijkteam")
        assert "Judith" in (page.locator(".kt-table svg, svg.kt-table").first.text_content() or "")


def test_saying_no_with_a_word(come: Come, house: House, site: str) -> None:
    family = Family(house)
    ann, judith = come(family.people["Ann"]), come(person("Judith"))
    write_letter(ann, family, "judith@example.org")
    send_letters(site)
    open_newest_letter(judith)
    judith.get_by_text("Nee, dank je").click()
    judith.get_by_label("Een woord bij je nee").fill("Ik ga met pensioen.")
    press(judith, "Zeg nee")
    expect(judith.get_by_role("heading", name="Je hebt nee gezegd")).to_be_visible()
    ann.reload()
    expect(ann.get_by_text("Zei nee")).to_be_visible()
    expect(ann.get_by_text("Ik ga met pensioen.")).to_be_visible()
    judith.goto("/today/")
    expect(judith.get_by_text("Je zit nog niet aan een tafel")).to_be_visible()


def test_taken_back(come: Come, house: House, site: str) -> None:
    family = Family(house)
    ann, judith = come(family.people["Ann"]), come(person("Judith"))
    write_letter(ann, family, "judith@example.org")
    send_letters(site)
    open_newest_letter(judith)
    link = judith.url
    expect(judith.get_by_role("heading", name="Een brief voor jou")).to_be_visible()
    press(ann, "Neem terug")
    expect(ann.get_by_text("De brief is teruggenomen.")).to_be_visible()
    press(judith, "Ja, ik schuif aan")
    expect(judith.get_by_role("heading", name=SHUT)).to_be_visible()
    judith.goto(link)
    expect(judith.get_by_role("heading", name=SHUT)).to_be_visible()
    assert "meekijken" not in judith.content()


def test_too_late(come: Come, house: House, site: str) -> None:
    family = Family(house)
    ann, judith = come(family.people["Ann"]), come(person("Judith"))
    write_letter(ann, family, "judith@example.org")
    send_letters(site)
    house.owner.execute(
        "UPDATE invitation SET sent = sent - interval '73 hours', expires = expires - interval '73 hours'"
    )
    open_newest_letter(judith)
    expect(judith.get_by_role("heading", name=SHUT)).to_be_visible()
    ann.reload()
    assert "Verlopen" in ann.locator("main").inner_text()
    press(ann, "Stuur opnieuw")
    send_letters(site)
    open_newest_letter(judith)
    expect(judith.get_by_role("heading", name="Een brief voor jou")).to_be_visible()


def test_a_letter_for_another_address_stays_shut(come: Come, house: House, site: str) -> None:
    family = Family(house)
    ann, other = come(family.people["Ann"]), come(person("Nieuwsgierig"))
    write_letter(ann, family, "judith@example.org")
    send_letters(site)
    open_newest_letter(other)
    expect(other.get_by_role("heading", name=SHUT)).to_be_visible()
    assert "meekijken" not in other.content()
