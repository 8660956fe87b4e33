"""What stands on the pages of the journal, and what comes of bad input."""

from typing import Any

import pytest
from tests.support.house import House
from tests.support.journal import Cast, soup, status

from keukentafel.dossiers.models import new_id


@pytest.fixture
def cast(house: House) -> Cast:
    return Cast(house)


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
    for part in (
        "Bo mentor, De Esdoorn",
        "net",
        "Iedereen aan tafel",
        "Wie dit ziet: Ann, Opa, Bo en jij",
        "Zo ging het",
    ):
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
    def written(name: str, query: str = "") -> Any:
        return soup(cast.client(name).get(cast.at(page="write") + query))

    def chosen(name: str, query: str = "") -> object:
        return written(name, query).select_one("input[name=circle][checked]")["value"]

    assert chosen("Ann") == str(cast.table)
    # where there is nothing to choose it is only said who will see it
    assert not written("Gus").select("input[name=circle]")
    assert "Ann" in written("Gus").select_one(".kt-shelf").get_text()
    assert chosen("Ann", f"?circle={cast.family}") == str(cast.family)


def test_the_circle_cards_say_who_will_see_it(cast):
    page = soup(cast.client("Bo").get(cast.at(page="write")))
    cards = [card.get_text(" ", strip=True) for card in page.select(".kt-place")]
    assert cards == ["Iedereen aan tafel Ann, Opa, Bo, Eva A O B E", "School Ann, Bo A B"]


def wrong(cast: Cast, **fields: str) -> list[str]:
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
    assert answer.status_code == 409  # as in the plan: nothing was wrong with what was sent
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
    assert [face.get_text(strip=True) for face in page.select(".kt-shelf-new .kt-face-name")] == [
        "Opagrootvader",
        "Evawijkteam, Gemeente",
    ]
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


def test_seen_by_is_about_those_in_sight(cast):
    for name in ("Eva", "Opa", "Max"):
        cast.client(name).get(cast.at())
    words = (
        soup(cast.client("Bo").get(cast.at()))
        .find(id=f"e{cast.items['T']}")
        .select_one(".jr-seen")
        .get_text(" ", strip=True)
    )
    assert words.endswith("Gezien door Opa en Eva")


def test_the_pages_are_there_in_english(cast):
    client = cast.client("Ann")
    client.cookies["language"] = "en"
    text = client.get(cast.at(page="write")).content.decode()
    assert "What do you want to tell?" in text
    assert "Iedereen" not in text
