"""Two browsers side by side: what one ends, the other no longer shows."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Come
from tests.journeys.support import press
from tests.support.house import House
from tests.support.journal import Cast

GONE = "Aan dit haakje hangt niets"
SECRET = "De belastingdienst heeft geschreven"
SOON = 10_000


def end_the_seat(ann: Page, family: Cast) -> None:
    ann.goto(f"/d/{family.id}/table/seats/{family.seats['Eva']}/")
    press(ann, "Haal deze stoel weg")


def freeze(ann: Page, family: Cast) -> None:
    ann.goto(f"/d/{family.id}/table/")
    press(ann, "Tafel bevriezen")


def shows_nothing(page: Page) -> None:
    assert SECRET not in page.content()
    assert "Ann" not in page.content()


@pytest.mark.parametrize("do", [end_the_seat, freeze])
def test_an_open_page_empties_itself(come: Come, house: House, do: Callable[[Page, Cast], None]) -> None:
    family = Cast(house)
    family.write("Ann", "table", SECRET)
    ann, eva = come(family.people["Ann"]), come(family.people["Eva"])
    eva.goto("/today/")
    eva.goto(family.at())
    eva.get_by_role("link", name="Reageer").first.click()
    expect(eva.get_by_text(SECRET)).to_be_visible()
    do(ann, family)
    expect(eva.get_by_role("heading", name=GONE)).to_be_visible(timeout=SOON)
    shows_nothing(eva)
    eva.go_back()
    shows_nothing(eva)
    eva.go_forward()
    expect(eva.get_by_role("heading", name=GONE)).to_be_visible()
    shows_nothing(eva)
    for room in ("", "journal/", "plan/", "table/", "who-looked/"):
        eva.goto(f"/d/{family.id}/{room}")
        expect(eva.get_by_role("heading", name=GONE)).to_be_visible()
        shows_nothing(eva)


def test_a_thawed_table_is_there_again(come: Come, house: House) -> None:
    family = Cast(house)
    ann, eva = come(family.people["Ann"]), come(family.people["Eva"])
    freeze(ann, family)
    eva.goto(family.at())
    expect(eva.get_by_role("heading", name=GONE)).to_be_visible()
    press(ann, "Open de tafel weer")
    eva.goto(family.at())
    expect(eva.get_by_role("heading", name="Dagboek")).to_be_visible()


def test_what_was_being_typed_is_not_sent_into_the_dossier(come: Come, house: House) -> None:
    family = Cast(house)
    ann, eva = come(family.people["Ann"]), come(family.people["Eva"])
    eva.goto(family.at(page="write"))
    eva.get_by_label("Wat wil je vertellen?").fill("Nog even dit")
    end_the_seat(ann, family)
    button = eva.get_by_role("button", name="Zet het in het dagboek")
    if button.count():
        button.click()
    expect(eva.get_by_role("heading", name=GONE)).to_be_visible(timeout=SOON)
    ann.goto(family.at())
    expect(ann.get_by_text("Nog even dit")).to_have_count(0)
