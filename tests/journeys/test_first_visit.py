"""What a first visit costs: sizes and counts, which are the same on every machine."""

import gzip
from urllib.parse import urlsplit

from playwright.sync_api import Page
from tests.journeys.conftest import Come
from tests.support.house import House
from tests.support.journal import Cast
from tests.support.plans import planned

WHOLE, REQUESTS, SCRIPT, HTML, NODES = 60_000, 8, 20_000, 7_000, 900


def visit(page: Page, address: str) -> dict[str, int]:
    """Open an address in an empty browser: the bytes that each request brought, compressed, with their headers."""
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    paths: dict[str, str] = {}
    brought: dict[str, int] = {}
    wire.on(
        "Network.requestWillBeSent",
        lambda sent: paths.update({sent["requestId"]: urlsplit(sent["request"]["url"]).path}),
    )
    wire.on(
        "Network.loadingFinished",
        lambda done: brought.update({paths[done["requestId"]]: int(done["encodedDataLength"])}),
    )
    page.goto(address, wait_until="networkidle")
    return brought


def check(page: Page, address: str) -> None:
    brought = visit(page, address)
    html = page.request.get(address).body()
    brought[address] = min(brought[address], len(gzip.compress(html, 6)))
    assert sum(brought.values()) <= WHOLE, brought
    assert len(brought) <= REQUESTS, brought
    assert sum(size for path, size in brought.items() if path.endswith(".js")) <= SCRIPT, brought
    assert page.evaluate("document.querySelectorAll('*').length") <= NODES
    assert all(path.startswith(("/static/", address)) for path in brought)


def test_the_first_page(come: Come) -> None:
    check(come(), "/")


def test_thirty_entries(come: Come, house: House) -> None:
    family = Cast(house)
    for number in range(32):
        name = ("Ann", "Bo", "Opa", "Eva")[number % 4]
        entry = family.write(
            name, "table", f"Dag {number}. We hebben samen gegeten en daarna gepraat over school.", number
        )
        if number % 3 == 0:
            family.comment("Ann", entry, "Wat fijn om te lezen, dank je wel.")
            family.react("Opa", entry, "thumb")
    page = come(family.people["Ann"])
    check(page, family.at())
    assert page.locator("article").count() == 30
    assert len(gzip.compress(page.request.get(family.at()).body(), 6)) <= HTML


def test_plan_and_today(come: Come, house: House) -> None:
    family = Cast(house)
    planned(family, "Ann", "table")
    for room in ("plan/", ""):
        check(come(family.people["Ann"]), f"/d/{family.id}/{room}")


def test_a_family_with_letters_of_all_of_europe(come: Come, house: House) -> None:
    family = Cast(house)
    for name in ("Łucja Dąbrowska", "Çağrı Işık", "Ștefan Țepeș", "Jiří Dvořák", "Őri Szűcs"):
        family.seat(name, "relative")
    planned(family, "Ann", "table")
    for room in ("", "plan/"):
        check(come(family.people["Ann"]), f"/d/{family.id}/{room}")
