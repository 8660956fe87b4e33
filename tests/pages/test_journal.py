"""The journal's pages: who gets which answer, what is on them, what they cost."""

import gzip
import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from keukentafel.dossiers.models import new_id
from keukentafel.rooms.journal import actions, queries
from tests.support.family import Family, person

HX = {"HTTP_HX_REQUEST": "true"}
ROUND_TRIPS = ["django_session", '"person"', "BEGIN", "access_enter(", "FROM seat s", "WITH feed", "access_close(", "COMMIT"]
TEXT = "Vandaag ging het goed. We hebben samen gekookt en de brief van {} gelezen. Morgen bellen we met nummer {}."

# By hand, apart from the app: T lies at the table, S in School, P in Ann's own circle, F in the family.
SEES = {"Ann": "TSPF", "Opa": "TF", "Bo": "TS", "Eva": "T", "Gus": "P"}
CHANGES = {"Ann": "TSPF", "Opa": "F", "Bo": "TS", "Eva": "", "Gus": ""}
OUTSIDE = ("Max", "Zed")


class Cast(Family):
    """Owner, relative, professional in a circle and one outside it, guest of a personal circle, ended seat, stranger."""

    def __init__(self, house):
        super().__init__(house)
        self.seat("Opa", "relative", relation="grootvader")
        self.seat("Bo", "professional", function="mentor", organisation="De Esdoorn")
        self.seat("Eva", "professional", function="wijkteam", organisation="Gemeente")
        self.circle("School", "Bo")
        self.personal("Van mij", "Ann")
        self.guest("Gus", "Van mij")
        self.seat("Max", "professional")
        self.end("Max")
        self.people["Zed"] = person("Zed")
        self.items = {
            "T": self.write("Bo", "table"),
            "S": self.write("Bo", "School"),
            "P": self.write("Ann", "Van mij"),
            "F": self.write("Opa", "family"),
        }
        self.missing = new_id()

    def write(self, name, circle, text="Zo ging het", days=0):
        with self.visit(name) as visit:
            happened = visit.now - timedelta(days=days)
            return actions.write(visit, text, circle=self.circles[circle], once=new_id(), happened=happened).id

    def comment(self, name, entry, text="Fijn"):
        with self.visit(name) as visit:
            return actions.comment(visit, queries.entry(visit, entry), text, once=new_id()).id

    def react(self, name, entry, sign):
        with self.visit(name) as visit:
            one = queries.entry(visit, entry)
            actions.react(visit, one, queries.whole(visit, one)[0], sign)

    def at(self, item="", page=""):
        return f"/d/{self.id}/journal/" + (f"{item}/" if item else "") + (f"{page}/" if page else "")


@pytest.fixture
def cast(house):
    return Cast(house)


def status(client, address, data=None):
    answer = client.get(address) if data is None else client.post(address, data)
    return answer.status_code


@pytest.mark.parametrize("name", SEES)
def test_who_may_read(cast, name):
    client = cast.client(name)
    assert status(client, cast.at()) == status(client, cast.at(page="write")) == 200
    for key, item in cast.items.items():
        seen = 200 if key in SEES[name] else 404
        changed = 200 if key in CHANGES[name] else 404
        got = {page: status(client, cast.at(item, page)) for page in ("", "history", "react", "edit", "delete", "move")}
        assert got == {
            "": seen,
            "history": seen,
            "react": 303 if seen == 200 else 404,
            "edit": changed,
            "delete": changed,
            "move": changed,
        }, key


@pytest.mark.parametrize("name", SEES)
def test_who_may_write(cast, name):
    client = cast.client(name)
    targets = {"T": "family" if name != "Bo" else "School", "S": "table", "P": "table", "F": "table"}
    for key, item in cast.items.items():
        seen, changed = (303 if key in keys[name] else 404 for keys in (SEES, CHANGES))
        newly = {"Ann": {"S": "Opa Eva", "P": "Opa Bo Eva", "F": "Bo Eva"}, "Opa": {"F": "Bo Eva"}, "Bo": {"S": "Opa Eva"}}
        names = newly.get(name, {}).get(key, "").split()
        move = {
            "to": str(cast.circles[targets[key]]),
            "newly": ",".join(sorted(cast.seats[newcomer].hex for newcomer in names)),
        }
        got = {
            "edit": status(client, cast.at(item, "edit"), {"text": "x", "day": "2026-01-02", "version": "1"}),
            "move": status(client, cast.at(item, "move"), move),
        }
        if got["move"] == 404:
            got["say"] = status(client, cast.at(item), {"text": "Ja", "once": str(new_id())})
            got["react"] = status(client, cast.at(item, "react"), {"sign": "heart"})
        got["delete"] = status(client, cast.at(item, "delete"), {})
        wanted = {"edit": changed, "move": changed, "say": seen, "react": seen, "delete": changed}
        assert got == {page: wanted[page] for page in got}, key


