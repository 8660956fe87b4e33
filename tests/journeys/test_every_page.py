"""Every page of every room, for an owner, a professional and a young person, in two languages, by night and by day."""

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.urls import URLPattern, get_resolver, reverse
from playwright.sync_api import Browser, Page
from tests.journeys.everyone import ABOUT, MORE, Told, tell
from tests.journeys.support import OUTPUT, context, faults, go, speak, too_wide
from tests.support.house import House

WORDS = {"sort": "correct"}
"""Parts of addresses that are no ids."""
STILL = "*, ::before, ::after { transition: none !important; animation: none !important }"
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-block-end: 2em !important }"""
ONLY_SENT_TO = {
    "exit_now", "set_language", "people:sign_out", "people:change_password", "people:end_others", "people:end_device",
    "people:codes_off", "people:remove_passkey", "people:unlink", "journal:react", "plan:goal_state", "plan:add_step",
    "plan:give_standing", "plan:tick", "plan:answer", "plan:agreement_state", "table:stop_viewing", "table:freeze",
    "table:thaw", "table:seat_end", "table:seat_coordinator", "table:view_as", "table:letter_again", "table:letter_withdraw",
    "table:letter_delete", "table:ask_decline", "table:ask_delete", "table:circle_empty",
    "table:circle_leave", "table:circle_take_out", "family:agree", "family:about_end", "family:take_back",
    "family:emergency_off", "family:emergency_mine", "family:emergency_open", "family:emergency_veto",
    "family:emergency_end", "exchange:end", "overview:calendar_address_end", "notices:try_again", "notices:push",
    "notices:push_end", "talk:join", "talk:typing", "talk:ask", "calendar:pick", "meetings:not_now",
    "meetings:add_point", "meetings:order", "meetings:state", "meetings:tick", "meetings:take_away",
    "meetings:prepare", "meetings:confirm", "meetings:own_word", "meetings:drop_word",
}  # fmt: skip
NO_PAGE = {
    "healthz", "service_worker", "manifest", "app_words", "plan:fridge_pdf", "table:pulse", "exchange:fetch", "exchange:progress", "overview:no_phone",
    "family:emergency_ask", "family:own_table", "table:circle_fill", "overview:who_looked_csv",
    "overview:who_looked_fhir", "overview:calendar_feed", "calendar:file", "easier_words", "files:open", "files:save",
    "files:small", "notices:link", "talk:team_item", "talk:react", "overview:my_data_json", "overview:my_data_html",
    # about something that this family has not: looked at by hand, and by the tests of their rooms
    "table:ending_agree", "table:ending_stop", "table:end_together", "overview:left", "requests:request",
    "requests:delete",
}  # fmt: skip
OUTSIDE = {
    "people:front": "/", "offline": "/app/nl/offline/", "overview:help": "/help/plan/", "people:sign_in": "/sign-in/", "people:sign_up": "/sign-up/", "people:forgotten": "/forgotten/",
    "people:look_in_your_mail": "/look-in-your-mail/", "people:finish": "/finish/nothing/",
    "people:new_password": "/new-password/nobody/nothing/", "people:demo_letters": "/demo/letters/",
    "table:letter": "/letter/nothing/", "people:second": "/sign-in/second/", "people:protect": "/sign-in/protect/",
    "people:lost": "/sign-in/lost/", "people:passkey": "/sign-in/passkey/", "people:link": "/sign-in/link/",
    "people:open_link": "/sign-in/link/nothing/", "people:sign_in_with": "/sign-in/with/nobody/",
    "people:back": "/sign-in/back/nobody/", "people:prove_with": "/prove/with/nobody/",
    "people:link_identity": "/account/link/nobody/", "notices:stop": "/notices/stop/nothing/",
}  # fmt: skip
pytestmark = pytest.mark.timeout(900)  # it looks at some hundred pages


@pytest.fixture(scope="module")
def told(whole_house: House, django_db_blocker) -> Iterator[Told]:
    """One family for all of these: nothing here changes it."""
    with django_db_blocker.unblock():
        whole_house.empty()
        yield tell(whole_house)
        whole_house.leave()


def patterns() -> Iterator[tuple[str, tuple[str, ...]]]:
    """The name of every address, and what has to be filled in."""
    yield from _walk(get_resolver().url_patterns, "")


def _walk(found, space: str, before: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    for one in found:
        parts = before + tuple(re.findall(r"<(?:\w+:)?(\w+)>", str(one.pattern)))
        if isinstance(one, URLPattern):
            yield f"{space}{one.name}", parts
        else:
            yield from _walk(one.url_patterns, f"{one.namespace}:" if one.namespace else space, parts)


def addresses(ids: dict[str, UUID]) -> dict[str, str]:
    """Every page that can be opened, by name."""
    pages: dict[str, str] = {}
    for name, parts in patterns():
        if name in ONLY_SENT_TO | NO_PAGE | OUTSIDE.keys():
            continue
        about = ABOUT.get(name, {})
        pages[name] = reverse(name, args=[WORDS.get(part) or ids[about.get(part, part)] for part in parts])
        for number, more in enumerate(MORE.get(name, [])):
            pages[f"{name}{number + 1}"] = pages[name] + more.format(**ids)
    return pages


def test_nothing_that_is_only_sent_to_has_a_page(told: Told) -> None:
    known = {name for name, _parts in patterns()}
    assert not (ONLY_SENT_TO | NO_PAGE | OUTSIDE.keys()) - known
    client = told.family.client("Ann")
    for name, parts in patterns():
        if name in ONLY_SENT_TO - {"exit_now", "journal:react"}:
            ids = dict.fromkeys(("device", "passkey", "identity"), UUID(int=9)) | told.ids
            ids = {"seat": told.family.seats["Juf"]} | ids
            about = ABOUT.get(name, {})
            answer = client.get(reverse(name, args=[ids[about.get(part, part)] for part in parts]))
            assert answer.status_code in (302, 303, 404, 405), name


def look(page: Page, name: str, who: str, language: str) -> list[str]:
    """Everything that is wrong with the page that stands open."""
    wrong = [f"{name} {who} {language}: {fault}" for fault in _head(page, language)]
    # Colours that are still on their way to the other scheme are nobody's colours.
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    _style(page, STILL)
    found = faults(page)
    if language == "nl":  # colours don't depend on the language
        page.emulate_media(color_scheme="dark")
        found += [f"by night: {one}" for one in faults(page, rules=["color-contrast"])]
    page.set_viewport_size({"width": 320, "height": 640})
    found += [f"at 320: {one}" for one in too_wide(page)]
    _style(page, STILL + SPACING)
    found += [f"spaced: {one}" for one in too_wide(page)]
    page.set_viewport_size({"width": 1280, "height": 800})
    return wrong + [f"{name} {who} {language}: {one}" for one in found]


def _style(page: Page, css: str) -> None:
    page.evaluate(
        "css => { const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets = [s]; }", css
    )


def _head(page: Page, language: str) -> Iterator[str]:
    seen = page.evaluate(
        """() => ({ones: document.querySelectorAll('h1').length, title: document.title, lang: document.documentElement.lang,
                   viewport: document.querySelector('meta[name=viewport]')?.content ?? ''})"""
    )
    if seen["ones"] != 1:
        yield f"{seen['ones']} h1"
    if not seen["title"].strip():
        yield "no title"
    if seen["lang"] != language:
        yield f"lang is {seen['lang']}"
    if "user-scalable" in seen["viewport"] or "maximum-scale" in seen["viewport"]:
        yield "no zooming"
    page.keyboard.press("Tab")
    first = page.evaluate(
        "document.activeElement.getAttribute('href') ?? document.activeElement.outerHTML.slice(0, 80)"
    )
    if first != "#main":
        yield f"first by Tab: {first}"


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(("who", "least"), [("Ann", 50), ("Juf", 25), ("Tess", 30)])
def test_pages_of_a_dossier(told: Told, browser: Browser, site: str, who: str, least: int, language: str) -> None:
    wrong, pages = [], 0
    with context(browser, site, told.family.people[who]) as around:
        page = around.new_page()
        speak(page, site, language)
        for name, address in addresses(told.ids).items():
            answer = go(page, address)
            if answer.status != 200:
                # An owner is shown all of it, but what only others ask of the family.
                if answer.status != 404 or (who == "Ann" and name != "table:ask_new"):
                    wrong.append(f"{name} {who}: {answer.status}")
                continue
            pages += 1
            wrong += look(page, name, who, language)
    assert not wrong, "\n".join(wrong)
    assert pages >= least


@pytest.mark.parametrize("language", ["nl", "en"])
def test_pages_outside_a_dossier(told: Told, browser: Browser, site: str, language: str) -> None:
    wrong = []
    with context(browser, site) as around:
        page = around.new_page()
        speak(page, site, language)
        for name, address in OUTSIDE.items():
            go(page, address.replace("/app/nl/", f"/app/{language}/"))
            wrong += look(page, name, "nobody", language)
    assert not wrong, "\n".join(wrong)


# What is worth a look by human eyes; the pictures lie in tests/output.
SEEN = ["overview:today", "overview:who_looked", "journal:feed", "journal:write", "journal:entry", "plan:plan", "plan:goal",
        "plan:new_goal", "table:table", "table:circles", "table:letter_new1", "plan:fridge"]  # fmt: skip


@pytest.mark.parametrize(
    ("width", "scheme", "language"), [(360, "dark", "nl"), (820, "light", "nl"), (1280, "dark", "en")]
)
def test_pictures(told: Told, browser: Browser, site: str, width: int, scheme: str, language: str) -> None:
    OUTPUT.mkdir(exist_ok=True)
    size = {"width": width, "height": 740}
    with context(browser, site, told.family.people["Ann"], viewport=size, color_scheme=scheme) as around:
        page = around.new_page()
        speak(page, site, language)
        for name in SEEN:
            go(page, addresses(told.ids)[name])
            file = OUTPUT / f"{name.replace(':', '-')}-{width}-{language}-{scheme}.png"
            page.screenshot(path=file, full_page=True)
            assert file.stat().st_size > 5_000
