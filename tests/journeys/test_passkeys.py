"""Passkeys in a real Chromium, with the authenticator that its own tests use: made, signed in with, shown again."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect
from tests.journeys.support import faults, press, visiting
from tests.support.family import Family, person
from tests.support.house import House
from tests.support.signing import PASSWORD

from keukentafel.people import fresh
from keukentafel.people.models import Passkey, Person, PersonSession
from keukentafel.people.sessions import SessionStore

PATIENCE = 60_000
"""Ten spare codes are ten slow hashes, and the machine may be busy."""


class Key:
    """A security key in a browser; ``verifies``: whether it checks who holds it."""

    def __init__(self, page: Page, *, verifies: bool = True) -> None:
        self.wire: CDPSession = page.context.new_cdp_session(page)
        self.wire.send("WebAuthn.enable")
        options: dict[str, Any] = {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
            "isUserVerified": verifies, "automaticPresenceSimulation": True,
        }  # fmt: skip
        self.id = self.wire.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]

    def credentials(self) -> list[dict[str, Any]]:
        """What lies in it."""
        return list(self.wire.send("WebAuthn.getCredentials", {"authenticatorId": self.id})["credentials"])

    def put(self, credential: dict[str, Any]) -> None:
        """Put a credential into it."""
        self.wire.send("WebAuthn.addCredential", {"authenticatorId": self.id, "credential": credential})


@pytest.fixture
def named(site: str) -> str:
    """The site by its name: a passkey never belongs to a number."""
    return site.replace("127.0.0.1", "localhost")


@pytest.fixture
def roos(house: House) -> Person:
    return person("Roos", password=PASSWORD)


@pytest.fixture
def page(named: str, browser: Browser, roos: Person) -> Iterator[Page]:
    expect.set_options(timeout=PATIENCE)
    with visiting(browser, named) as made:
        made.set_default_timeout(PATIENCE)
        yield made
    expect.set_options(timeout=5_000)


def sign_in(page: Page, address: str) -> None:
    page.goto("/sign-in/")
    page.fill("[name=login]", address)
    page.fill("[name=password]", PASSWORD)
    page.locator("main form.kt-form button[type=submit]").click()
    page.wait_for_url(re.compile("/(today|start|sign-in/(second|protect))/"))


def make(page: Page, name: str = "Mijn telefoon") -> None:
    page.goto("/account/passkeys/new/")
    page.fill("[name=name]", name)
    press(page, "Maak een passkey")


def test_made_and_signed_in_with_alone(page: Page, roos: Person) -> None:
    key = Key(page)
    sign_in(page, roos.email)
    make(page)
    expect(page.locator("ol code")).to_have_count(10)
    assert faults(page) == []
    press(page, "Ik heb ze bewaard")
    expect(page.get_by_text("Mijn telefoon")).to_be_visible()
    press(page, "Uitloggen")
    page.goto("/sign-in/")
    press(page, "Gebruik een passkey")
    press(page, "Gebruik mijn passkey")
    expect(page).to_have_url(re.compile("/(today|start)/"))
    assert Passkey.objects.get().used
    assert len(key.credentials()) == 1
    assert key.credentials()[0]["isResidentCredential"]


def test_a_password_alone_no_longer_lets_in(page: Page, roos: Person) -> None:
    Key(page)
    sign_in(page, roos.email)
    make(page)
    expect(page.locator("ol code")).to_have_count(10)
    page.context.clear_cookies()
    sign_in(page, roos.email)
    expect(page).to_have_url(re.compile("/sign-in/second/"))
    assert faults(page) == []
    press(page, "Gebruik een passkey")
    press(page, "Gebruik mijn passkey")
    expect(page).to_have_url(re.compile("/(today|start)/"))


def test_a_professional_is_led_to_it_first(page: Page, house: House) -> None:
    family = Family(house)
    family.seat("Bo", "professional", who=person("Bo", password=PASSWORD))
    Key(page)
    sign_in(page, "bo@example.org")
    expect(page).to_have_url(re.compile("/sign-in/protect/"))
    assert faults(page) == []
    press(page, "Maak een passkey")
    press(page, "Maak een passkey")
    expect(page.locator("ol code")).to_have_count(10)
    press(page, "Ik heb ze bewaard")
    expect(page).to_have_url(re.compile("/(today|d)/"))


def test_a_key_that_does_not_check_its_holder_is_refused(page: Page, roos: Person) -> None:
    Key(page, verifies=False)
    sign_in(page, roos.email)
    make(page)
    expect(page.locator("[data-passkey-failed]")).to_be_visible()
    assert not Passkey.objects.exists()


def test_a_copy_of_a_key_is_refused(page: Page, roos: Person) -> None:
    """It counts its signatures, so the copy that is behind is found out."""
    key = Key(page)
    sign_in(page, roos.email)
    make(page)
    expect(page.locator("ol code")).to_have_count(10)
    page.context.clear_cookies()
    before = key.credentials()[0]
    for _ in range(2):
        page.goto("/sign-in/passkey/")
        press(page, "Gebruik mijn passkey")
        expect(page).to_have_url(re.compile("/(today|start)/"))
        page.context.clear_cookies()
    assert Passkey.objects.get().uses > before["signCount"]
    key.wire.send("WebAuthn.removeCredential", {"authenticatorId": key.id, "credentialId": before["credentialId"]})
    key.put(before)
    page.goto("/sign-in/passkey/")
    press(page, "Gebruik mijn passkey")
    expect(page.get_by_role("alert").first).to_contain_text("werkt hier niet")


def test_it_shows_again_who_one_is(page: Page, roos: Person, house: House) -> None:
    Key(page)
    sign_in(page, roos.email)
    make(page)
    expect(page.locator("ol code")).to_have_count(10)
    aged(house)
    page.goto("/account/codes/")
    expect(page).to_have_url(re.compile("/prove/"))
    assert faults(page) == []
    press(page, "Gebruik mijn passkey")
    expect(page).to_have_url(re.compile("/account/codes/"))
    assert faults(page) == []


def aged(house: House) -> None:
    """The last proof of everybody is an hour ago."""
    for row in PersonSession.objects.filter(person__isnull=False):
        store = SessionStore(row.session_key)
        store[fresh.PROVED] -= 3600
        store.save()


def test_one_that_was_removed_lets_nobody_in(page: Page, roos: Person) -> None:
    Key(page)
    sign_in(page, roos.email)
    make(page)
    expect(page.locator("ol code")).to_have_count(10)
    page.goto("/account/how-i-sign-in/")
    assert faults(page) == []
    page.get_by_role("button", name="Haal weg: Mijn telefoon").click()
    expect(page.get_by_text("Die passkey werkt hier niet meer.")).to_be_visible()
    page.context.clear_cookies()
    page.goto("/sign-in/passkey/")
    press(page, "Gebruik mijn passkey")
    expect(page.get_by_role("alert").first).to_contain_text("werkt hier niet")


def test_without_javascript_it_says_so(named: str, browser: Browser, house: House) -> None:
    with visiting(browser, named, java_script_enabled=False) as page:
        page.goto("/sign-in/passkey/")
        expect(page.locator("[data-passkey-missing]")).to_be_visible()
        expect(page.locator("[data-passkey-go]")).to_be_hidden()
