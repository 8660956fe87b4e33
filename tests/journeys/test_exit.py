"""Exit now: gone at once, and nothing stays behind in the browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Come
from tests.support.house import House
from tests.support.journal import Cast

SECRET = "Hij mag dit niet lezen"
WEATHER = "https://www.buienradar.nl/"


def by_button(page: Page) -> None:
    page.get_by_role("button", name="Snel weg").click()


def by_escape(page: Page) -> None:
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")


def with_weather(page: Page) -> Page:
    page.route(
        f"{WEATHER}**", lambda route: route.fulfill(body="<title>Weer</title><h1>Zonnig</h1>", content_type="text/html")
    )
    return page


@pytest.mark.parametrize("leave", [by_button, by_escape])
def test_leaving_the_page_for_the_fridge(come: Come, house: House, leave: Callable[[Page], None]) -> None:
    family = Cast(house)
    page = with_weather(come(family.people["Ann"]))
    page.goto(f"/d/{family.id}/")
    page.goto(f"/d/{family.id}/plan/fridge/")
    expect(page.locator("article.fp-paper")).to_be_visible()
    leave(page)
    page.wait_for_url(WEATHER)
    until_gone(page)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("article.fp-paper")).to_have_count(0)


@pytest.mark.parametrize("leave", [by_button, by_escape])
def test_leaving_at_once(come: Come, house: House, leave: Callable[[Page], None]) -> None:
    family = Cast(house)
    family.write("Ann", "table", SECRET)
    page = with_weather(come(family.people["Ann"]))
    page.goto(f"/d/{family.id}/")
    page.goto(family.at())
    expect(page.get_by_text(SECRET)).to_be_visible()
    leave(page)
    page.wait_for_url(WEATHER)
    expect(page.get_by_role("heading", name="Zonnig")).to_be_visible()
    page.wait_for_function("document.readyState === 'complete'")
    until_gone(page)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert SECRET not in page.content()
    page.goto(family.at())
    assert SECRET not in page.content()


def until_gone(page: Page) -> None:
    for _ in range(50):
        if not page.context.cookies():
            return
        page.wait_for_timeout(100)
    raise AssertionError(page.context.cookies())


def test_one_escape_is_only_an_escape(come: Come, house: House) -> None:
    family = Cast(house)
    page = with_weather(come(family.people["Ann"]))
    page.goto(family.at())
    page.keyboard.press("Escape")
    page.wait_for_timeout(1_100)
    page.keyboard.press("Escape")
    page.wait_for_timeout(300)
    assert page.url.endswith(family.at())


def test_leaving_without_javascript(come: Come, house: House) -> None:
    family = Cast(house)
    family.write("Ann", "table", SECRET)
    page = with_weather(come(family.people["Ann"], java_script_enabled=False))
    page.goto(family.at())
    by_button(page)
    page.wait_for_url(WEATHER)
    until_gone(page)
    page.go_back()
    assert SECRET not in page.content()


def test_a_page_kept_in_memory_is_not_shown_again(come: Come, house: House) -> None:
    family = Cast(house)
    family.write("Ann", "table", SECRET)
    page = come(family.people["Ann"])
    page.goto(family.at())
    page.context.clear_cookies()
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    page.wait_for_load_state()
    expect(page.get_by_text(SECRET)).to_have_count(0)
    assert page.request.get(family.at()).headers["cache-control"] == "no-store"


def test_signing_out_closes_every_page_behind_it(come: Come, house: House) -> None:
    family = Cast(house)
    family.write("Ann", "table", SECRET)
    page = come(family.people["Ann"])
    page.goto(family.at())
    page.get_by_role("button", name="Uitloggen").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.go_back()
    assert SECRET not in page.content()
