"""The checker sees it when a story does not hold together, and says where."""

import copy
from datetime import date
from typing import Any

import pytest

from keukentafel.site.demo.family import Family, Person
from keukentafel.site.demo.shape import StoryError
from keukentafel.site.demo.story import Stories, born_on, load, read_family
from keukentafel.site.demo.story_check import check, check_family

ACCOUNTS = {"mum", "teen", "nurse", "guest"}

SMALL: dict[str, Any] = {
    "key": "small",
    "title": "Wij",
    "language": "nl",
    "founder": "mum",
    "seat": [
        {
            "key": "mum",
            "person": "mum",
            "name": "M",
            "role": "parent",
            "relation": "moeder",
            "authority": True,
            "day": -90,
        },
        {
            "key": "teen",
            "person": "teen",
            "name": "T",
            "role": "youth",
            "relation": "kind",
            "birth_date": "-14y-1d",
            "by": "mum",
            "day": -80,
        },
        {
            "key": "baby",
            "name": "B",
            "role": "youth",
            "relation": "kind",
            "birth_date": "-1y-1d",
            "by": "mum",
            "day": -80,
        },
        {
            "key": "nurse",
            "person": "nurse",
            "name": "N",
            "role": "professional",
            "relation": "zorg",
            "organisation": "Zorg",
            "by": "mum",
            "day": -70,
            "until": -10,
            "how": "left",
        },
        {
            "key": "guest",
            "person": "guest",
            "name": "G",
            "role": "professional",
            "relation": "school",
            "organisation": "School",
            "by": "teen",
            "day": -60,
            "guest_of": "own",
        },
    ],
    "circle": [
        {"key": "own", "name": "Van mij", "by": "teen", "day": -65, "personal": True},
        {"key": "care", "name": "Zorg", "by": "mum", "day": -65, "seats": ["nurse"]},
    ],
    "event": [],
}


def entry(**changes: Any) -> dict[str, Any]:
    return {
        "day": -50,
        "time": "12:00",
        "by": "mum",
        "do": "entry",
        "id": "x",
        "circle": "table",
        "text": "a",
    } | changes


def on_entry(do: str, **changes: Any) -> dict[str, Any]:
    return {"day": -50, "time": "13:00", "by": "mum", "do": do, "on": "x"} | changes


def goal(**changes: Any) -> dict[str, Any]:
    row = {"day": -50, "time": "12:00", "by": "mum", "do": "goal", "id": "g", "circle": "table"}
    return row | {"title": "a", "why": "b", "picture": "home"} | changes


def agreement(**changes: Any) -> dict[str, Any]:
    row = {"day": -50, "time": "12:30", "by": "mum", "do": "agreement", "id": "a", "what": "b"}
    return row | {"goal": "g", "who": "mum"} | changes


def nowhere() -> dict[str, Any]:
    return {name: value for name, value in agreement().items() if name != "goal"}


def tell(*rows: dict[str, Any], **changes: Any) -> Family:
    data = copy.deepcopy(SMALL) | changes
    family = read_family(data | {"event": list(rows)})
    check_family(family, ACCOUNTS)
    return family


def changed_seat(key: str, /, **changes: Any) -> list[dict[str, Any]]:
    return [seat | changes if seat["key"] == key else seat for seat in SMALL["seat"]]


def changed_circle(key: str, /, **changes: Any) -> list[dict[str, Any]]:
    return [circle | changes if circle["key"] == key else circle for circle in SMALL["circle"]]


def test_small_story_holds_together():
    rows = [
        entry(),
        on_entry("comment", by="nurse", text="b"),
        on_entry("edit", text="c"),
        on_entry("move", circle="care", time="14:00"),
        on_entry("reaction", by="nurse", sign="heart", time="14:01"),
        on_entry("delete", time="14:02"),
        goal(time="15:00"),
        agreement(time="15:01", who="baby"),
        {"day": -40, "time": "09:00", "by": "teen", "do": "outcome", "on": "a", "outcome": "changed", "due": 3},
        {"day": -39, "time": "09:00", "by": "teen", "do": "outcome", "on": "a", "outcome": "kept"},
        entry(id="mine", by="teen", circle="own", day=-38),
        on_entry("comment", on="mine", by="guest", text="b", day=-38),
    ]
    assert len(tell(*rows).events) == len(rows)


