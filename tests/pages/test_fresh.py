"""Step-up: weighty things ask again who one is, and nothing that was typed is lost by it."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path
from tests.support.family import person
from tests.support.house import House

from keukentafel.people import fresh, throttle

PASSWORD = "drie warme woorden"
done: list[dict[str, str]] = []


@fresh.freshly_signed_in
@login_required
def weighty(request: HttpRequest) -> HttpResponse:
    """Something that can't be undone."""
    if request.method == "POST":
        done.append({name: str(value) for name, value in request.POST.items()})
    return HttpResponse("weighty")


urlpatterns = [path("weighty/", weighty), path("", include("keukentafel.site.urls"))]


@pytest.fixture(autouse=True)
def _here(house: House) -> Iterator[None]:
    done.clear()
    with override_settings(ROOT_URLCONF="tests.pages.test_fresh"):
        yield


def browser(*, minutes: int) -> Client:
    """Signed in, with a last proof of so many minutes ago."""
    client = Client()
    client.force_login(person("Roos", password=PASSWORD))
    session = client.session
    session[fresh.PROVED] -= timedelta(minutes=minutes).total_seconds()
    session.save()
    return client


def prove(client: Client, password: str = PASSWORD, onto: str = "/weighty/") -> Any:
    return client.post("/prove/", {"password": password, "next": onto})


def test_who_just_signed_in_goes_through() -> None:
    assert browser(minutes=0).get("/weighty/").content == b"weighty"


def test_nobody_signs_in_first() -> None:
    answer = Client().get("/weighty/?a=1")
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/?next=%2Fweighty%2F%3Fa%3D1")


def test_an_old_proof_is_asked_for_again_and_leads_back() -> None:
    client = browser(minutes=11)
    answer = client.get("/weighty/?a=1")
    assert (answer.status_code, answer["Location"]) == (303, "/prove/?next=%2Fweighty%2F%3Fa%3D1")
    assert prove(client, "geraden").status_code == 422
    assert client.get("/weighty/").status_code == 303
    assert prove(client, onto="/weighty/?a=1")["Location"] == "/weighty/?a=1"
    assert client.get("/weighty/?a=1").content == b"weighty"


def test_a_proof_of_the_future_is_none() -> None:
    assert browser(minutes=-20).get("/weighty/").status_code == 303


def test_what_was_sent_waits_and_is_sent_again_by_a_button() -> None:
    client = browser(minutes=11)
    assert client.post("/weighty/", {"why": "omdat ik het wil", "n": "1"}).status_code == 303
    assert done == []
    assert "omdat" not in str(dict(client.session.items()))
    onto = prove(client)["Location"]
    assert onto == "/prove/go-on/?next=%2Fweighty%2F"
    page = client.get(onto).content.decode()
    assert done == []
    fields = dict(re.findall(r'<input type="hidden" name="(why|n)" value="([^"]*)"', page))
    assert client.post("/weighty/", fields).content == b"weighty"
    assert done == [{"why": "omdat ik het wil", "n": "1"}]
    assert client.get(onto)["Location"] == "/weighty/", "it waits once"


def test_what_could_not_be_kept_is_said() -> None:
    client = browser(minutes=11)
    client.post("/weighty/", {"why": "x" * 200_000})
    prove(client)
    page = client.get("/prove/go-on/").content.decode()
    assert "kt-notice-warning" in page
    assert "xxx" not in page


def test_what_waits_is_shown_after_the_proof_only() -> None:
    client = browser(minutes=11)
    client.post("/weighty/", {"why": "geheim"})
    assert client.get("/prove/go-on/")["Location"] == "/account/"


def test_guessing_is_slowed_down() -> None:
    client = browser(minutes=11)
    for _ in range(throttle.WRONG.most):
        prove(client, "geraden")
    assert prove(client).status_code == 422


def test_next_stays_on_this_site() -> None:
    assert prove(browser(minutes=11), onto="https://boef.example/")["Location"] == "/account/"
