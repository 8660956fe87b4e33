"""Bad input in the plan: a plain word at the field, what was typed is still there, nothing lost or doubled."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from tests.support.family import Family
from tests.support.house import House
from tests.support.plans import cast, item, planned

from keukentafel.dossiers.models import new_id
from keukentafel.rooms.plan import queries

HIDDEN_SIGNS = ["a\u202eb", "a\u200bb", "a\x00b", "a\x1bb", "a\u2066b", "a\ufeffb"]


def at(family: Family, name: str, *args: Any) -> str:
    return reverse(f"plan:{name}", args=[family.id, *args])


def read(answer: Any) -> Any:
    return BeautifulSoup(answer.content, "lxml")


def wrong(answer: Any) -> list[str]:
    """The fields named in the summary of a form that was not right."""
    assert answer.status_code == 422
    return [one["href"].removeprefix("#") for one in read(answer).select("#errors a")]


GOOD = {
    "new_goal": {"title": "Doel", "why": "", "picture": "water", "whose": ""},
    "agree": {"what": "Bellen", "who": "", "who_text": "", "due": "", "place": ""},
    "new_review": {"on": "2026-01-05", "went_well": "Alles", "hard": "", "next": "", "also_there": ""},
}
BAD = [
    ("new_goal", {"title": ""}, ["title"]),
    ("new_goal", {"title": "   \n "}, ["title"]),
    ("new_goal", {"title": "x" * 121}, ["title"]),
    ("new_goal", {"why": "x" * 2001}, ["why"]),
    ("new_goal", {"picture": "skull"}, ["picture"]),
    ("new_goal", {"whose": str(new_id())}, ["whose"]),
    ("new_goal", {"circle": ""}, ["circle"]),
    ("new_goal", {"circle": str(new_id())}, ["circle"]),
    *(("new_goal", {"title": signs}, ["title"]) for signs in HIDDEN_SIGNS),
    ("agree", {"what": ""}, ["what"]),
    ("agree", {"what": "x" * 501}, ["what"]),
    ("agree", {"who": "iemand"}, ["who"]),
    ("agree", {"who": "else", "who_text": ""}, ["who_text"]),
    *(
        ("agree", {"due": day}, ["due"])
        for day in ("0000-01-01", "1899-12-31", "2101-01-01", "2026-02-30", "morgen", "99999-01-01")
    ),
    ("agree", {"place": "x" * 201, "organisation": "y" * 121}, ["place", "organisation"]),
    ("new_review", {"went_well": ""}, ["went_well"]),
    ("new_review", {"on": ""}, ["on"]),
    ("new_review", {"on": "2099-01-01"}, ["on"]),
    ("new_review", {"on": "0000-00-00"}, ["on"]),
    ("new_review", {"there": str(new_id())}, ["there"]),
]


@pytest.mark.parametrize(("name", "typed", "fields"), BAD)
def test_what_is_wrong_is_said_at_the_field(house: House, name: str, typed: dict[str, str], fields: Any) -> None:
    family = cast(house)
    words = GOOD[name] | {"circle": str(family.table)} | typed
    answer = family.client("Ann").post(at(family, name), words)
    assert sorted(wrong(answer)) == sorted(fields)
    page = read(answer)
    for field in fields:
        assert page.find(id=field) is not None, field
    kept = [
        one.get("value") or one.get_text().strip()
        for one in page.select("input[type=text], input[type=date], textarea")
    ]
    for field, value in words.items():
        if value.strip() and field not in ("circle", "picture", "whose", "who", "there") and "\x00" not in value:
            assert value in kept, field
    with family.visit("Ann") as visit:
        assert queries.plan(visit).empty


def test_right_words_of_any_alphabet_are_kept_as_they_are(house: House) -> None:
    family = cast(house)
    for title in ("Er komt water 💧", "الماء في البيت", "Wij & <b>jullie</b>", "regel"):
        words = GOOD["new_goal"] | {"title": title, "circle": str(family.table)}
        answer = family.client("Ann").post(at(family, "new_goal"), words)
        assert answer.status_code == 303
        page = read(family.client("Ann").get(answer["Location"]))
        assert page.h1.get_text() == title


@pytest.mark.parametrize("name", list(GOOD))
def test_a_double_submit_adds_one(house: House, name: str) -> None:
    family = cast(house)
    ann = family.client("Ann")
    once = read(ann.get(at(family, name))).find("input", {"name": "once"})["value"]
    words = GOOD[name] | {"circle": str(family.table), "once": once}
    assert [ann.post(at(family, name), words).status_code for _ in range(2)] == [303, 303]
    assert house.owner.execute("SELECT count(*) FROM item").fetchone() == (1,)


@pytest.mark.parametrize(
    ("name", "words"),
    [("add_step", {"text": "Bellen"}), ("give_standing", {"score": "3"}), ("answer", {"outcome": "kept"})],
)
def test_a_double_submit_under_something_adds_one(house: House, name: str, words: dict[str, str]) -> None:
    family = cast(house)
    lies = planned(family, "Ann", "table")
    before = count(house)
    path = at(family, name, lies.agreement if name == "answer" else lies.goal)
    for _ in range(2):
        assert (
            family.client("Ann").post(path, words | {"once": "01970000-0000-7000-8000-000000000001"}).status_code == 303
        )
    assert count(house) == before + 1


@pytest.mark.parametrize(
    ("name", "words", "field"),
    [
        ("add_step", {"text": ""}, "text"),
        ("add_step", {"text": "x" * 201}, "text"),
        ("add_step", {"text": "goed", "who": "niemand"}, "who"),
        ("give_standing", {"score": "6", "note": "Vol zon"}, "score"),
        ("give_standing", {"score": "", "note": "Vol zon"}, "score"),
        ("give_standing", {"score": "3", "note": "a\u202eb"}, "note"),
        ("answer", {"outcome": "changed"}, "outcome"),
        ("answer", {"outcome": "", "note": "Bijna"}, "outcome"),
        ("answer", {"outcome": "kept", "note": "x" * 501}, "note"),
    ],
)
def test_forms_on_a_page_keep_what_was_typed(house: House, name: str, words: dict[str, str], field: str) -> None:
    family = cast(house)
    lies = planned(family, "Ann", "table")
    answer = family.client("Ann").post(at(family, name, lies.agreement if name == "answer" else lies.goal), words)
    assert field in wrong(answer)
    if typed := words.get("note", ""):
        assert typed in [one.get_text().strip() for one in read(answer).find_all("textarea")]


def count(house: House) -> int:
    """How many items there are."""
    row = house.owner.execute("SELECT count(*) FROM item").fetchone()
    assert row
    return int(row[0])


EDITS = [
    ("edit_goal", "goal", {"title": "Van mij", "picture": "star"}, {"title": "Van haar", "picture": "home"}),
    ("edit_agreement", "agreement", {"what": "Van mij"}, {"what": "Van haar"}),
    ("edit_part", "step", {"text": "Van mij"}, {"text": "Van haar"}),
    ("edit_part", "standing", {"score": "1", "note": "Van mij"}, {"score": "2", "note": "Van haar"}),
    ("edit_part", "outcome", {"note": "Van mij"}, {"note": "Van haar"}),
    (
        "edit_review", "review", {"on": "2026-01-05", "went_well": "Van mij"},
        {"on": "2026-01-05", "went_well": "Van haar"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "what", "mine", "hers"), EDITS)
def test_two_people_at_once_see_both_texts_and_nothing_is_lost(
    house: House, name: str, what: str, mine: dict[str, str], hers: dict[str, str]
) -> None:
    family = cast(house)
    family.seat("Pap", "parent", authority=True)
    wanted = getattr(planned(family, "Ann", "table"), what)
    path, ann, pap = at(family, name, wanted), family.client("Ann"), family.client("Pap")
    version = read(ann.get(path)).find("input", {"name": "version"})["value"]
    assert pap.post(path, hers | {"version": version}).status_code == 303
    clash = ann.post(path, mine | {"version": version})
    assert clash.status_code == 409
    page = clash.content.decode()
    assert "Van haar" in page
    assert "Van mij" in page
    assert "Pap heeft dit veranderd terwijl jij schreef." in page
    now = read(clash).find("input", {"name": "version"})["value"]
    assert ann.post(path, mine | {"version": now}).status_code == 303
    assert "Van mij" in str(item(family, "Ann", wanted).content)


@pytest.mark.parametrize(("name", "what", "mine", "hers"), EDITS)
def test_the_same_change_sent_twice_is_one_change(
    house: House, name: str, what: str, mine: dict[str, str], hers: dict[str, str]
) -> None:
    family = cast(house)
    wanted = getattr(planned(family, "Ann", "table"), what)
    path, ann = at(family, name, wanted), family.client("Ann")
    version = read(ann.get(path)).find("input", {"name": "version"})["value"]
    before = item(family, "Ann", wanted).version
    assert [ann.post(path, mine | {"version": version}).status_code for _ in range(2)] == [303, 303]
    assert item(family, "Ann", wanted).version == before + 1


def test_somebody_outside_the_circle_can_not_promise(house: House) -> None:
    family = cast(house)
    words = GOOD["agree"] | {"who": str(family.seats["Opa"]), "circle": str(family.circles["School"])}
    assert wrong(family.client("Ann").post(at(family, "agree"), words)) == ["who"]


def test_somebody_without_a_seat_can_promise(house: House) -> None:
    family = cast(house)
    words = GOOD["agree"] | {"who": "else", "who_text": "Mevrouw Van Houten", "circle": str(family.table)}
    answer = family.client("Ann").post(at(family, "agree"), words)
    assert "Mevrouw Van Houten" in family.client("Ann").get(answer["Location"]).content.decode()


def test_editing_says_why_and_keeps_the_earlier_words(house: House) -> None:
    family = cast(house)
    lies = planned(family, "Ann", "table")
    ann = family.client("Ann")
    words = {"what": "Elke maand 35", "why": "75 was te veel", "due": "2026-12-01"}
    without = ann.post(at(family, "edit_agreement", lies.agreement), words)
    assert without.status_code == 422, "it could overwrite what was changed meanwhile"
    assert "Verstuur het nog een keer." in read(without).select_one("#errors").get_text()
    assert (
        ann.post(
            at(family, "edit_agreement", lies.agreement),
            words | {"version": item(family, "Ann", lies.agreement).version},
        ).status_code
        == 303
    )
    page = read(ann.get(at(family, "agreement", lies.agreement))).get_text()
    assert "Ann: we hebben iets anders afgesproken" in page
    assert "75 was te veel" in page
    assert "Afspraak water" in page