BAD_EVENTS = {
    "unknown word": ([entry(do="shout")], "do = 'shout' is not one of entry"),
    "unknown field": ([entry(colour="red")], "unknown field 'colour'"),
    "missing field": ([{"day": -50, "time": "12:00", "by": "mum", "do": "entry"}], "field 'circle' is missing"),
    "wrong type": ([entry(day="-50")], "'-50' is not of type int"),
    "truth is no day": ([entry(day=False)], "False is not of type int"),
    "wrong choice": ([entry(), on_entry("reaction", sign="fire")], "'fire' is not one of thumb"),
    "truth is no score": (
        [goal(), {"day": 0, "time": "12:00", "by": "mum", "do": "standing", "goal": "g", "score": True}],
        "True is not one of 1, 2",
    ),
    "no such seat": ([entry(by="ghost")], "there is no seat 'ghost'"),
    "not yet seated": ([entry(by="nurse", day=-71)], "nurse sits at the table from day -70"),
    "already gone": ([entry(by="nurse", day=-10)], "nurse left the table on day -10"),
    "no account": ([entry(by="baby")], "baby has no account"),
    "no such circle": ([entry(circle="moon")], "there is no circle 'moon'"),
    "circle not there yet": ([entry(circle="care", day=-66)], "circle care is made on day -65"),
    "not in the circle": ([entry(circle="family", by="nurse")], "nurse does not sit in circle family"),
    "not in the named circle": ([entry(circle="care", by="teen")], "teen does not sit in circle care"),
    "owner not in a personal circle": ([entry(circle="own")], "mum does not sit in circle own"),
    "guest not at the table": ([entry(by="guest")], "guest does not sit in circle table"),
    "order of days": ([entry(), entry(id="y", day=-51)], "comes before the event above it"),
    "order of times": ([entry(), entry(id="y", time="11:59")], "comes before the event above it"),
    "future": ([entry(day=1)], "the day lies in the future"),
    "clock": ([entry(time="24:00")], "time '24:00' is not HH:MM"),
    "id twice": ([entry(), entry()], "id 'x' is used twice"),
    "comment on nothing": ([on_entry("comment", text="b")], "there is no entry 'x' by then"),
    "comment on a goal": ([goal(), on_entry("comment", on="g", text="b")], "there is no entry 'g' by then"),
    "comment on what is gone": ([entry(), on_entry("delete"), on_entry("comment", text="b")], "'x' is over by then"),
    "comment out of sight": (
        [entry(by="teen", circle="own"), on_entry("comment", text="b")],
        "mum does not sit in circle own",
    ),
    "edit of another's": ([entry(), on_entry("edit", by="teen", text="b")], "teen neither wrote x nor holds"),
    "comment after a move": (
        [entry(), on_entry("move", circle="care"), on_entry("comment", by="teen", text="b")],
        "teen does not sit in circle care",
    ),
    "move out of own sight": ([entry(), on_entry("move", circle="own")], "mum does not sit in circle own"),
    "step done twice": (
        [
            goal(),
            {"day": -49, "time": "12:00", "by": "mum", "do": "step", "id": "s", "goal": "g", "text": "a"},
            on_entry("step_done", on="s", day=-48),
            on_entry("step_done", on="s", day=-47),
        ],
        "step 's' is over by then",
    ),
    "agreement nowhere": ([nowhere()], "one of the two"),
    "agreement in two places": ([goal(), agreement(circle="table")], "one of the two"),
    "nobody does it": ([goal(), agreement(who_text="wij")], "say who, or who_text"),
    "who cannot see it": ([goal(circle="family"), agreement(who="nurse")], "nurse does not sit in circle family"),
    "formal with nobody": ([goal(), agreement(formal=True)], "names an organisation"),
    "kept and changed": (
        [goal(), agreement(), on_entry("outcome", on="a", outcome="kept", due=3)],
        "go with 'changed'",
    ),
    "kept twice": (
        [goal(), agreement(), *[on_entry("outcome", on="a", outcome="kept")] * 2],
        "agreement 'a' is over by then",
    ),
    "professional reads the log": (
        [{"day": -50, "time": "12:00", "by": "nurse", "do": "visit", "page": "who_looked"}],
        "only the family reads",
    ),
    "family asks itself": (
        [{"day": 0, "time": "12:00", "by": "mum", "do": "ask_invite", "words": "a", "name": "b", "organisation": "c"}],
        "only a professional asks",
    ),
}


@pytest.mark.parametrize(("rows", "message"), BAD_EVENTS.values(), ids=BAD_EVENTS.keys())
def test_bad_event_is_named(rows: list[dict[str, Any]], message: str):
    with pytest.raises(StoryError) as error:
        tell(*rows)
    assert message in str(error.value)
    assert str(error.value).startswith(f"small, event {len(rows)}")


