"""A phone without a connection: what it still shows, what it never shows, and what is gone when somebody leaves."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, BrowserType, Page, expect
from tests.journeys.support import PHONE, faults, too_wide
from tests.journeys.test_exit import WEATHER, by_button, by_escape, with_weather
from tests.support.house import House
from tests.support.journal import Cast
from tests.support.plans import planned
from tests.support.signing import PASSWORD

from keukentafel.people.models import Device, PersonSession

NO_INTERNET = "Je hebt geen internet"
Leave = Callable[[Page], None]


@pytest.fixture
def family(house: House) -> Cast:
    family = Cast(house)
    planned(family, "Ann", "table")
    for name in ("Ann", "Opa"):
        family.people[name].set_password(PASSWORD)
        family.people[name].save()
    return family


Own = Callable[..., Page]


@pytest.fixture
def own(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any], site: str, tmp_path: Path
) -> Iterator[Own]:
    """A phone of somebody's own, with a profile on the disk: ``own(family, "Ann")`` has signed in and said yes."""
    opened: list[BrowserContext] = []

    def arrive(family: Cast, name: str = "Ann", *, keep: bool = True) -> Page:
        if not opened:
            opened.append(
                browser_type.launch_persistent_context(
                    tmp_path / "profile", base_url=site, **browser_type_launch_args, **PHONE
                )
            )
        page = opened[0].new_page()
        page.set_default_timeout(12_000)
        sign_in(page, family, name, keep=keep)
        return page

    yield arrive
    for one in opened:
        one.close()


def sign_in(page: Page, family: Cast, name: str, *, keep: bool = True) -> None:
    page.goto("/sign-in/")
    page.fill("[name=login]", family.people[name].email)
    page.fill("[name=password]", PASSWORD)
    if keep:
        page.check("[name=keep]")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url("**/d/**")
    yes = page.get_by_role("button", name="Ja, bewaar het hier")
    if yes.count():
        yes.click()
        expect(yes).to_have_count(0)
    if keep:
        until(page, "navigator.serviceWorker?.controller !== null")


def until(page: Page, truth: str) -> None:
    """Wait until something is true on the page; its policy lets nobody poll by text."""
    for _ in range(100):
        if page.evaluate(truth):
            return
        page.wait_for_timeout(100)
    raise AssertionError(truth)


COPIES = """async () => {
  if (!(await indexedDB.databases()).length) return 0;
  const store = await new Promise((done) => { const a = indexedDB.open("keukentafel"); a.onsuccess = () => done(a.result); });
  const count = (shelf) => new Promise((done) => { const a = store.transaction(shelf).objectStore(shelf).count(); a.onsuccess = () => done(a.result); });
  const found = store.objectStoreNames.length ? [await count("copies"), await count("drafts"), await count("keys")] : [0, 0, 0];
  store.close();
  return found.join(" ");
}"""
"""How many copies (with one line about them), drafts and keys lie in the browser."""


def visit(page: Page, *addresses: str) -> None:
    """Open pages, and wait until each lies in the browser."""
    for address in addresses:
        page.goto(address)
        before = page.evaluate(COPIES)
        for _ in range(20):
            page.wait_for_timeout(100)
            if page.evaluate(COPIES) == before:
                break


def kept(page: Page, family: Cast) -> None:
    """Plan and table lie in the browser."""
    visit(page, f"/d/{family.id}/plan/", f"/d/{family.id}/table/")
    for _ in range(50):
        if page.evaluate(COPIES) == "3 0 1":
            return
        page.wait_for_timeout(100)
    raise AssertionError(page.evaluate(COPIES))


def gone(page: Page, *addresses: str) -> None:
    """Without a connection none of these can be read."""
    page.context.set_offline(True)
    for address in addresses:
        page.goto(address)
        expect(page.get_by_role("heading", name=NO_INTERNET)).to_be_visible()
        assert "Minder ruzie" not in page.content()