def test_who_comments_and_writes(cast):
    for name, keys in SEES.items():
        client = cast.client(name)
        for key, item in cast.items.items():
            wanted = 303 if key in keys else 404
            assert status(client, cast.at(item), {"text": "Ja", "once": str(new_id())}) == wanted
            assert status(client, cast.at(item, "react"), {"sign": "heart"}) == wanted
            assert status(client, cast.at(item, "react"), {"sign": "boo"}) == 404
    form = {"text": "Iets", "once": str(new_id()), "circle": str(cast.circles["School"])}
    assert status(cast.client("Bo"), cast.at(page="write"), form) == 303
    assert status(cast.client("Eva"), cast.at(page="write"), form) == 422


PAGES = ("", "history", "react", "edit", "delete", "move")


@pytest.mark.parametrize("name", OUTSIDE)
def test_outsiders_find_nothing(cast, name):
    client = cast.client(name)
    for item in ("", *cast.items.values(), cast.missing):
        for page in PAGES if item else ("", "write"):
            assert status(client, cast.at(item, page)) == 404
            if page != "history" and (item or page):
                assert status(client, cast.at(item, page), {}) == 404


def test_who_is_not_signed_in_is_asked_to(cast):
    for item in ("", *cast.items.values(), cast.missing):
        for page in PAGES if item else ("", "write"):
            answer = Client().get(cast.at(item, page))
            assert answer.status_code == 302
            assert answer["Location"].startswith("/sign-in/?next=")


def test_other_methods_are_not_there(cast):
    client = cast.client("Ann")
    for item in (cast.items["T"], cast.missing):
        assert [client.put(cast.at(item, page)).status_code for page in PAGES] == [405] * 6
        assert client.post(cast.at(item, "history")).status_code == 405
    assert client.post(cast.at()).status_code == 405


def evened(answer, item):
    body = re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", answer.content)
    headers = {name: value for name, value in answer.items() if name != "Content-Length"}
    return answer.status_code, headers, body.replace(str(item).encode(), b"ID")


@pytest.mark.parametrize("name", ["Opa", "Bo", "Eva", "Gus", "Max", "Zed"])
def test_hidden_and_missing_answer_byte_for_byte_the_same(cast, name):
    client = cast.client(name)
    hidden = [item for key, item in cast.items.items() if key not in SEES.get(name, "")]
    assert hidden
    for page in PAGES:
        forms = [None, {"text": "x", "once": str(new_id()), "sign": "heart", "version": "1", "to": str(cast.table)}]
        for form in forms[: 1 if page == "history" else 2]:
            ask = [client.get, client.post][form is not None]
            missing = evened(ask(cast.at(cast.missing, page), form or {}), cast.missing)
            assert missing[0] == 404
            for item in hidden:
                assert evened(ask(cast.at(item, page), form or {}), item) == missing
    mine, nowhere = cast.circles["Van mij" if name != "Gus" else "table"], new_id()
    for address in (cast.at() + "?circle={}", cast.at(page="write") + "?circle={}"):
        got = [evened(client.get(address.format(circle)), circle) for circle in (mine, nowhere)]
        assert got[0] == got[1]
        assert got[0][0] == 404


def soup(answer):
    return BeautifulSoup(answer.content, "lxml")


def test_looking_through_other_eyes_nothing_can_be_pressed(cast):
    client = cast.client("Ann")
    session = client.session
    session["eyes"] = {str(cast.id): str(cast.seats["Bo"])}
    session.save()
    page = soup(client.get(cast.at()))
    assert len(page.select("article")) == 2
    assert not page.select("main button")
    assert status(client, cast.at(cast.items["T"]), {"text": "x", "once": str(new_id())}) == 404
    assert status(client, cast.at(cast.items["T"], "delete"), {}) == 404
    assert status(client, cast.at(page="write")) != 200


def test_an_entry_says_who_when_where_and_who_sees_it(cast):
    cast.react("Opa", cast.items["T"], "heart")
    page = soup(cast.client("Eva").get(cast.at()))
    words = page.find(id=f"e{cast.items['T']}").get_text(" ", strip=True)
    for part in ("Bo mentor, De Esdoorn", "net", "Iedereen aan tafel", "Wie dit ziet: Ann, Opa, Bo en jij", "Zo ging het"):
        assert part in words
    assert page.select_one(".jr-sign").get_text() == "Opa"
    assert "Gus" not in page.get_text()


