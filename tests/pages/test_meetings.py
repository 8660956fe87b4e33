"""A meeting from planning to minutes, through its pages."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.support.family import Family
from tests.support.house import House
from tests.support.journal import Cast, soup
from tests.support.meetings import decided, held, planned, point

from keukentafel.dossiers.models import new_id
from keukentafel.rooms.meetings import actions, queries
from keukentafel.rooms.meetings.words import AGENDAS
from keukentafel.rooms.plan import actions as plan

DAY = "2027-03-05"


@pytest.fixture
def family(house: House) -> Cast:
    return Cast(house)


def at(family: Family, *parts: object) -> str:
    return f"/d/{family.id}/meetings/" + "".join(f"{part}/" for part in parts)


def sent(family: Family, **more: object) -> dict[str, object]:
    return {
        "occasion": "joins", "title": "Met Eva erbij", "day": DAY, "time": "16:30", "minutes": "45",
        "circle": str(family.table), "chair": str(family.seats["Ann"]), "once": str(new_id()),
    } | more  # fmt: skip


@pytest.mark.parametrize("name", ["Ann", "Bo", "Opa"])
def test_anybody_plans_a_meeting_and_an_agenda_lies_ready(family: Cast, name: str) -> None:
    client = family.client(name)
    form = sent(family)
    answer = client.post(at(family, "new"), form)
    assert answer.status_code == 303
    assert client.post(at(family, "new"), form).headers["Location"] == answer.headers["Location"], (
        "sent twice it is one"
    )
    page = soup(client.get(answer.headers["Location"]))
    assert len(page.select(".mt-agenda > li")) == len(AGENDAS["joins"])
    assert "Wie komt erbij, en waarvoor?" in page.text
    assert "Voorzitter: Ann" in page.text
    assert len(soup(client.get(at(family))).select(".mt-line")) == 1


def test_a_parent_is_in_the_chair_unless_somebody_else_is_chosen(family: Cast) -> None:
    page = soup(family.client("Bo").get(at(family, "new")))
    assert page.select_one("select[name=chair] option[selected]").text == "Ann"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": " "}, "Geef het overleg een naam"),
        ({"link": "javascript:alert(1)"}, "begint met https"),
        ({"time": "later"}, "zoals 19:30"),
        ({"minutes": "5"}, "Van 10 tot 480"),
        ({"occasion": "party"}, "Kies waar het voor is"),
    ],
)
def test_what_is_wrong_is_said_in_words(family: Cast, wrong: dict[str, str], words: str) -> None:
    answer = family.client("Ann").post(at(family, "new"), sent(family, **wrong))
    assert answer.status_code == 422
    assert words in soup(answer).text


def test_who_is_asked_sits_in_that_circle(family: Cast) -> None:
    wrong = sent(family, circle=str(family.circles["School"]), asked=[str(family.seats["Eva"])])
    answer = family.client("Bo").post(at(family, "new"), wrong)
    assert answer.status_code == 422
    assert "zit in die kring" in soup(answer).text


def test_everybody_prepares_and_the_familys_points_come_first(family: Cast) -> None:
    meeting = planned(family, "Bo")
    bo, opa = family.client("Bo"), family.client("Opa")
    bo.post(at(family, meeting, "points"), {"question": "Vraag van Bo", "once": str(new_id())})
    opa.post(at(family, meeting, "points"), {"question": "Vraag van Opa", "once": str(new_id())})
    for said in ("maybe", "yes"):
        opa.post(at(family, meeting, "prepare"), {"comes": said, "hope": "Dat het rustig wordt"})
    page = soup(bo.get(at(family, meeting)))
    asked = [one.text for one in page.select(".mt-question")]
    assert asked[0] == "Vraag van Opa"
    assert asked[-1] == "Vraag van Bo"
    assert page.select_one("#coming").text.count("Dat het rustig wordt") == 1
    assert "Ik kom" in page.select_one("#coming").text


def test_the_chair_orders_but_not_past_the_family(family: Cast) -> None:
    meeting = planned(family, "Ann", chair="Bo")
    first, second = (point(family, meeting, "Bo", words) for words in ("een", "twee"))
    mine = point(family, meeting, "Opa", "van ons")
    bo = family.client("Bo")
    assert bo.post(at(family, meeting, "order"), {"up": str(second)}).status_code == 303
    bo.post(at(family, meeting, "order"), {"down": str(mine)})
    with family.visit("Ann") as visit:
        ids = [one.id for one in queries.whole(visit, meeting).points]
    assert (ids[0], ids[-2:]) == (mine, [second, first])
    assert family.client("Eva").post(at(family, meeting, "order"), {"up": str(first)}).status_code == 404


@pytest.mark.parametrize("name", ["Ann", "Bo"])
def test_what_comes_of_a_point_lies_in_the_plan_at_once(family: Cast, name: str) -> None:
    meeting = planned(family, "Ann")
    asked = point(family, meeting, "Opa", "Wie haalt Sem?")
    client = family.client(name)
    here = f"{at(family, meeting, 'now')}?point={asked}"
    assert "Wie haalt Sem?" in soup(client.get(here)).select_one("h2").text
    form = {"words": "Opa haalt Sem op dinsdag", "who": str(family.seats["Opa"]), "day": DAY, "once": str(new_id())}
    for _twice in range(2):
        assert client.post(f"{here}&sort=agreement", form).status_code == 303
    client.post(f"{here}&sort=goal", {"title": "Rust na school", "once": str(new_id())})
    assert "Opa haalt Sem op dinsdag" in soup(client.get(here)).select_one("#point").text
    plan_page = soup(client.get(f"/d/{family.id}/plan/")).text
    assert plan_page.count("Opa haalt Sem op dinsdag") == 1
    assert "Rust na school" in plan_page
    shown = soup(client.get(at(family, meeting))).select_one(f"#p{asked}")
    assert "mt-done" in shown["class"]
    assert [one.text for one in shown.select(".mt-results a")] == ["Opa haalt Sem op dinsdag", "Rust na school"]


def test_the_point_shows_what_became_of_it_and_nothing_of_what_went_elsewhere(family: Cast) -> None:
    meeting = planned(family, "Ann")
    asked = point(family, meeting, "Ann", "Wat nu?")
    decided(family, meeting, asked, "Ann", "agreement", words="Geheim plan", what="Geheim plan")
    with family.visit("Ann") as visit:
        made = queries.whole(visit, meeting).point(asked).results[0].content.made
        plan.relocate(visit, agreement_of(visit, made), family.circles["family"])
    page = soup(family.client("Bo").get(at(family, meeting)))
    assert "Geheim plan" not in page.select_one(".mt-results").text, "what was decided moved out of sight"
    assert "Het ligt nu ergens anders" in page.text
    assert "Geheim plan" in soup(family.client("Ann").get(at(family, meeting))).text


def test_a_draft_of_the_minutes_tells_nothing_of_what_went_elsewhere(family: Cast) -> None:
    meeting = planned(family, "Ann", chair="Bo")
    asked = point(family, meeting, "Ann", "Wat nu?")
    decided(family, meeting, asked, "Ann", "agreement", words="Geheim plan", what="Geheim plan")
    with family.visit("Ann") as visit:
        made = queries.whole(visit, meeting).point(asked).results[0].content.made
        plan.relocate(visit, agreement_of(visit, made), family.circles["family"])
    bo = family.client("Bo")
    bo.post(at(family, meeting, "state"), {"state": "held"})
    draft = soup(bo.get(at(family, meeting, "minutes"))).select_one("textarea").text
    assert "Wat nu?" in draft
    assert "Geheim plan" not in draft


def agreement_of(visit: Any, made: Any) -> Any:
    from keukentafel.dossiers import reading

    return reading.one(visit, made)


def test_inviting_somebody_is_laid_before_the_family(family: Cast) -> None:
    meeting = planned(family, "Bo")
    asked = point(family, meeting, "Bo", "Wie missen we?")
    here = f"{at(family, meeting, 'now')}?point={asked}&sort=seats"
    bo = family.client("Bo")
    form = {"name": "Karim", "organisation": "De Boog", "words": "Voor de schulden", "once": str(new_id())}
    assert bo.post(here, form).status_code == 303
    assert "/letters/new/" not in bo.get(at(family, meeting)).content.decode(), "the family invites"
    link = soup(family.client("Ann").get(at(family, meeting))).select_one("a[href*='/letters/new/']")["href"]
    assert "?ask=" in link
    assert "Karim" in soup(family.client("Ann").get(f"/d/{family.id}/table/")).text


def test_who_is_there_is_ticked_by_one_and_followed_by_others(family: Cast) -> None:
    meeting = planned(family, "Ann")
    bo, eva = family.client("Bo"), str(family.seats["Eva"])
    for way in ("there", "away", "there"):
        assert bo.post(at(family, meeting, "there"), {way: eva}).status_code == 303
    family.client("Opa").post(at(family, meeting, "there"), {"away": eva})
    family.client("Opa").post(at(family, meeting, "there"), {"there": eva})
    pressed = soup(family.client("Ann").get(at(family, meeting, "now"))).select(".mt-face[aria-pressed=true]")
    assert [one["value"] for one in pressed] == [eva]
    assert soup(bo.get(at(family, meeting, "now"))).select_one("[data-live]")["data-live"] == f"meetings {meeting}"


def test_only_the_family_confirms_and_a_change_has_to_be_confirmed_anew(family: Cast) -> None:
    meeting = planned(family, "Bo", chair="Bo")
    asked = point(family, meeting, "Ann", "Wie doet wat?")
    decided(family, meeting, asked, "Ann", "agreement", words="Bo belt", what="Bo belt de school")
    ann, bo = family.client("Ann"), family.client("Bo")
    with family.visit("Bo") as visit:
        actions.tick(visit, queries.whole(visit, meeting), family.seats["Opa"], there=True)
    assert bo.post(at(family, meeting, "state"), {"state": "held"}).status_code == 303
    draft = soup(bo.get(at(family, meeting, "minutes"))).select_one("textarea").text
    assert "Afgesproken: Bo belt de school" in draft
    assert "Erbij waren: Opa." in draft
    assert bo.post(at(family, meeting, "minutes"), {"text": draft}).status_code == 303
    for name in ("Bo", "Eva", "Opa"):
        assert family.client(name).post(at(family, meeting, "minutes", "confirm"), {"version": "1"}).status_code == 404
    assert (
        ann.post(at(family, meeting, "minutes", "edit"), {"text": "Bo belt. Fijn.", "version": "1"}).status_code == 303
    )
    ann.post(at(family, meeting, "minutes", "confirm"), {"version": "1"})
    assert "nog geen akkoord" in soup(ann.get(at(family, meeting, "minutes"))).text, "another version than was read"
    ann.post(at(family, meeting, "minutes", "confirm"), {"version": "2"})
    assert "Akkoord van Ann" in soup(bo.get(at(family, meeting, "minutes"))).text
    bo.post(at(family, meeting, "minutes", "edit"), {"text": "Bo belt niet.", "version": "3"})
    page = soup(ann.get(at(family, meeting, "minutes")))
    assert "nog geen akkoord" in page.text
    assert "Bo belt. Fijn." in page.select_one(".kt-timeline").text, "how it was stays readable"


def test_a_professional_who_was_asked_to_be_in_the_chair_closes_it(family: Cast) -> None:
    meeting = planned(family, "Ann", chair="Eva")
    assert family.client("Bo").post(at(family, meeting, "state"), {"state": "held"}).status_code == 404
    assert family.client("Eva").post(at(family, meeting, "state"), {"state": "held"}).status_code == 303
    assert family.client("Eva").post(at(family, meeting, "minutes"), {"text": "Zo ging het."}).status_code == 303
    assert family.client("Bo").get(at(family, meeting, "minutes")).status_code == 200


def test_what_was_kept_by_mistake_is_taken_away_by_who_kept_it_and_the_family(family: Cast) -> None:
    meeting = planned(family, "Ann")
    which = point(family, meeting, "Ann", "Wat?")
    result = decided(family, meeting, which, "Bo", "talked", words="oeps")
    for name, status in (("Eva", 404), ("Ann", 303)):
        assert family.client(name).post(at(family, meeting, "undo"), {"result": str(result)}).status_code == status
    assert "oeps" not in family.client("Bo").get(at(family, meeting)).content.decode()


def test_the_family_adds_own_words_and_a_professional_does_not(family: Cast) -> None:
    meeting = planned(family, "Bo", chair="Bo")
    held(family, meeting, "Bo")
    assert (
        family.client("Opa")
        .post(at(family, meeting, "minutes", "words"), {"text": "Goed gedaan", "once": str(new_id())})
        .status_code
        == 303
    )
    assert family.client("Bo").post(at(family, meeting, "minutes", "words"), {"text": "Ik ook"}).status_code == 404
    assert "Goed gedaan" in soup(family.client("Eva").get(at(family, meeting, "minutes"))).text


@pytest.mark.parametrize(
    ("circle", "writer", "stranger"), [("School", "Bo", "Eva"), ("Van mij", "Ann", "Bo"), ("family", "Opa", "Bo")]
)
def test_a_meeting_lies_in_one_circle_and_nobody_else_learns_of_it(
    family: Cast, circle: str, writer: str, stranger: str
) -> None:
    meeting = planned(family, writer, circle)
    asked = point(family, meeting, writer, "Een geheime vraag")
    client = family.client(stranger)
    for page in ((meeting,), (meeting, "now"), (meeting, "edit"), (meeting, "minutes"), ("points", asked, "edit")):
        assert client.get(at(family, *page)).status_code == 404, page
    for other in ((), ("new",)):
        said = client.get(at(family, *other)).content.decode()
        assert "Om de tafel" not in said
        assert str(meeting) not in said
    assert "Om de tafel" in family.client(writer).get(at(family)).content.decode()


def test_a_question_to_invite_somebody_never_leaves_a_smaller_circle(family: Cast) -> None:
    meeting = planned(family, "Bo", "School")
    asked = point(family, meeting, "Bo", "Wie nog?")
    here = f"{at(family, meeting, 'now')}?point={asked}&sort=seats"
    assert family.client("Bo").post(here, {"name": "Karim", "once": str(new_id())}).status_code == 404


def test_a_meeting_is_called_off_and_deleted(family: Cast) -> None:
    meeting = planned(family, "Ann")
    ann = family.client("Ann")
    ann.post(at(family, meeting, "state"), {"state": "off"})
    assert "gaat niet door" in soup(family.client("Bo").get(at(family, meeting))).text
    assert family.client("Bo").post(at(family, meeting, "delete")).status_code == 404
    assert ann.post(at(family, meeting, "delete")).status_code == 303
    assert ann.get(at(family, meeting)).status_code == 404


def test_today_suggests_a_meeting_when_a_professional_joins(family: Cast) -> None:
    ann = family.client("Ann")
    family.house.owner.execute(
        "UPDATE seat SET since = since - interval '100 days' WHERE id = %s", [family.seats["Bo"]]
    )
    family.house.owner.commit()
    page = soup(ann.get(f"/d/{family.id}/"))
    assert "Eva is erbij gekomen" in page.text
    assert "erbij gekomen" not in soup(family.client("Bo").get(f"/d/{family.id}/")).text
    assert ann.post(at(family, "not-now"), {"seat": str(family.seats["Eva"])}).status_code == 303
    assert "Eva is erbij gekomen" not in soup(ann.get(f"/d/{family.id}/")).text


def test_other_eyes_change_nothing(family: Cast) -> None:
    meeting = planned(family, "Ann")
    client = family.client("Ann")
    client.post(f"/d/{family.id}/table/seats/{family.seats['Bo']}/view-as/")
    assert client.get(at(family, meeting, "now")).status_code == 200
    assert client.post(at(family, meeting, "points"), {"question": "?"}).status_code == 404
    assert client.post(at(family, meeting, "there"), {"there": str(family.seats["Bo"])}).status_code == 404


def test_a_page_reads_a_meeting_in_one_statement_and_its_outcomes_in_another(family: Cast) -> None:
    meeting = planned(family, "Ann")
    client = family.client("Bo")
    counts = []
    for number in range(4):
        client.get(at(family, meeting))
        with CaptureQueriesContext(connection) as asked:
            client.get(at(family, meeting))
        counts.append(len(asked))
        which = point(family, meeting, "Ann", f"Vraag {number}")
        decided(family, meeting, which, "Ann", "agreement", words="ja", what="ja")
    assert counts == [counts[0], counts[0] + 1, counts[0] + 1, counts[0] + 1]
    assert counts[0] <= 7
