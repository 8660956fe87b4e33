"""Two people talk, side by side in two browsers; one of them loses the connection on the way."""

from playwright.sync_api import Page, expect
from tests.journeys.conftest import Come
from tests.support.house import House
from tests.support.talks import Talks

SOON = 10_000


def texts(page: Page) -> list[str]:
    """What stands in the bubbles, from above."""
    return [text.strip() for text in page.locator("#log .tk-text").all_inner_texts()]


def say(page: Page, words: str) -> None:
    """Type and send."""
    page.get_by_label("Je bericht").fill(words)
    page.get_by_role("button", name="Versturen").click()


def test_what_one_says_the_other_reads_at_once(come: Come, house: House) -> None:
    family = Talks(house)
    talk = family.begin("Ann", family.between("Ann", "Bo"), "Hoe ging het?")
    ann, bo = come(family.people["Ann"]), come(family.people["Bo"])
    ann.goto(family.at(talk))
    bo.goto(family.at(talk))
    ann.get_by_label("Je bericht").fill("Nog niet verstuurd")
    say(bo, "Heel goed")
    expect(ann.locator("#log").get_by_text("Heel goed")).to_be_visible(timeout=SOON)
    expect(ann.get_by_label("Je bericht")).to_have_value("Nog niet verstuurd")
    expect(bo.locator(".tk-bubble", has_text="Heel goed")).to_have_count(1)
    ann.locator(".tk-more").last.click()
    ann.get_by_role("button", name="Liefs").click()
    expect(bo.locator(".tk-given")).to_be_visible(timeout=SOON)
    ann.locator(".tk-more").last.click()
    ann.get_by_role("link", name="Antwoord hierop").click()
    say(ann, "Fijn om te horen")
    expect(bo.locator(".tk-quote").last).to_contain_text("Heel goed", timeout=SOON)
    expect(ann.locator(".tk-said", has_text="Fijn om te horen").locator(".tk-seen")).to_be_visible(timeout=SOON)


def test_without_a_connection_nothing_is_lost_or_doubled(come: Come, house: House) -> None:
    family = Talks(house)
    talk = family.begin("Ann", family.between("Ann", "Bo"), "Begin")
    ann = come(family.people["Ann"])
    ann.goto(family.at(talk))
    ann.context.set_offline(True)
    for words in ("een", "twee"):
        say(ann, words)
    expect(ann.locator("#queue")).to_contain_text("Wordt verstuurd")
    expect(ann.locator("#lost")).to_be_visible(timeout=SOON)
    assert family.messages("Bo", talk) == ["Begin"]
    ann.context.set_offline(False)
    expect(ann.locator("#queue")).to_be_hidden(timeout=SOON)
    expect(ann.locator("#lost")).to_have_count(0)
    # the answer is lost, not the message
    sent: list[str] = []

    def swallow(route: object) -> None:
        if route.request.method == "POST" and not sent:  # type: ignore[attr-defined]
            route.fetch()  # type: ignore[attr-defined]
            sent.append(route.request.post_data)  # type: ignore[attr-defined]
            route.abort()  # type: ignore[attr-defined]
        else:
            route.continue_()  # type: ignore[attr-defined]

    ann.route(f"**/talk/{talk}/", swallow)
    for words in ("drie", "vier"):
        say(ann, words)
    expect(ann.locator("#log").get_by_text("vier")).to_be_visible(timeout=SOON)
    assert sent
    assert family.messages("Bo", talk) == texts(ann) == ["Begin", "een", "twee", "drie", "vier"]


# What keeps messages beyond their page comes after the page stood, and tells so.
LATE = """() => {
  const form = document.querySelector("form[data-talk]");
  form.elements.text.value = "Nog van gisteren";
  const one = { to: form.action, once: form.elements.once.value, text: "Nog van gisteren",
    body: String(new URLSearchParams(new FormData(form))) };
  form.elements.text.value = "";
  const lies = new Map([[one.once, one]]);
  window.ktOutbox = { add: () => {}, done: (once) => lies.delete(once), waiting: async () => [...lies.values()] };
  for (const _ of "12") document.dispatchEvent(new CustomEvent("kt-drafts"));
}"""


def test_what_waited_goes_out_once_when_its_keeper_comes(come: Come, house: House) -> None:
    family = Talks(house)
    talk = family.begin("Ann", family.between("Ann", "Bo"), "Begin")
    ann = come(family.people["Ann"])
    ann.goto(family.at(talk))
    ann.evaluate(LATE)
    expect(ann.locator("#log .tk-text", has_text="Nog van gisteren")).to_have_count(1, timeout=SOON)
    expect(ann.locator("#queue")).to_be_hidden()
    assert family.messages("Bo", talk) == ["Begin", "Nog van gisteren"]


def test_without_a_script_one_talks_as_well(come: Come, house: House) -> None:
    family = Talks(house)
    talk = family.begin("Ann", family.between("Ann", "Bo"), "Begin")
    ann = come(family.people["Ann"], java_script_enabled=False)
    ann.goto(family.at())
    ann.get_by_role("link", name="Bo", exact=True).click()
    say(ann, "Zonder script")
    expect(ann.locator("#log").get_by_text("Zonder script")).to_be_visible()
    ann.locator(".tk-more").last.click()
    ann.get_by_role("button", name="Goed zo").click()
    expect(ann.locator(".tk-given")).to_be_visible()
    assert family.messages("Bo", talk) == ["Begin", "Zonder script"]
