"""A tablet in the middle of the table: one types, another follows live; the minutes fit on a page."""

import pytest
from playwright.sync_api import expect
from tests.journeys.conftest import Come
from tests.journeys.support import PHONE, faults, too_wide
from tests.support.house import House
from tests.support.journal import Cast
from tests.support.meetings import held, planned, point

TABLET = {"viewport": {"width": 820, "height": 1180}, "has_touch": True}


@pytest.fixture
def family(house: House) -> Cast:
    return Cast(house)


def test_one_types_and_another_sees_it_come(come: Come, family: Cast) -> None:
    meeting = planned(family, "Ann")
    point(family, meeting, "Opa", "Wie haalt Sem?")
    here = f"/d/{family.id}/meetings/{meeting}/now/"
    tablet, phone = come(family.people["Ann"], **TABLET), come(family.people["Bo"], **PHONE)
    tablet.goto(here)
    phone.goto(here)
    for page in (tablet, phone):
        expect(page.locator("#point h2")).to_have_text("Wie haalt Sem?")
        assert faults(page) == []
        assert too_wide(page) == []
    tablet.get_by_role("link", name="Een afspraak").click()
    tablet.get_by_label("Wat spreken jullie af?").fill("Opa haalt Sem op dinsdag")
    assert faults(tablet) == []
    tablet.get_by_role("button", name="Bewaar").click()
    expect(tablet.locator("#point .mt-results")).to_contain_text("Opa haalt Sem op dinsdag")
    expect(phone.locator(".mt-bar")).to_contain_text("1 van 6 punten", timeout=15_000)
    tablet.get_by_role("button", name="Bo").click()
    expect(tablet.get_by_role("button", name="Bo", pressed=True)).to_be_visible()


def test_the_minutes_are_one_page_on_paper(come: Come, family: Cast) -> None:
    meeting = planned(family, "Ann")
    held(family, meeting, "Ann", "Wij spraken elkaar.\n\n" + "Wie doet wat?\n- Afgesproken: Opa haalt Sem.\n\n" * 8)
    page = come(family.people["Ann"])
    page.goto(f"/d/{family.id}/meetings/{meeting}/minutes/")
    assert faults(page) == []
    page.emulate_media(media="print")
    height = page.evaluate("document.documentElement.scrollHeight")
    assert height < 1_400
    expect(page.get_by_role("button", name="Ja, zo was het")).to_be_hidden()
