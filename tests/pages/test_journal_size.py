"""Parts of pages, page after page, and what a page costs."""

import gzip
from datetime import timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.support.house import House
from tests.support.journal import Cast, soup, status

from keukentafel.dossiers.models import new_id
from keukentafel.rooms.journal import actions
from keukentafel.rooms.journal.kinds import Sign

HX = {"HTTP_HX_REQUEST": "true"}
ROUND_TRIPS = [
    "person_session",
    "BEGIN",
    "access_enter(",
    "FROM seat s",
    "WITH feed",
    "access_close(",
    "COMMIT",
]
WORDS = """
vandaag samen school gesprek moeilijk rustig water rekening buurman douche fiets brood koken lachen oma zus mentor
rooster donderdag zondag week brief gelezen regeling betalen kwijt gevonden lamp stuk gemaakt dokter ziek beter
slapen wakker nacht ruzie sorry thee wandelen hond park regen zon spelen voetbal gewonnen toets geleerd huiswerk
vergeten bellen afspraak gemeente formulier moe blij trots bang boos stil plan stap gelukt morgen opnieuw proberen
hulp gevraagd gekregen geld
""".split()  # noqa: SIM905  # words to mix, on few lines


@pytest.fixture
def cast(house: House) -> Cast:
    return Cast(house)


def test_htmx_gets_the_part_alone(cast):
    client = cast.client("Opa")
    item = cast.items["T"]
    for answer in (
        client.get(cast.at(item), **HX),
        client.post(cast.at(item), {"text": "Ja", "once": str(new_id())}, **HX),
        client.post(cast.at(item, "react"), {"sign": "heart"}, **HX),
    ):
        assert answer.status_code == 200
        assert answer.content.strip().startswith(b"<article")
        assert len(soup(answer).select("article")) == 1
    wrong = client.post(cast.at(item), {"text": "", "once": str(new_id())}, **HX)
    assert wrong.status_code == 422
    assert b"Schrijf eerst iets." in wrong.content
    assert b"<html" not in client.get(cast.at(), {"circle": str(cast.family)}, **HX).content


def test_older_entries_follow_page_by_page(cast):
    with cast.visit("Ann") as visit:
        for number in range(64):
            happened = visit.now - timedelta(days=1, minutes=number)
            actions.write(visit, f"nummer {number}", circle=cast.family, once=new_id(), happened=happened)
    client, address, texts = cast.client("Opa"), cast.at() + f"?circle={cast.family}", []
    while address:
        page = soup(client.get(address))
        texts += [text.get_text() for text in page.select(".jr-text")]
        older = page.select_one("a[rel=next]")
        address = older and older["href"]
    assert texts == ["Zo ging het", *[f"nummer {number}" for number in range(64)]]
    assert status(client, cast.at() + "?before=nonsense") == 404


def words(seed: int, count: int) -> str:
    """Other words in every text, as people write them: a repeated text would pack itself away."""
    return " ".join(Random(seed).choices(WORDS, k=count)).capitalize() + "."  # no secret


def busy(cast: Cast, entries: int) -> None:
    """Entries with comments and signs: every third has two comments, every tenth five, and signs."""
    with cast.visit("Opa") as visit:
        written = [
            actions.write(
                visit,
                words(number, 18),
                circle=cast.table,
                once=new_id(),
                happened=visit.now - timedelta(days=number),
            ).id
            for number in range(entries)
        ]
    for number, entry in enumerate(written[:30]):
        for name in ("Ann", "Bo", "Eva", "Opa", "Bo")[: 5 if number % 10 == 0 else 2 if number % 3 == 0 else 0]:
            cast.comment(name, entry, words(number + len(name), 6))
        sign: Sign = "heart" if number % 2 else "thumb"
        for name in ("Ann", "Eva")[: number % 3]:
            cast.react(name, entry, sign)


def statements(cast: Cast, name: str = "Ann") -> list[str]:
    client = cast.client(name)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(cast.at())
    assert answer.status_code == 200
    return [next(mark for mark in ROUND_TRIPS if mark in query["sql"]) for query in asked.captured_queries]


@pytest.mark.parametrize("entries", [3, 300])
def test_the_feed_takes_the_same_statements_however_many_entries(cast, entries):
    busy(cast, entries)
    assert statements(cast) == ROUND_TRIPS
    assert statements(cast, "Gus") == ROUND_TRIPS


def test_a_page_of_thirty_is_small(cast):
    busy(cast, 40)
    for name in ("Bo", "Eva"):
        cast.client(name).get(cast.at())
    answer = cast.client("Ann").get(cast.at())
    page = soup(answer)
    assert len(page.select("article")) == 30
    assert len(page.select(".jr-comment")) > 20
    assert len(page.find_all()) <= 900
    assert len(gzip.compress(answer.content, 6)) <= 7_000
