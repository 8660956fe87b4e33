"""Larger letters, easy words and help: chosen once, for everybody, before the first letter is drawn."""

import re

import pytest
from django.test import Client
from tests.support.family import Family, person
from tests.support.house import House
from tests.support.signing import PASSWORD, begin

from keukentafel.look.icons import ICONS
from keukentafel.look.reading import Reading, being_read, easy
from keukentafel.overview.help.lines import EVERYWHERE, LINES
from keukentafel.people.models import Person


def classes(client: Client, path: str = "/") -> set[str]:
    found = re.search(r'<html [^>]*class="([^"]*)"', client.get(path).content.decode())
    assert found
    return set(found[1].split()) - {"keukentafel-theme"}


def test_chosen_without_an_account(house: House) -> None:
    client = Client()
    assert classes(client) == set()
    answer = client.post("/reading/", {"size": "largest", "easy": "on", "next": "/sign-in/"})
    assert answer.headers["Location"] == "/sign-in/"
    assert client.cookies["reading"].value == "largest.easy"
    assert client.cookies["reading"]["httponly"]
    assert classes(client) == {"kt-largest", "kt-easy"}
    client.post("/reading/", {"size": "normal"})
    assert classes(client) == set()


def test_kept_with_the_account(house: House) -> None:
    roos = person("Roos", password=PASSWORD)
    phone, laptop = Client(), Client()
    begin(phone, roos.email)
    phone.post("/reading/", {"size": "larger"})
    assert Person.objects.get().reading == "larger"
    begin(laptop, roos.email)
    assert classes(laptop, "/account/") == {"kt-larger"}


def test_who_never_chose_keeps_what_the_browser_has(house: House) -> None:
    roos = person("Roos", password=PASSWORD)
    client = Client()
    client.post("/reading/", {"size": "larger"})
    begin(client, roos.email)
    assert classes(client, "/account/") == {"kt-larger"}


@pytest.mark.parametrize("odd", ["<script>", "larger largest", "", "." * 500, "easyeasy"])
def test_an_odd_cookie_counts_for_nothing(house: House, odd: str) -> None:
    client = Client()
    client.cookies["reading"] = odd
    assert classes(client) == set()


def test_a_wrong_choice_is_asked_again(house: House) -> None:
    assert Client().post("/reading/", {"size": "huge"}).status_code == 422


def test_templates_ask_whether_words_are_easy(house: House) -> None:
    assert not easy()
    with being_read(Reading.read("easy")):
        assert easy()
    client = Client()
    assert "Deze tafel is van het gezin. Het gezin beslist" in client.get("/").content.decode()
    client.post("/reading/", {"size": "normal", "easy": "on"})
    assert "Dit is de tafel van het gezin." in client.get("/").content.decode()


def test_every_page_leads_to_it(house: House) -> None:
    for path in ("/", "/sign-in/", "/nothing/"):
        assert 'href="/reading/"' in Client().get(path).content.decode(), path


class TestHelp:
    def test_three_to_five_short_lines_with_icons(self) -> None:
        for lines in (*LINES.values(), EVERYWHERE):
            assert 3 <= len(lines) <= 5
            for line in lines:
                assert line.icon in ICONS
                assert len(str(line.words).split()) <= 16, line.words

    def test_from_each_door_and_as_a_part(self, house: House) -> None:
        family = Family(house)
        client = family.client("Ann")
        page = client.get(f"/d/{family.id}/plan/").content.decode()
        assert 'hx-get="/help/plan/"' in page
        part = client.get("/help/plan/", headers={"HX-Request": "true"}).content.decode()
        assert "<html" not in part
        assert "Druk op een stap als die klaar is." in part
        assert "Snel weg" in client.get("/help/never-heard-of/").content.decode()

    def test_it_is_open_by_itself_in_easy_words(self, house: House) -> None:
        family = Family(house)
        client = family.client("Ann")
        opens = 'hx-get="/help/plan/" hx-trigger="load"'
        assert opens not in client.get(f"/d/{family.id}/plan/").content.decode()
        client.post("/reading/", {"size": "normal", "easy": "on"})
        assert opens in client.get(f"/d/{family.id}/plan/").content.decode()
