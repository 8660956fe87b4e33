"""One goal from the first word to looking back, and onto the fridge."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from tests.journeys.conftest import Come
from tests.journeys.support import press
from tests.support.house import House
from tests.support.plans import cast


def put_goal(page: Page) -> None:
    press(page, "Zet een doel in het plan")
    page.get_by_label("Wat wil je?").fill("Samen eten")
    page.get_by_label("Waarom is dit belangrijk?").fill("Dan praten we weer.")
    page.get_by_role("radio", name="Eten").check()
    page.get_by_role("radio", name="Iedereen aan tafel").check()
    press(page, "Bewaar")
    expect(page.get_by_role("heading", level=1, name="Samen eten")).to_be_visible()


def add_step(page: Page, words: str) -> None:
    steps = page.locator("#steps")
    steps.get_by_text("Een stapje erbij").click()
    steps.get_by_label("Wat is het stapje?").fill(words)
    steps.get_by_role("button", name="Toevoegen").click()
    expect(steps.get_by_role("button", name=words)).to_be_visible()


def say_how_it_stands(page: Page, weather: str, why: str) -> None:
    standing = page.locator("#standing")
    if not standing.get_by_role("radio", name=weather).is_visible():
        standing.get_by_text("Vertel hoe het nu gaat").click()
    standing.get_by_role("radio", name=weather).check()
    standing.get_by_label("Waarom?").fill(why)
    standing.get_by_role("button", name="Bewaar").click()
    expect(standing.get_by_text(why).first).to_be_visible()


def agree(page: Page) -> None:
    press(page, "Nieuwe afspraak")
    page.get_by_label("Wat spreken jullie af?").fill("Opa kookt op zondag")
    page.get_by_label("Wie doet het?").select_option("Opa")
    page.get_by_label("Wanneer is het klaar?").fill((timezone.localdate() + timedelta(days=3)).isoformat())
    press(page, "Bewaar")
    expect(page.get_by_role("heading", level=1, name="Opa kookt op zondag")).to_be_visible()
    expect(page.get_by_text("over 3 dagen")).to_be_visible()


def look_back(page: Page) -> None:
    press(page, "Samen terugkijken")
    page.get_by_role("checkbox", name="Opa").check()
    page.get_by_label("Wat gaat goed?").fill("We lachen weer.")
    page.get_by_label("Wat doen we nu?").fill("Zaterdag ook.")
    page.get_by_role("radio", name="Iedereen aan tafel").check()
    press(page, "Bewaar")
    expect(page.get_by_text("We lachen weer.")).to_be_visible()


def test_from_the_first_goal_to_the_fridge(come: Come, house: House, tmp_path: Path) -> None:
    family = cast(house)
    ann, opa = come(family.people["Ann"]), come(family.people["Opa"])
    ann.goto(f"/d/{family.id}/plan/")
    put_goal(ann)
    add_step(ann, "Tafel dekken")
    add_step(ann, "Telefoons weg")
    ann.locator("#steps").get_by_role("button", name="Tafel dekken").click()
    expect(ann.get_by_role("button", name="Tafel dekken", pressed=True)).to_be_visible()
    say_how_it_stands(ann, "Regen", "We eten los van elkaar")
    say_how_it_stands(ann, "Een beetje zon", "Zondag was fijn")
    expect(ann.get_by_role("img", name="Hoe het ging")).to_be_visible()
    agree(ann)
    opa.goto(f"/d/{family.id}/")
    opa.locator("#mine").get_by_role("link", name="Opa kookt op zondag").click()
    expect(opa.get_by_role("heading", level=1, name="Opa kookt op zondag")).to_be_visible()
    opa.get_by_label("Ja, het is gelukt").check()
    opa.get_by_label("Vertel er iets over").fill("Stamppot!")
    press(opa, "Bewaar")
    expect(opa.get_by_text("Stamppot!")).to_be_visible()
    ann.goto(f"/d/{family.id}/plan/")
    look_back(ann)
    ann.goto(f"/d/{family.id}/plan/history/")
    told = ann.locator("main").inner_text()
    for words in (
        "Ann zette een doel in het plan", "Ann schreef een stapje op", "Ann vinkte een stapje af", "Ann vertelde hoe",
        "Ann schreef een afspraak op", "Opa zette bij een afspraak: gelukt", "Ann schreef op hoe jullie terugkeken",
        "Samen eten", "Stamppot!", "Zondag was fijn",
    ):  # fmt: skip
        assert words in told
    onto_the_fridge(ann, family.id, tmp_path)


def onto_the_fridge(page: Page, dossier: object, folder: Path) -> None:
    page.goto(f"/d/{dossier}/plan/")
    press(page, "Voor op de koelkast")
    expect(page.get_by_role("heading", name="Samen eten")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Bewaar als PDF")).to_be_hidden()
    printed = PdfReader(BytesIO(page.pdf(format="A4", print_background=True)))
    assert len(printed.pages) == 1
    page.emulate_media(media="screen")
    with page.expect_download() as coming:
        press(page, "Bewaar als PDF")
    coming.value.save_as(folder / "plan.pdf")
    pdf = PdfReader(folder / "plan.pdf")
    text = " ".join(pdf.pages[0].extract_text().split())
    assert len(pdf.pages) == 1
    assert "Samen eten" in text
    assert "Tafel dekken" in text
    assert str(pdf.root_object["/Lang"]).startswith("nl")


def test_changing_keeps_how_it_was(come: Come, house: House) -> None:
    family = cast(house)
    ann = come(family.people["Ann"])
    ann.goto(f"/d/{family.id}/plan/")
    put_goal(ann)
    press(ann, "Veranderen")
    ann.get_by_label("Wat wil je?").fill("Samen ontbijten")
    press(ann, "Bewaar")
    expect(ann.get_by_role("heading", level=1, name="Samen ontbijten")).to_be_visible()
    ann.locator("details", has_text="Samen eten").locator("summary").click()
    expect(ann.get_by_text("Samen eten")).to_be_visible()
    press(ann, "Gehaald!")
    expect(ann.get_by_text("Goed gedaan!")).to_be_visible()
