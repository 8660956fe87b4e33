"""Conversations: who starts one, who reads it, what can be done in it."""

from typing import Any

import pytest
from tests.support.house import House
from tests.support.journal import soup, status
from tests.support.talks import Talks

from keukentafel.access import Refused
from keukentafel.dossiers.models import new_id


@pytest.fixture
def cast(house: House) -> Talks:
    return Talks(house)


@pytest.fixture
def talk(cast: Talks) -> Any:
    """Bo and Els talk with each other."""
    return cast.begin("Bo", cast.between("Bo", "Els"), "Zullen we afstemmen?")


READS = {
    "Ann": True,
    "Tom": True,
    "Bo": True,
    "Els": True,
    "Opa": False,
    "Tess": False,
    "Gus": False,
    "Max": False,
    "Zed": False,
}


@pytest.mark.parametrize("name", READS)
def test_who_reads_what_professionals_say_to_each_other(cast, talk, name):
    client, seen = cast.client(name), READS[name]
    said = cast.say("Els", talk, "Morgen bij mij")
    got = {
        "page": status(client, cast.at(talk)),
        "menu": status(client, cast.at(f"message/{said}")),
        "people": status(client, cast.at(talk, "people")),
        "say": status(client, cast.at(talk), {"text": "Jazeker", "once": str(new_id())}),
        "react": status(client, cast.at(f"message/{said}", "react"), {"sign": "heart"}),
        "history": status(client, cast.at(said, "history")),
    }
    wanted = {"page": 200, "menu": 200, "people": 200, "say": 303, "react": 303, "history": 200}
    assert got == (wanted if seen else dict.fromkeys(wanted, 404))
    answer = client.get(cast.at())
    assert ("Jazeker" in answer.content.decode()) == seen


def test_whoever_sits_at_the_table_begins_and_finds_it_again(cast):
    for name, whom in [("Bo", "Els"), ("Tess", "Bo"), ("Opa", "Ann"), ("Ann", "Els")]:
        client = cast.client(name)
        first = client.post(cast.at("new"), {"seats": [str(cast.seats[whom])]})
        assert first.status_code == 303
        assert "/talk/in/" in first["Location"]
        begun = client.post(first["Location"], {"subject": "", "text": "Dag", "once": str(new_id())})
        assert begun.status_code == 303
        again = cast.client(whom).post(cast.at("new"), {"seats": [str(cast.seats[name])]})
        assert again["Location"] == begun["Location"]


def test_nobody_is_talked_with_who_does_not_sit_at_the_table(cast):
    for name, whom in [("Bo", "Max"), ("Bo", "Gus"), ("Gus", "Bo"), ("Ann", "Gus")]:
        with pytest.raises(Refused):
            cast.between(name, whom)
    assert status(cast.client("Gus"), cast.at("new"), {"seats": str(cast.seats["Bo"])}) == 422
    assert status(cast.client("Bo"), cast.at("new"), {"seats": str(cast.seats["Max"])}) == 422


def test_such_a_circle_stands_nowhere_else(cast, talk):
    ann = cast.client("Ann")
    for page in ("journal/", "journal/write/", "plan/", "circles/", f"seats/{cast.seats['Bo']}/"):
        answer = ann.get(f"/d/{cast.id}/{page}")
        if answer.status_code == 200:
            assert "Bo en Els" not in answer.content.decode(), page
    assert ann.get(f"/d/{cast.id}/journal/write/").status_code == 200


def test_an_owner_reads_along_and_joins_in(cast, talk):
    ann = cast.client("Ann")
    page = soup(ann.get(cast.at(talk)))
    assert page.select_one(".tk-join")
    assert "Ann" in page.select_one(".tk-readers").get_text()
    assert ann.post(cast.at(talk, "join")).status_code == 303
    assert not soup(ann.get(cast.at(talk))).select_one(".tk-join")
    for name, wanted in [("Bo", 404), ("Opa", 404), ("Zed", 404)]:
        assert status(cast.client(name), cast.at(talk, "join"), {}) == wanted