def test_plan_and_table_as_they_were(own: Own, family: Cast) -> None:
    page = own(family)
    plan = f"/d/{family.id}/plan/"
    page.goto(plan)
    title = page.locator("article h2").first.inner_text()
    kept(page, family)
    page.context.set_offline(True)
    page.goto(plan)
    expect(page.get_by_text(re.compile(r"Zo was het op .* Je hebt geen internet\."))).to_be_visible()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    assert page.evaluate("[...document.querySelectorAll('main form')].every((form) => form.inert)")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(228, 238, 234)", "with its styles"
    expect(page.locator(".kt-nav a[href$='/journal/']")).to_have_attribute(
        "title", re.compile("Niet op dit apparaat bewaard")
    )
    assert (faults(page), too_wide(page)) == ([], [])
    page.goto(f"/d/{family.id}/journal/")
    expect(page.get_by_role("heading", name=NO_INTERNET)).to_be_visible()
    expect(page.locator("#kept a")).to_have_count(2)
    assert (faults(page), too_wide(page)) == ([], [])
    page.locator("#kept a[href$='/plan/']").click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    page.context.set_offline(False)  # and by itself the page is as it is now
    expect(page.get_by_text("Je hebt geen internet")).to_have_count(0)
    expect(page.get_by_role("heading", name=title)).to_be_visible()


@pytest.mark.parametrize("leave", [by_button, by_escape])
@pytest.mark.parametrize("connected", [True, False], ids=["online", "offline"])
def test_exit_now_leaves_nothing(own: Own, family: Cast, leave: Leave, connected: bool) -> None:
    page = with_weather(own(family))
    kept(page, family)
    draft(page, family, "Hij mag dit niet lezen")
    page.context.set_offline(not connected)
    leave(page)
    page.wait_for_url(WEATHER)
    page.wait_for_timeout(500)
    gone(page, f"/d/{family.id}/plan/") if not connected else page.goto("/sign-in/")
    assert page.evaluate(COPIES) in (0, "0 0 0")
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(f"/d/{family.id}/plan/")
    page.wait_for_url("**/sign-in/**")  # also when it was pressed without a connection
    assert not [one for one in page.context.cookies() if one["name"] == "sessionid"]


def draft(page: Page, family: Cast, text: str) -> None:
    page.goto(f"/d/{family.id}/journal/write/")
    page.fill("textarea", text)
    for _ in range(50):
        if str(page.evaluate(COPIES)).split()[1:2] == ["1"]:
            return
        page.wait_for_timeout(100)
    raise AssertionError("the draft was not kept")


def test_exit_now_before_any_script_runs(own: Own, family: Cast) -> None:
    """The button is a form: our service worker sees it go by, with a connection or without. (A copy of it hears no script.)"""
    page = with_weather(own(family))
    kept(page, family)
    page.goto(f"/d/{family.id}/plan/")
    page.evaluate(
        "() => { const form = document.querySelector('[data-exit]'); form.replaceWith(form.cloneNode(true)); }"
    )
    page.context.set_offline(True)
    by_button(page)
    page.wait_for_url(WEATHER)
    gone(page, f"/d/{family.id}/plan/")
    assert page.evaluate(COPIES) in (0, "0 0 0")


def test_signing_out_leaves_nothing(own: Own, family: Cast) -> None:
    page = own(family)
    kept(page, family)
    page.get_by_role("button", name="Uitloggen").click()
    page.wait_for_url(re.compile(r"//[^/]+/$"))
    page.wait_for_timeout(300)
    assert page.evaluate(COPIES) in (0, "0 0 0")
    assert page.evaluate("caches.keys()") == []


def test_signed_out_from_afar_it_is_gone_with_the_next_answer(own: Own, family: Cast) -> None:
    page = own(family)
    kept(page, family)
    Device.objects.all().delete()  # what the page "My devices" does, on another device
    page.goto("/sign-in/")
    page.wait_for_timeout(500)
    assert page.evaluate(COPIES) in (0, "0 0 0")


def test_a_session_that_ran_out_while_typing(own: Own, family: Cast) -> None:
    """The copies are gone; the draft is there for the same person after signing in, and for nobody else."""
    page = own(family)
    kept(page, family)
    write = f"/d/{family.id}/journal/write/"
    draft(page, family, "Ik was nog niet klaar")
    PersonSession.objects.update(expire_date="2020-01-01T00:00Z")
    page.goto(write)
    page.wait_for_url("**/sign-in/**")
    page.wait_for_timeout(500)
    assert page.evaluate(COPIES) == "0 1 0"
    sign_in(page, family, "Opa")
    page.goto(write)
    page.wait_for_timeout(800)
    expect(page.locator("textarea")).to_have_value("")
    PersonSession.objects.update(expire_date="2020-01-01T00:00Z")
    sign_in(page, family, "Ann")
    page.goto(write)
    expect(page.locator("textarea")).to_have_value("Ik was nog niet klaar")
    expect(page.get_by_text("Het is nog niet verstuurd.")).to_be_visible()
    page.get_by_role("button", name="Gooi het weg").click()
    expect(page.locator("textarea")).to_have_value("")