def test_a_guest_sees_the_personal_circle_and_nobody_else_a_trace_of_it(cast):
    page = soup(cast.client("Gus").get(cast.at()))
    assert [article["id"] for article in page.select("article")] == [f"e{cast.items['P']}"]
    assert "Opa" not in page.get_text()
    for name in ("Opa", "Bo", "Eva"):
        assert "Van mij" not in cast.client(name).get(cast.at()).content.decode()
        assert "Van mij" not in cast.client(name).get(cast.at(page="write")).content.decode()


def test_the_default_circle_is_the_table_or_the_only_one(cast):
    def chosen(name, query=""):
        return soup(cast.client(name).get(cast.at(page="write") + query)).select_one("input[name=circle][checked]")["value"]

    assert chosen("Ann") == str(cast.table)
    assert chosen("Gus") == str(cast.circles["Van mij"])
    assert chosen("Ann", f"?circle={cast.family}") == str(cast.family)


def test_the_circle_cards_say_who_will_see_it(cast):
    page = soup(cast.client("Bo").get(cast.at(page="write")))
    cards = [card.get_text(" ", strip=True) for card in page.select(".jr-place")]
    assert cards == ["Iedereen aan tafel A Ann O Opa B Bo E Eva", "School A Ann B Bo"]


def wrong(cast, **fields):
    form = {"text": "Iets", "circle": str(cast.table), "once": str(new_id()), "day": "", "time": "", **fields}
    answer = cast.client("Ann").post(cast.at(page="write"), form)
    page = soup(answer)
    assert answer.status_code == 422
    assert page.select_one("textarea[name=text]").get_text().lstrip("\n").replace("\ufffd", "\0") == form["text"]
    assert page.select_one("#errors")
    return [error.get_text(strip=True) for error in page.select(".kt-error")]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": ""}, "Schrijf eerst iets."),
        ({"text": "a\u202eb"}, "In deze tekst staan tekens die niemand kan zien."),
        ({"text": "a\x00b"}, "In deze tekst staan tekens die niemand kan zien."),
        ({"text": "x" * 20_001}, "Dit is te lang: 20001 tekens"),
        ({"circle": ""}, "Kies wie dit mag zien."),
        ({"circle": "weg"}, "Kies wie dit mag zien."),
        ({"day": "0000-01-01"}, "Deze datum kennen we niet."),
        ({"day": "0001-01-01"}, "Kies een jaar tussen 1900 en 2100."),
        ({"day": "31-2-2026"}, "Deze datum kennen we niet."),
        ({"day": "2099-01-01"}, "Dat moet nog komen."),
        ({"time": "12:00"}, "Op welke dag was het?"),
        ({"day": "2026-01-01", "time": "25:00"}, "Deze tijd kennen we niet."),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_what_was_typed_stays(cast, fields, sentence):
    (error,) = wrong(cast, **fields)
    assert error.startswith(sentence)


def test_emoji_arabic_and_long_lines_are_welcome(cast):
    text = "Goed gedaan 👨‍👩‍👧! مرحبا " + "x" * 500 + "\n\n<b>nee</b>"
    form = {"text": text.replace("\n", "\r\n"), "circle": str(cast.table), "once": str(new_id())}
    assert status(cast.client("Ann"), cast.at(page="write"), form) == 303
    assert text in [shown.get_text() for shown in soup(cast.client("Opa").get(cast.at())).select(".jr-text")]


def test_an_entry_may_have_happened_before(cast):
    form = {"text": "Toen", "circle": str(cast.table), "once": str(new_id()), "day": "3-5-2020", "time": "19.30"}
    assert status(cast.client("Ann"), cast.at(page="write"), form) == 303
    last = soup(cast.client("Ann").get(cast.at())).select("article")[-1]
    assert "Toen" in last.get_text()
    assert "3 mei 2020" in last.get_text()


def test_a_double_submit_adds_one(cast):
    client = cast.client("Ann")
    form = {"text": "Een keer", "circle": str(cast.table), "once": str(new_id())}
    say = {"text": "Ook een keer", "once": str(new_id())}
    for _ in range(2):
        assert status(client, cast.at(page="write"), form) == 303
        assert status(client, cast.at(cast.items["T"]), say) == 303
    body = client.get(cast.at()).content.decode()
    assert body.count("Een keer") == body.count("Ook een keer") == 1