@pytest.mark.parametrize(
    ("by", "day", "state", "word", "message"),
    [
        ("teen", 0, "open", "", "teen is no owner"),
        ("nurse", -20, "open", "", "nurse is no owner"),
        ("mum", -3, "open", "", "cannot be open today"),
        ("mum", -2, "expired", "", "cannot be expired today"),
        ("mum", -2, "open", "nee", "decline_words go with"),
    ],
)
def test_bad_invitation(by: str, day: int, state: str, word: str, message: str):
    row = {"day": day, "time": "12:00", "by": by, "do": "invite", "name": "a", "email": "a@x.example"}
    with pytest.raises(StoryError, match=message):
        tell(row | {"role": "network", "words": "b", "state": state, "decline_words": word})


BAD_FRAMES = {
    "unknown head": ({"colour": "red"}, "unknown field 'colour'"),
    "founder is no owner": ({"seat": changed_seat("mum", authority=False)}, "must be the founder's"),
    "founder is another": ({"founder": "teen"}, "must be the founder's"),
    "no account for a professional": ({"seat": changed_seat("nurse", person="ghost")}, "there is no person 'ghost'"),
    "teen with authority": ({"seat": changed_seat("teen", authority=True)}, "only a parent has authority"),
    "professional of nobody": ({"seat": changed_seat("nurse", organisation="")}, "organisation is for professionals"),
    "parent with a birth date": ({"seat": changed_seat("mum", birth_date="-40y-1d")}, "birth_date is for youth"),
    "odd birth date": ({"seat": changed_seat("teen", birth_date="2012-01-01")}, "is not like '-14y-120d'"),
    "until without how": ({"seat": changed_seat("guest", until=-5)}, "until and how go together"),
    "gone before coming": ({"seat": changed_seat("nurse", until=-70)}, "day or until is wrong"),
    "professional seats professional": ({"seat": changed_seat("teen", by="nurse", day=-60)}, "nurse is no owner"),
    "guest by an owner": ({"seat": changed_seat("guest", by="mum")}, "a guest is invited by the holder"),
    "guest of a named circle": ({"seat": changed_seat("guest", guest_of="care")}, "a guest is invited by the holder"),
    "extra circle is personal": (
        {"seat": changed_seat("nurse", day=-60, circles=["own"])},
        "own is not a named circle",
    ),
    "extra circle too early": ({"seat": changed_seat("nurse", circles=["care"])}, "circle care is made on day -65"),
    "personal circle with seats": ({"circle": changed_circle("own", seats=["mum"])}, "has one family-side holder"),
    "personal circle of a professional": (
        {"circle": changed_circle("care", by="nurse", personal=True, seats=[])},
        "has one",
    ),
    "named circle by a teen": ({"circle": changed_circle("care", by="teen")}, "teen is no owner"),
    "guest in a named circle": (
        {"circle": changed_circle("care", seats=["guest"], day=-50)},
        "guest is a guest elsewhere",
    ),
    "circle twice": ({"circle": changed_circle("care", key="table")}, "circle 'table' stands there twice"),
}


@pytest.mark.parametrize(("changes", "message"), BAD_FRAMES.values(), ids=BAD_FRAMES.keys())
def test_bad_frame_is_named(changes: dict[str, Any], message: str):
    with pytest.raises(StoryError) as error:
        tell(**changes)
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"email": "mum@gmail.com"}, "no reserved address"),
        ({"password": "short"}, "shorter than 12"),
        ({"key": "stranger"}, "sits at no table"),
    ],
)
def test_bad_person_is_named(changes: dict[str, str], message: str):
    seat = SMALL["seat"][0]
    family = read_family(SMALL | {"seat": [seat], "circle": []})
    fields: dict[str, Any] = {"key": "mum", "name": "M", "email": "mum@x.example", "language": "nl", "role": "moeder"}
    good = Person(**fields | {"password": "long-enough-1"})
    check(Stories((good,), (family,)))
    other = Person(**fields | {"email": "o@x.example", "key": "mum", "password": "long-enough-1"} | changes)
    people = (good, other) if other.key != "mum" else (other,)
    with pytest.raises(StoryError, match=message):
        check(Stories(people, (family,)))


@pytest.mark.parametrize(
    ("born", "today", "expected"),
    [
        ("-14y-0d", date(2027, 3, 1), date(2013, 3, 1)),
        ("-0y-10d", date(2027, 3, 1), date(2027, 2, 19)),
        ("-14y-120d", date(2027, 3, 1), date(2012, 11, 1)),
        ("-3y-0d", date(2028, 2, 29), date(2025, 2, 28)),
    ],
)
def test_birth_date_moves_with_today(born: str, today: date, expected: date):
    assert born_on(born, today) == expected


def test_broken_file_is_named(tmp_path):
    (tmp_path / "people.toml").write_text("[[person]\n", encoding="utf-8")
    with pytest.raises(StoryError, match=r"people\.toml: "):
        load(tmp_path)