def test_what_was_sent_is_thrown_away(own: Own, family: Cast) -> None:
    page = own(family)
    draft(page, family, "Vandaag ging het goed op school")
    page.locator("main form:has(textarea) button[type=submit]").last.click()
    page.wait_for_url("**/journal/")
    expect(page.get_by_text("Vandaag ging het goed op school")).to_be_visible()
    for _ in range(50):
        if str(page.evaluate(COPIES)).split()[1] == "0":
            break
        page.wait_for_timeout(100)
    page.goto(f"/d/{family.id}/journal/write/")
    page.wait_for_timeout(500)
    expect(page.locator("textarea")).to_have_value("")


def test_what_other_rooms_keep(own: Own, family: Cast) -> None:
    page = own(family)
    until(page, "'ktOutbox' in window")
    page.evaluate("""async () => {
      await ktDrafts.keep("wishes 1", { text: "a" });
      await ktDrafts.keep("wishes 2", { text: "b" });
      await ktDrafts.forget("wishes 1");
      await ktOutbox.add({ to: "/there/", once: "x", text: "wacht" });
    }""")
    page.reload()
    until(page, "'ktOutbox' in window")
    assert page.evaluate("ktDrafts.lasting")
    assert page.evaluate("ktDrafts.take('wishes 1')") is None
    assert page.evaluate("ktDrafts.take('wishes 2')") == {"text": "b"}
    assert [one["key"] for one in page.evaluate("ktDrafts.all('wishes ')")] == ["wishes 2"]
    assert page.evaluate("ktOutbox.waiting('/elsewhere/')") == []
    assert page.evaluate("ktOutbox.waiting('/there/')") == [{"to": "/there/", "once": "x", "text": "wacht"}]
    page.evaluate("ktOutbox.done('x')")
    assert page.evaluate("ktOutbox.waiting('/there/')") == []


def test_a_page_that_sends_by_itself(own: Own, family: Cast) -> None:
    """It takes the words and empties the field: nothing of them waits in the form."""
    page = own(family)
    draft(page, family, "Tot straks")
    page.evaluate("""() => document.addEventListener("submit", (event) => {
      event.preventDefault(); event.stopImmediatePropagation(); event.target.querySelector("textarea").value = "";
    }, true)""")
    page.locator("main form:has(textarea) button[type=submit]").last.click()
    for _ in range(30):
        if page.evaluate(COPIES).split()[1] == "0":
            return
        page.wait_for_timeout(100)
    raise AssertionError(page.evaluate(COPIES))


def test_two_people_on_one_browser(own: Own, family: Cast) -> None:
    page = own(family)
    kept(page, family)
    PersonSession.objects.update(expire_date="2020-01-01T00:00Z")
    sign_in(page, family, "Opa", keep=False)
    page.wait_for_timeout(500)
    assert page.evaluate(COPIES) in (0, "0 0 0")
    page.context.set_offline(True)
    page.goto(f"/d/{family.id}/plan/")
    expect(page.get_by_role("heading", name=NO_INTERNET)).to_be_visible()


@pytest.mark.parametrize("how", ["the seat ends", "the table is frozen", "a circle closes"])
def test_what_is_no_longer_in_sight_goes_with_the_next_answer(own: Own, family: Cast, how: str) -> None:
    page = own(family, "Opa")
    kept(page, family)
    if how == "the seat ends":
        family.end("Opa")
        page.wait_for_timeout(5_000)  # the open page asks by itself
    elif how == "the table is frozen":
        family.freeze()
        page.goto(f"/d/{family.id}/journal/")
    else:
        family.take_out(family.family, "Opa")
        page.goto(f"/d/{family.id}/journal/")
    page.wait_for_timeout(500)
    gone(page, f"/d/{family.id}/plan/", f"/d/{family.id}/table/")