def test_two_people_editing_see_both_texts_and_lose_nothing(cast):
    address = cast.at(cast.items["T"], "edit")
    mine = {"text": "Van Bo", "day": "2026-01-02", "time": "", "version": "1"}
    assert status(cast.client("Ann"), address, {**mine, "text": "Van Ann"}) == 303
    answer = cast.client("Bo").post(address, mine)
    page = soup(answer)
    assert answer.status_code == 422
    assert page.select_one("textarea").get_text(strip=True) == "Van Bo"
    assert page.select_one(".jr-other .jr-text").get_text() == "Van Ann"
    assert "Ann heeft dit veranderd terwijl jij schreef." in page.get_text()
    version = page.select_one("input[name=version]")["value"]
    assert status(cast.client("Bo"), address, {**mine, "version": version}) == 303
    shown = soup(cast.client("Eva").get(cast.at(cast.items["T"], "history")))
    assert [text.get_text() for text in shown.select(".jr-text")] == ["Van Bo", "Van Ann", "Zo ging het"]
    assert shown.get_text().count("veranderd door het gezin") == 1


def test_sending_a_change_twice_is_no_conflict(cast):
    form = {"text": "Anders", "day": "2026-01-02", "time": "", "version": "1"}
    client = cast.client("Bo")
    assert [status(client, cast.at(cast.items["T"], "edit"), form) for _ in range(2)] == [303, 303]


def test_a_comment_is_changed_and_deleted_by_its_writer_and_the_holder(cast):
    said = cast.comment("Eva", cast.items["T"])
    assert status(cast.client("Opa"), cast.at(said, "edit")) == 404
    assert status(cast.client("Eva"), cast.at(said, "edit"), {"text": "Heel fijn", "version": "1"}) == 303
    assert status(cast.client("Opa"), cast.at(said, "history")) == 200
    assert status(cast.client("Opa"), cast.at(said)) == 404
    assert status(cast.client("Ann"), cast.at(said, "delete"), {}) == 303
    assert status(cast.client("Opa"), cast.at(said, "history")) == 404


def test_moving_says_first_who_comes_and_who_goes(cast):
    item, to = cast.items["S"], str(cast.table)
    client = cast.client("Ann")
    page = soup(client.get(cast.at(item, "move"), {"to": to}))
    assert [face.get_text(strip=True) for face in page.select(".kt-shelf-new .kt-face-name")] == ["Opagrootvader", "Evawijkteam, Gemeente"]
    form = {name["name"]: name["value"] for name in page.select("main form input[type=hidden]")}
    cast.seat("Nieuw", "network")
    again = client.post(cast.at(item, "move"), form)
    assert again.status_code == 422
    assert "Kijk nog eens wie het dan ziet." in again.content.decode()
    form = {name["name"]: name["value"] for name in soup(again).select("main form input[type=hidden]")}
    assert [status(client, cast.at(item, "move"), form) for _ in range(2)] == [303, 303]
    assert status(cast.client("Eva"), cast.at(item)) == 200


def test_words_of_others_stay_out_of_a_personal_circle(cast):
    cast.comment("Opa", cast.items["F"])
    mine = cast.write("Ann", "table")
    cast.comment("Bo", mine)
    to = {"to": str(cast.circles["Van mij"])}
    answer = cast.client("Ann").post(cast.at(mine, "move"), to)
    assert answer.status_code == 422
    assert "Anderen schreven hieraan mee." in answer.content.decode()


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


def busy(cast, entries):
    """Entries with comments and signs: every third has two comments, every tenth five, every other one a sign or two."""
    with cast.visit("Opa") as visit:
        written = [
            actions.write(
                visit,
                TEXT.format(number, entries - number),
                circle=cast.table,
                once=new_id(),
                happened=visit.now - timedelta(days=number),
            ).id
            for number in range(entries)
        ]
    for number, entry in enumerate(written[:30]):
        if number < 30:
            for name in ("Ann", "Bo", "Eva", "Opa", "Bo")[: 5 if number % 10 == 0 else 2 if number % 3 == 0 else 0]:
                cast.comment(name, entry, f"Wat fijn om te lezen, {name} komt {number} keer langs.")
            for name in ("Ann", "Eva")[: number % 3]:
                cast.react(name, entry, ("thumb", "heart")[number % 2])


def statements(cast, name="Ann"):
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
    assert len(page.find_all(True)) <= 900
    assert len(gzip.compress(answer.content, 6)) <= 7_000


def test_seen_by_is_about_those_in_sight(cast):
    for name in ("Eva", "Opa", "Max"):
        cast.client(name).get(cast.at())
    words = soup(cast.client("Bo").get(cast.at())).find(id=f"e{cast.items['T']}").select_one(".jr-seen").get_text(" ", strip=True)
    assert words.endswith("Gezien door Opa en Eva")


def test_the_pages_are_there_in_english(cast):
    client = cast.client("Ann")
    client.cookies["language"] = "en"
    text = client.get(cast.at(page="write")).content.decode()
    assert "What do you want to tell?" in text
    assert "Iedereen" not in text
