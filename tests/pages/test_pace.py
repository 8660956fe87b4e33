"""How much one person may ask: a machine is stopped, a professional with thirty families never notices."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver, reverse
from tests.support.family import Family, person
from tests.support.house import House

from keukentafel.people import pace, throttle
from keukentafel.site.environment import MOST_PAGES_OF_ONE


class Clock:
    """Goes forward when it is told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(pace, "pace", pace.Pace(clock))
    return clock


def status(client: Client, address: str) -> int:
    return client.get(address).status_code


def test_pages_are_counted_for_each_person_and_come_back(house: House, clock: Clock, monkeypatch) -> None:
    monkeypatch.setattr(settings, "MOST_PAGES", 5)
    family = Family(house)
    family.seat("Bo", "professional")
    ann, also_ann, plan = family.client("Ann"), family.client("Ann"), f"/d/{family.id}/plan/"
    assert [status(ann, plan) for _ in range(3)] == [200] * 3
    assert [status(also_ann, plan) for _ in range(3)] == [200, 200, 429], "another device is the same person"
    assert status(ann, f"/d/{family.id}/journal/") == 429
    assert status(family.client("Bo"), plan) == 200, "and nobody else"
    assert Client().get("/").status_code == 200, "nor whoever is not signed in"
    before = house.owner.execute("SELECT count(*) FROM access_event").fetchone()
    told = ann.get(plan)
    assert told.headers["Retry-After"] == "600"
    assert "Even geduld" in told.content.decode()
    assert "Wacht 10 minuten" in told.content.decode()
    assert house.owner.execute("SELECT count(*) FROM access_event").fetchone() == before, "it was not opened"
    clock.now = 600
    assert status(ann, plan) == 200


@pytest.mark.parametrize(
    ("method", "name", "after"),
    [("get", "devices", 200), ("post", "end_others", 303), ("post", "sign_out", 303), ("get", "account", 200)],
)
def test_who_holds_a_stolen_session_keeps_nobody_from_ending_it(
    house: House, monkeypatch: pytest.MonkeyPatch, method: str, name: str, after: int
) -> None:
    """Whoever asks all that one person may ask would else shut its holder out of their devices, without end."""
    monkeypatch.setattr(settings, "MOST_PAGES", 3)
    family = Family(house)
    thief, ann, plan = family.client("Ann"), family.client("Ann"), f"/d/{family.id}/plan/"
    assert [status(thief, plan) for _ in range(4)] == [200, 200, 200, 429]
    for _ in range(8):
        thief.get("/account/devices/")
    assert status(thief, "/account/devices/") == 429, "it is counted all the same"
    assert status(ann, plan) == 429
    assert getattr(ann, method)(reverse(f"people:{name}")).status_code == after


def test_what_was_sent_too_fast_is_not_kept_and_one_is_told(house: House, monkeypatch) -> None:
    family = Family(house)
    ann = family.client("Ann")
    monkeypatch.setattr(settings, "MOST_PAGES", 0)
    answer = ann.post(f"/d/{family.id}/journal/write/", {"text": "Dag"})
    assert answer.status_code == 429
    assert "niet bewaard" in answer.content.decode()
    assert house.owner.execute("SELECT count(*) FROM item").fetchone() == (0,)


def test_an_open_page_may_go_on_asking_whether_it_is_open(house: House, monkeypatch) -> None:
    monkeypatch.setattr(settings, "MOST_PAGES", 2)
    family = Family(house)
    ann, pulse = family.client("Ann"), reverse("table:pulse", args=[family.id])
    assert [status(ann, pulse) for _ in range(20)] == [204] * 20
    assert status(ann, f"/d/{family.id}/plan/") == 200
    assert status(ann, pulse) == 429, "no machine asks it without end"


def test_the_site_still_says_how_it_is(house: House, monkeypatch) -> None:
    monkeypatch.setattr(settings, "MOST_PAGES", 0)
    assert status(Family(house).client("Ann"), "/healthz") == 200


def test_a_professional_with_thirty_families_never_notices() -> None:
    """Ten minutes in which somebody opens every family twice, reads four pages in each, and writes in each."""
    usual = 30 * 2 * (1 + 4 + 2)
    assert usual * 2 < MOST_PAGES_OF_ONE
    monthly = 30 * 2
    assert monthly < throttle.COPIES.most


COPIES = {
    "overview:who_looked_csv", "overview:who_looked_fhir", "overview:my_data_json", "overview:my_data_html", "exchange:new",
    "exchange:fetch", "plan:fridge_pdf", "family:own_table",
}  # fmt: skip


def test_what_is_copied_whole_is_counted() -> None:
    counted = {name for name, view in views(get_resolver()) if getattr(view, "a_copy", False)}
    assert counted == COPIES


def views(resolver: Any, space: str = "") -> Iterator[tuple[str, Any]]:
    """Every address with its page."""
    for one in resolver.url_patterns:
        if hasattr(one, "url_patterns"):
            yield from views(one, one.namespace or space)
        else:
            yield f"{space}:{one.name}" if space else str(one.name), one.callback


@pytest.mark.parametrize("address", ["who-looked/csv/", "who-looked/fhir/", "plan/fridge.pdf"])
def test_copies_are_few(house: House, monkeypatch, address: str) -> None:
    monkeypatch.setattr(throttle, "COPIES", throttle.Limit("copies of a test", 2, 60))
    family = Family(house)
    family.seat("Ben", "parent", authority=True)
    ann = family.client("Ann")
    assert [status(ann, f"/d/{family.id}/{address}") for _ in range(3)] == [200, 200, 429]
    assert status(ann, f"/d/{family.id}/plan/") == 200
    assert status(family.client("Ben"), f"/d/{family.id}/{address}") == 200


def test_archives_are_made_and_brought_a_few_times(house: House, monkeypatch) -> None:
    monkeypatch.setattr(throttle, "COPIES", throttle.Limit("archives of a test", 1, 60))
    family = Family(house)
    ann, new = family.client("Ann"), f"/d/{family.id}/take-along/new/"
    assert [status(ann, new) for _ in range(3)] == [200] * 3, "only what is sent counts"
    passphrase = {"passphrase": "appel-boot-citroen-deken-eekhoorn-fiets-giraf-hamer", "kept": "on"}
    assert ann.post(new, passphrase).status_code == 303
    assert ann.post(new, passphrase).status_code == 429
    client = Client()
    client.force_login(person("Iemand"))
    assert client.post("/bring-along/", {"passphrase": "x"}).status_code == 422
    assert client.post("/bring-along/", {"passphrase": "x"}).status_code == 429