def test_after_the_limit_of_the_session_it_refuses_to_open(own: Own, family: Cast) -> None:
    page = own(family)
    kept(page, family)
    page.context.set_offline(True)
    plan = f"/d/{family.id}/plan/"
    page.goto(plan)
    expect(page.get_by_text("Zo was het op")).to_be_visible()
    limit = int(page.evaluate("Number(document.documentElement.dataset.until)"))
    week = limit / 1000 - time.time()
    assert 6.9 * 86_400 < week < 7.1 * 86_400
    page.goto("about:blank")
    worker = page.context.service_workers[0]
    worker.evaluate(f"const now = Date.now; Date.now = () => now() + {int(week * 1000) - 60_000}")
    page.goto(plan)
    expect(page.get_by_text("Zo was het op")).to_be_visible()
    worker.evaluate(f"Date.now = () => {limit} + 1000")
    gone(page, plan)
    worker.evaluate("Date.now = () => performance.timeOrigin + performance.now()")
    gone(page, plan)
    assert page.evaluate(COPIES) in (0, "0 0 0"), "thrown away, not only hidden: a clock set back opens nothing"


def test_a_shared_computer_keeps_nothing_and_warns(own: Own, family: Cast) -> None:
    page = own(family, keep=False)
    page.goto(f"/d/{family.id}/plan/")
    page.goto(f"/d/{family.id}/journal/write/")
    page.fill("textarea", "Niet af")
    page.wait_for_timeout(800)
    assert page.evaluate("indexedDB.databases()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    page.evaluate("navigator.serviceWorker.register('/service-worker.js').then(() => navigator.serviceWorker.ready)")
    page.goto(f"/d/{family.id}/table/")  # the browser asks first, and goes
    page.wait_for_timeout(1_500)
    assert page.evaluate("indexedDB.databases()") == [], "who only wants notices keeps no pages"
    page.goto(f"/d/{family.id}/journal/write/")
    page.fill("textarea", "Niet af")
    page.wait_for_timeout(800)
    asked: list[str] = []

    def leave(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.once("dialog", leave)
    page.goto("/today/")
    assert asked == ["beforeunload"]


def test_it_can_be_installed(own: Own, family: Cast) -> None:
    said: list[str] = []
    page = own(family)
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.goto(f"/d/{family.id}/plan/")
    wire = page.context.new_cdp_session(page)
    found = wire.send("Page.getAppManifest")
    assert found["url"].endswith("/app/nl/manifest.webmanifest")
    assert found["errors"] == []
    assert '"standalone"' in found["data"]
    assert [
        one["errorId"]
        for one in wire.send("Page.getInstallabilityErrors")["installabilityErrors"]
        if one["errorId"] != "in-incognito"
    ] == []
    assert page.evaluate("navigator.serviceWorker.ready.then((worker) => new URL(worker.scope).pathname)") == "/"
    assert said == []


def test_no_word_lies_readable_on_the_disk(own: Own, family: Cast, tmp_path: Path) -> None:
    """With a control: what a page puts down plainly is found."""
    page = own(family)
    kept(page, family)
    draft(page, family, "Blauwborstje zong vannacht")
    page.goto(f"/d/{family.id}/plan/")
    title = page.locator("article h2").first.inner_text()
    page.evaluate("""() => new Promise((done) => {
      const asked = indexedDB.open("plain", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("it");
      asked.onsuccess = () => { const step = asked.result.transaction("it", "readwrite"); step.objectStore("it").put("Roodborstje sliep", 1); step.oncomplete = done; };
    })""")
    page.evaluate("caches.open('plain').then((cache) => cache.put('/x', new Response('Goudhaantje hipte')))")
    page.wait_for_timeout(1_000)
    page.context.close()
    held = {
        str(path.relative_to(tmp_path)): path.read_bytes()
        for path in (tmp_path / "profile").rglob("*")
        if path.is_file() and not path.is_symlink()
    }
    assert found(held, "Roodborstje sliep"), "the control"
    assert found(held, "Goudhaantje hipte"), "the control"
    assert found(held, "/service-worker.js")
    for word in ("Blauwborstje zong", title):
        assert found(held, word) == [], word


def found(held: dict[str, bytes], word: str) -> list[str]:
    """The files in which it stands, in the letters of either sort."""
    return [name for name, block in held.items() if any(word.encode(sort) in block for sort in ("utf-8", "utf-16-le"))]