def test_ask_what_is_meant_in_one_tap_once(cast, talk):
    said = cast.say("Bo", talk, "De casus is opgeschaald naar het IT")
    ann = cast.client("Ann")
    for _ in range(2):
        assert status(ann, cast.at(f"message/{said}", "ask"), {}) == 303
    assert cast.messages("Els", talk)[-1] == "Wat bedoel je hiermee?"
    assert len(cast.messages("Els", talk)) == 3
    row = cast.house.owner.execute(
        "SELECT assignee_id FROM item WHERE kind = 'talk.message' ORDER BY happened DESC LIMIT 1"
    ).fetchone()
    assert row == (cast.seats["Bo"],)
    assert status(cast.client("Bo"), cast.at(f"message/{said}", "ask"), {}) == 404


def test_sent_twice_it_is_said_once_and_other_words_are_not_lost(cast, talk):
    bo, once = cast.client("Bo"), str(new_id())
    for text in ("Dag", "Dag", "Dag allemaal"):
        assert status(bo, cast.at(talk), {"text": text, "once": once}) == 303
    assert cast.messages("Els", talk)[1:] == ["Dag", "Dag allemaal"]
    assert status(bo, cast.at(talk), {"text": " ", "once": once}) == 422
    assert status(bo, cast.at(talk), {"text": "x" * 4001, "once": once}) == 422
    assert status(bo, cast.at(talk), {"text": "x" * 4000 + "", "once": str(new_id())}) == 303
    assert status(bo, cast.at(talk), {"text": "👨‍👩‍👧 top 👍🏽", "once": str(new_id())}) == 303
    assert cast.messages("Els", talk)[-1] == "👨‍👩‍👧 top 👍🏽"


def test_an_answer_shows_what_it_answers_and_says_when_that_is_gone(cast, talk):
    said = cast.say("Els", talk, "Kun je dinsdag?")
    bo = cast.client("Bo")
    assert "Kun je dinsdag?" in soup(bo.get(cast.at(talk) + f"?answer={said}")).select_one("#say").get_text()
    assert status(bo, cast.at(talk), {"text": "Ja", "once": str(new_id()), "answers": str(said)}) == 303
    assert "Kun je dinsdag?" in soup(bo.get(cast.at(talk))).select(".tk-quote")[-1].get_text()
    for _ in range(40):
        cast.say("Els", talk)
    cast.say("Bo", talk, "Nog over dinsdag", answers=said)
    assert "Kun je dinsdag?" in soup(bo.get(cast.at(talk))).select(".tk-quote")[-1].get_text()
    assert status(cast.client("Els"), cast.at(said, "delete"), {}) == 303
    assert "Kun je dinsdag" not in bo.get(cast.at(talk)).content.decode()
    other = cast.begin("Ann", cast.table, "iets", "Iets anders")
    strange = cast.say("Ann", other, "geheim van elders")
    assert status(bo, cast.at(talk), {"text": "Hm", "once": str(new_id()), "answers": str(strange)}) == 303
    assert "geheim van elders" not in bo.get(cast.at(talk)).content.decode()


def test_changed_words_keep_how_they_were_and_a_deletion_is_real(cast, talk):
    said = cast.say("Bo", talk, "Eerst zo")
    assert status(cast.client("Els"), cast.at(said, "edit")) == 404
    assert status(cast.client("Bo"), cast.at(said, "edit"), {"text": "Dan zo", "version": "1"}) == 303
    assert status(cast.client("Ann"), cast.at(said, "edit"), {"text": "Van Ann", "version": "1"}) == 409
    assert status(cast.client("Ann"), cast.at(said, "edit"), {"text": "Van Ann", "version": "2"}) == 303
    history = cast.client("Els").get(cast.at(said, "history")).content.decode()
    assert history.index("Van Ann") < history.index("Dan zo") < history.index("Eerst zo")
    assert "veranderd door Ann" in cast.client("Els").get(cast.at(talk)).content.decode()
    assert status(cast.client("Ann"), cast.at(said, "delete"), {}) == 303
    assert cast.messages("Els", talk) == ["Zullen we afstemmen?"]
    left = cast.house.owner.execute("SELECT count(*) FROM item_version WHERE item_id = %s", [said]).fetchone()
    assert left == (0,)


def test_a_conversation_with_words_of_others_only_an_owner_deletes(cast, talk):
    cast.say("Els", talk)
    assert status(cast.client("Bo"), cast.at(talk, "delete"), {}) == 422
    assert status(cast.client("Ann"), cast.at(talk, "delete"), {}) == 303
    assert status(cast.client("Ann"), cast.at(talk)) == 404


