"""Hard words explain themselves wherever somebody's words are shown, and what was typed stays harmless."""

import pytest
from tests.support.house import House
from tests.support.journal import Cast, soup
from tests.support.payloads import RUN

from keukentafel.look.plain import terms

TEXT = "De gemeente stuurt een beschikking. Die beschikking gaat over de OTS."


@pytest.fixture
def family(house: House) -> Cast:
    return Cast(house)


def test_a_hard_word_says_what_it_means_once_in_a_text(family: Cast) -> None:
    entry = family.write("Bo", "table", TEXT)
    for name in ("Ann", "Opa", "Eva"):
        page = soup(family.client(name).get(family.at(entry)))
        marked = page.select("abbr.kt-term")
        assert [one.text for one in marked] == ["beschikking", "OTS"]
        assert marked[0]["title"] == terms.known()["beschikking"].nl
        assert page.select("script[src*=explains]")
        assert page.select_one(".jr-text").text == TEXT


def test_it_is_explained_in_the_readers_language(family: Cast) -> None:
    entry = family.write("Bo", "table", TEXT)
    client = family.client("Ann")
    client.cookies["language"] = "en"
    assert soup(client.get(family.at(entry))).select_one("abbr.kt-term")["title"] == terms.known()["beschikking"].en


def test_a_page_without_such_a_word_loads_nothing_for_it(family: Cast) -> None:
    page = soup(family.client("Ann").get(family.at()))
    assert not page.select("abbr, script[src*=explains], link[href*=explains]")


def test_only_a_professional_gets_the_tips(family: Cast) -> None:
    at = family.at(page="write")
    page = soup(family.client("Bo").get(at))
    assert page.select_one("script[src*=plainer]")["data-words"].startswith("/plain-words/")
    assert page.select("template#kt-plainer")
    assert page.select(".kt-field .kt-plainer")
    assert not soup(family.client("Ann").get(at)).select("script[src*=plainer], #kt-plainer, .kt-plainer")


def test_jargon_is_saved_like_anything_else(family: Cast) -> None:
    client, at = family.client("Bo"), family.at(page="write")
    once = soup(client.get(at)).select_one("[name=once]")["value"]
    sent = {"text": TEXT, "circle": str(family.table), "once": once}
    assert client.post(at, sent).status_code == 303


def test_a_planted_script_beside_a_hard_word_stays_text(family: Cast) -> None:
    """Each way to run something, within a text that is marked; in Chromium, every payload is in test_payloads."""
    text = " ".join(f"beschikking{one}indicatie {one} OTS" for one in RUN)
    entry = family.write("Bo", "table", text)
    said = soup(family.client("Ann").get(family.at(entry))).select_one(".jr-text")
    assert said.text == text
    assert {tag.name for tag in said.find_all()} == {"abbr"}
    assert all(set(tag.attrs) == {"class", "title"} for tag in said.find_all())
