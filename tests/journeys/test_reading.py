"""Reading aloud, large letters and help in a real browser. The voices are ours: a test machine has none."""

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Come
from tests.journeys.support import PHONE, faults, too_wide
from tests.support.house import House
from tests.support.journal import Cast
from tests.support.plans import planned

VOICES = """(voices) => `(() => {
  const heard = window.heard = [];
  let now;
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  const say = { paused: false, getVoices: () => ${JSON.stringify(voices)}, addEventListener() {}, removeEventListener() {},
    speak(one) { heard.push([one.text.trim(), one.voice.name, one.rate]); now = one;
      setTimeout(() => one.onboundary?.({ name: "word", charIndex: one.text.search(/\\\\S/), charLength: 0 }), 5);
      if (window.goesOn) setTimeout(() => now === one && one.onend?.({}), 20); },
    cancel() { const one = now; now = undefined; one?.onerror?.({ error: "canceled" }); },
    pause() { say.paused = true; }, resume() { say.paused = false; } };
  Object.defineProperty(window, "speechSynthesis", { value: say });
})()`"""
"""A stand-in for the voices of a device that tells what it was asked to say."""
HOME = {"lang": "nl-NL", "name": "Thuis", "localService": True}
CLOUD = {"lang": "nl-NL", "name": "Wolk", "localService": False}
STORY = "We hebben samen pannenkoeken gebakken."


def with_voices(page: Page, *voices: dict[str, object]) -> Page:
    page.add_init_script(page.evaluate(VOICES, list(voices)))
    return page


@pytest.fixture
def family(house: House) -> Cast:
    family = Cast(house)
    family.write("Ann", "table", STORY)
    family.write("Ann", "table", "Morgen gaan we naar oma.", 1)
    return family


def test_one_piece_and_all_of_it(come: Come, family: Cast) -> None:
    page = with_voices(come(family.people["Ann"], **PHONE), CLOUD, HOME)
    page.goto(family.at())
    piece = page.locator("article", has_text=STORY)
    piece.get_by_role("button", name="Lees voor").click()
    expect(page.get_by_role("group", name="Voorlezen")).to_be_visible()
    expect(piece.locator(".kt-read-now")).to_have_count(1)
    assert (faults(page), too_wide(page)) == ([], [])
    page.get_by_label("Snelheid").select_option(label="Langzaam")
    assert page.evaluate("heard.at(-1)[2]") == 0.75
    page.get_by_role("button", name="Stoppen").click()
    expect(page.locator(".kt-read-now")).to_have_count(0)
    expect(page.get_by_role("group", name="Voorlezen")).to_have_count(0)
    page.evaluate("() => { window.goesOn = true; heard.length = 0; }")
    page.get_by_role("button", name="Lees deze bladzijde voor").click()
    expect(page.get_by_role("group", name="Voorlezen")).to_have_count(0)
    texts = [text for text, _voice, _rate in page.evaluate("heard")]
    assert texts[0] == page.locator("h1").inner_text()
    assert {"Morgen gaan we naar oma.", STORY} <= set(texts)
    assert not {"Lees voor", "Goed zo"} & set(texts), "no buttons"
    assert {voice for _text, voice, _rate in page.evaluate("heard")} == {"Thuis"}, "no text goes to a server to be read"


@pytest.mark.parametrize("voices", [[], [CLOUD], [{"lang": "fr-FR", "name": "Paris", "localService": True}]])
def test_no_button_without_a_voice_of_the_device(come: Come, family: Cast, voices: list[dict[str, object]]) -> None:
    page = with_voices(come(family.people["Ann"]), *voices)
    page.goto(family.at())
    page.wait_for_timeout(4_000)
    assert page.evaluate("document.querySelector('script[src*=aloud]') !== null")
    expect(page.get_by_role("button", name="Lees voor")).to_have_count(0)


def test_the_largest_letters_fit_a_small_phone(come: Come, family: Cast) -> None:
    planned(family, "Ann", "table")
    page = come(family.people["Ann"], viewport={"width": 320, "height": 640})
    page.goto("/reading/")
    page.get_by_label("Grootst").check()
    page.get_by_label("Makkelijke woorden").check()
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_role("status")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "27px"
    for path in (f"/d/{family.id}/", family.at(), f"/d/{family.id}/plan/", f"/d/{family.id}/table/", "/account/"):
        page.goto(path)
        assert (path, too_wide(page), faults(page)) == (path, [], [])
        expect(page.get_by_role("button", name="Snel weg")).to_be_in_viewport()
    page.goto(f"/d/{family.id}/plan/")
    expect(page.get_by_text("Druk op een stap als die klaar is.")).to_be_visible()


def test_help_opens_in_the_page(come: Come, family: Cast) -> None:
    page = come(family.people["Ann"], **PHONE)
    page.goto(f"/d/{family.id}/plan/")
    page.get_by_role("link", name="Wat kan ik hier doen?").click()
    expect(page.get_by_text("Druk op een stap als die klaar is.")).to_be_visible()
    assert page.url.endswith("/plan/")
    assert (faults(page), too_wide(page)) == ([], [])