def test_signs(cast, talk):
    said = cast.say("Bo", talk)
    els = cast.client("Els")
    for sign, wanted in [("heart", ["heart"]), ("heart", ["heart"]), ("thumb", ["thumb"]), ("none", []), ("boo", None)]:
        assert status(els, cast.at(f"message/{said}", "react"), {"sign": sign}) == (404 if wanted is None else 303)
        if wanted is not None:
            kinds = cast.house.owner.execute("SELECT count(*) FROM item WHERE kind = 'talk.reaction'").fetchone()
            assert kinds == (len(wanted),)
            assert len(soup(els.get(cast.at(talk))).select(".tk-given > span")) == len(wanted)


def test_unread_is_the_same_on_every_device(cast, talk):
    assert cast.unread("Els")[talk] == 1
    assert cast.unread("Bo")[talk] == 0
    for _ in range(12):
        cast.say("Bo", talk)
    assert "9+" in soup(cast.client("Els").get(cast.at())).select_one(".tk-unread").get_text()
    cast.client("Els").get(cast.at(talk))
    assert cast.unread("Els")[talk] == 0
    assert not soup(cast.client("Els").get(cast.at())).select_one(".tk-unread")
    assert cast.unread("Ann")[talk] == 10


def test_a_conversation_in_a_private_circle_is_nobody_elses(cast):
    cast.begin("Tess", cast.circles["Van mij"], "van mij alleen", "Eigen")
    assert "van mij alleen" in cast.client("Gus").get(cast.at()).content.decode()
    for name in ("Ann", "Tom", "Bo", "Opa"):
        body = cast.client(name).get(cast.at()).content.decode()
        assert "Eigen" not in body
        assert "van mij alleen" not in body
        assert "Van mij" not in body


def test_a_seat_that_ended_sees_nothing(cast, talk):
    client = cast.client("Els")
    assert status(client, cast.at(talk)) == 200
    cast.end("Els")
    assert [status(client, cast.at(item)) for item in ("", talk, "new")] == [404, 404, 404]


def test_taken_out_and_left(cast, talk):
    assert status(cast.client("Ann"), cast.at(talk, "people"), {"seats": str(cast.seats["Opa"])}) == 303
    assert status(cast.client("Opa"), cast.at(talk)) == 200
    assert status(cast.client("Opa"), cast.at(talk, "people"), {"out": str(cast.seats["Els"])}) == 404
    assert status(cast.client("Opa"), cast.at(talk, "people"), {"out": str(cast.seats["Opa"])}) == 303
    assert status(cast.client("Opa"), cast.at(talk)) == 404
    assert status(cast.client("Ann"), cast.at(talk, "people"), {"out": str(cast.seats["Els"])}) == 303
    assert status(cast.client("Els"), cast.at(talk)) == 404


@pytest.mark.parametrize("count", [3, 45])
def test_the_number_of_statements_does_not_grow(cast, talk, count, django_assert_num_queries):
    for _ in range(count):
        cast.say("Els", talk)
        cast.begin("Bo", cast.table, "x", "y") if count > 40 else None
    client = cast.client("Bo")
    client.get(cast.at(talk)), client.get(cast.at())
    with django_assert_num_queries(7):
        client.get(cast.at(talk))
    with django_assert_num_queries(8):  # one asks what the visitor's card should say
        client.get(cast.at())


def test_pages_go_back_to_the_first_word(cast, talk):
    for at in range(70):
        cast.say("Els", talk, f"nummer {at}")
    client, address = cast.client("Bo"), cast.at(talk)
    seen: list[str] = []
    while address:
        page = soup(client.get(address))
        seen = [one.get_text() for one in page.select(".tk-text") if not one.find_parent("template")] + seen
        older = page.select_one(".tk-older a")
        address = older["href"] if older else ""
    assert [text.strip() for text in seen if text.strip()] == [
        "Zullen we afstemmen?",
        *(f"nummer {at}" for at in range(70)),
    ]


def test_today_tells_of_a_conversation_once_until_it_is_read(cast, talk):
    for at in range(12):
        cast.say("Bo", talk, f"nummer {at}")

    def told() -> str:
        return str(cast.client("Els").get(f"/d/{cast.id}/").content.decode())

    assert "nummer 11" in told()
    assert "nummer 10" not in told()
    cast.client("Els").get(cast.at(talk))
    assert "nummer" not in told()
    assert "nummer" not in cast.client("Opa").get(f"/d/{cast.id}/").content.decode()
