"""What the site says to a browser that may keep pages, and what it never says."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, override_settings
from django.utils import timezone
from tests.support.family import Family
from tests.support.house import House
from tests.support.signing import PASSWORD, begin, code, with_codes

from keukentafel.people.models import Device, PersonSession
from keukentafel.people.tidying import tidy

FORGET = '"storage"'
KEPT = ("plan/", "table/", "calendar/")


@pytest.fixture
def family(house: House) -> Family:
    family = Family(house)
    family.seat("Oma", "relative")
    family.seat("Bo", "professional")
    for one in family.people.values():
        one.set_password(PASSWORD)
        one.save()
    return family


def own_device(family: Family, name: str = "Ann", *, yes: bool = True) -> Client:
    """A browser of which its owner said that it is theirs, and where they let it keep pages."""
    client = Client()
    assert begin(client, family.people[name].email, keep="on").status_code == 303
    if yes:
        assert client.post("/account/this-device/", {"keep": "yes"}).status_code == 303
    return client


def of(answer: Any) -> list[str]:
    return str(answer.headers.get("X-Keep-Of", "")).split()


class TestAsked:
    def test_once_on_a_device_of_ones_own(self, family: Family) -> None:
        client = own_device(family, yes=False)
        here = f"/d/{family.id}/"
        assert "Mag dit apparaat je plan bewaren?" in client.get(here).content.decode()
        assert "Mag dit apparaat" not in client.get(f"{here}plan/").content.decode()
        client.post("/account/this-device/", {"keep": "no", "next": here})
        assert "Mag dit apparaat" not in client.get(here).content.decode()
        client.post("/sign-out/")
        begin(client, family.people["Ann"].email, keep="on")
        assert "Mag dit apparaat" not in client.get(here).content.decode(), "nor at the next sign-in"
        assert "X-Keep" not in client.get(here).headers

    def test_never_on_a_shared_computer(self, family: Family) -> None:
        client = Client()
        begin(client, family.people["Ann"].email)
        assert "Mag dit apparaat" not in client.get(f"/d/{family.id}/").content.decode()
        assert client.post("/account/this-device/", {"keep": "yes"}).status_code == 404
        assert "X-Keep" not in client.get(f"/d/{family.id}/plan/").headers
        assert "bewaren we niets" in client.get("/account/this-device/").content.decode()

    def test_who_said_yes_and_signs_in_without_staying_keeps_nothing(self, family: Family) -> None:
        client = own_device(family)
        client.post("/sign-out/")
        begin(client, family.people["Ann"].email)
        page = client.get(f"/d/{family.id}/plan/")
        assert "X-Keep" not in page.headers
        assert "data-half" not in page.content.decode()

    @pytest.mark.parametrize("allowed", [False, True])
    def test_professionals_by_leave_of_the_house_alone(self, family: Family, allowed: bool) -> None:
        secret = with_codes(family.people["Bo"])
        with override_settings(KEEP_FOR_PROFESSIONALS=allowed):
            client = Client()
            begin(client, family.people["Bo"].email, keep="on")
            client.post("/sign-in/second/", {"code": code(secret)})
            assert client.post("/account/this-device/", {"keep": "yes"}).status_code == (303 if allowed else 404)
            assert of(client.get(f"/d/{family.id}/plan/"))[2:] == (["yes"] if allowed else [])
        assert of(client.get(f"/d/{family.id}/plan/")) == [], "and it ends when the house takes its leave back"


class TestSaid:
    def test_only_plan_table_and_calendar_may_be_kept(self, family: Family) -> None:
        client = own_device(family)
        got = {
            path: of(client.get(f"/d/{family.id}/{path}"))[2:]
            for path in (*KEPT, "calendar/month/", "", "journal/", "plan/history/", "who-looked/", "plan/?x=1", "talk/")
        }
        assert {path for path, verdict in got.items() if verdict == ["yes"]} == set(KEPT)
        assert {verdict[0] for path, verdict in got.items() if path not in KEPT} == {"no"}
        assert client.get(f"/d/{family.id}/plan/").headers["Cache-Control"] == "no-store"

    def test_nothing_of_a_frozen_table(self, family: Family) -> None:
        client = own_device(family)
        family.freeze()
        assert of(client.get(f"/d/{family.id}/plan/"))[2] == "gone"
        assert of(client.get(f"/d/{family.id}/journal/"))[2] == "gone"

    def test_nothing_through_other_eyes(self, family: Family) -> None:
        client = own_device(family)
        client.post(f"/d/{family.id}/table/seats/{family.seats['Oma']}/view-as/")
        page = client.get(f"/d/{family.id}/plan/")
        assert page.status_code == 200
        assert of(page) == []

    def test_other_circles_in_sight_are_said(self, family: Family) -> None:
        client = own_device(family, "Oma")
        before = of(client.get(f"/d/{family.id}/plan/"))[1]
        assert of(client.get(f"/d/{family.id}/journal/"))[1] == before
        family.take_out(family.family, "Oma")
        assert of(client.get(f"/d/{family.id}/journal/"))[1] != before

    def test_until_the_session_is_over(self, family: Family) -> None:
        client = own_device(family)
        until = int(client.get(f"/d/{family.id}/plan/").headers["X-Keep"].split()[1])
        days = (until - timezone.now().timestamp()) / 86_400
        assert 6.99 < days < 7.01

    def test_another_session_is_another(self, family: Family) -> None:
        client = own_device(family)
        first = client.get("/account/").headers["X-Keep"].split()[0]
        assert client.get("/reading/").headers["X-Keep"].split()[0] == first
        client.post("/sign-out/")
        begin(client, family.people["Ann"].email, keep="on")
        assert client.get("/account/").headers["X-Keep"].split()[0] != first


class TestDrafts:
    def test_the_half_of_the_key_is_of_a_person_on_a_device(self, family: Family) -> None:
        client, other = own_device(family), own_device(family)
        assert half(client) == half(client) != half(other)
        mine = half(client)
        client.post("/sign-out/")
        assert half(client) == ""
        begin(client, family.people["Ann"].email, keep="on")
        assert half(client) == mine
        client.post("/sign-out/")
        begin(client, family.people["Oma"].email, keep="on")
        client.post("/account/this-device/", {"keep": "yes"})
        assert half(client) not in ("", mine)

    def test_what_was_sent_well_is_said_once(self, family: Family) -> None:
        client = own_device(family)
        form = client.get(f"/d/{family.id}/journal/write/").content.decode()
        once = re.search(r'name="once" value="([^"]+)"', form)
        assert once
        sent = {"text": "Vandaag was goed.", "circle": str(family.table), "once": once[1]}
        assert client.post(f"/d/{family.id}/journal/write/", {**sent, "text": ""}).status_code == 422
        assert "data-sent" not in client.get("/account/").content.decode()
        assert client.post(f"/d/{family.id}/journal/write/", sent).status_code == 303
        assert f'data-sent="/d/{family.id}/journal/write/"' in client.get("/account/").content.decode()
        assert "data-sent" not in client.get("/account/").content.decode()


def half(client: Client) -> str:
    found = re.search(r'data-half="([^"]+)"', client.get("/reading/").content.decode())
    return found[1] if found else ""


class TestGone:
    def test_at_sign_out_and_exit(self, family: Family) -> None:
        assert "storage" in own_device(family).post("/sign-out/").headers["Clear-Site-Data"]
        assert "storage" in own_device(family).post("/exit/").headers["Clear-Site-Data"]

    def test_when_it_is_turned_off(self, family: Family) -> None:
        client = own_device(family)
        assert client.post("/account/this-device/", {"keep": "no"}).headers["Clear-Site-Data"] == FORGET
        assert "X-Keep" not in client.get(f"/d/{family.id}/plan/").headers

    @pytest.mark.parametrize("path", ["", "table/pulse/", "plan/"])
    def test_when_signed_out_from_afar_with_the_next_answer(self, family: Family, path: str) -> None:
        phone = own_device(family)
        laptop = Client()
        begin(laptop, family.people["Ann"].email)
        laptop.post(f"/account/devices/{Device.objects.order_by('first')[0].pk}/")
        answer = phone.get(f"/d/{family.id}/{path}")
        assert answer.headers["Clear-Site-Data"] == FORGET
        assert "X-Keep" not in answer.headers
        assert "Clear-Site-Data" not in phone.get("/").headers, "said once: the cookie has gone too"

    def test_a_session_that_ran_out_leaves_drafts_but_no_copies(self, family: Family) -> None:
        phone = own_device(family)
        PersonSession.objects.update(expire_date=timezone.now() - timedelta(minutes=1))
        tidy()
        answer = phone.get("/sign-in/")
        assert "X-Keep" not in answer.headers, "so our service worker throws the copies away"
        assert "Clear-Site-Data" not in answer.headers

    def test_what_ran_out_is_tidied_in_the_end(self, family: Family) -> None:
        begin(Client(), family.people["Oma"].email)
        own_device(family)
        PersonSession.objects.update(expire_date=timezone.now() - timedelta(days=29))
        tidy()
        assert [one.person for one in PersonSession.objects.all()] == [family.people["Ann"]]
        PersonSession.objects.update(expire_date=timezone.now() - timedelta(days=31))
        tidy()
        assert not PersonSession.objects.exists()

    def test_nobody_who_never_signed_in_is_told_to_forget(self, family: Family) -> None:
        assert "Clear-Site-Data" not in Client().get("/").headers


class TestApp:
    def test_the_manifest_in_both_languages(self, house: House) -> None:
        nl, en = (Client().get(f"/app/{one}/manifest.webmanifest").json() for one in ("nl", "en"))
        assert (nl["name"], en["name"]) == ("Keukentafel", "Kitchen table")
        assert {icon["sizes"] for icon in nl["icons"]} == {"192x192", "512x512"}
        assert {icon["purpose"] for icon in nl["icons"]} == {"any", "maskable"}
        assert nl["start_url"] == "/today/"
        assert [one["name"] for one in nl["shortcuts"]] == ["Mijn tafels", "Lezen en kijken"]
        with override_settings(KEUKENTAFEL_THEME="voorbeeld"):
            assert Client().get("/app/nl/manifest.webmanifest").json()["theme_color"] == "#ffffff"

    def test_the_worker_may_ask_this_site_alone(self, house: House) -> None:
        answer = Client().get("/service-worker.js")
        policy = answer.headers["Content-Security-Policy"]
        assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
        assert "sandbox" not in policy
        assert "connect-src 'self'" in policy
        assert policy.startswith("default-src 'none'")
        assert "worker-src 'self'" in Client().get("/").headers["Content-Security-Policy"]

    def test_the_page_without_a_connection_is_nobody_s(self, family: Family) -> None:
        client = own_device(family)
        page = client.get("/app/nl/offline/").content.decode()
        assert page.replace(token(page), "") == (other := Client().get("/app/nl/offline/").content.decode()).replace(
            token(other), ""
        )
        assert "Ann" not in page
        assert "{moment}" in page


def token(page: str) -> str:
    return str(re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[0])
