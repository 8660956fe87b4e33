"""The demo's three families are what they should be: rich, today, and private where it must be."""

from datetime import date

import pytest

from keukentafel.site.demo import events as e
from keukentafel.site.demo.family import Family
from keukentafel.site.demo.scene import FAMILY_SIDE, Scene
from keukentafel.site.demo.story import STORIES, Stories, born_on, load

TODAY = date(2027, 3, 1)


@pytest.fixture(scope="module")
def stories() -> Stories:
    return load()


def test_stories_are_three_families_with_one_professional_in_common(stories: Stories):
    tables = [{seat.person for seat in family.seats if seat.role == "professional"} for family in stories.families]
    assert len(tables) == 3
    assert set.intersection(*tables) == {"judith"}
    assert len(stories.people) >= 12


def test_each_family_tells_a_year(stories: Stories):
    for family in stories.families:
        days = [event.day for event in family.events]
        assert min(days) <= -330, family.key
        assert max(days) == 0, family.key
        assert 60 <= len(family.events) <= 200, family.key
        assert 4 <= sum(isinstance(event, e.Goal) for event in family.events) <= 7, family.key
        assert 10 <= sum(isinstance(event, e.Agreement) for event in family.events) <= 20, family.key


def test_today_asks_for_something(stories: Stories):
    for family in stories.families:
        due = open_agreements(family)
        assert sum(day < 0 for day in due) == 1, family.key
        assert sum(0 <= day <= 14 for day in due) >= 3, family.key


def open_agreements(family: Family) -> list[int]:
    due: dict[str, int | None] = {}
    for event in family.events:
        if isinstance(event, e.Agreement):
            due[event.id] = event.due
        elif isinstance(event, e.Outcome) and event.outcome == "changed":
            due[event.on] = event.due
        elif isinstance(event, e.Outcome | e.EndAgreement):
            del due[event.on]
    return [day for day in due.values() if day is not None]


def test_every_goal_has_a_standing_and_half_a_graph(stories: Stories):
    for family in stories.families:
        goals = {event.id for event in family.events if isinstance(event, e.Goal)}
        stood = [event.goal for event in family.events if isinstance(event, e.Standing)]
        assert set(stood) == goals, family.key
        assert sum(stood.count(name) >= 2 for name in goals) >= len(goals) / 2, family.key


def test_the_teenagers_circle_is_hers_alone(stories: Stories):
    family = next(family for family in stories.families if family.key == "two_homes")
    (own,) = [circle for circle in family.circles if circle.personal]
    holder = next(seat for seat in family.seats if seat.key == own.by)
    assert holder.birth_date is not None
    assert born_on("-15y-0d", TODAY) < born_on(holder.birth_date, TODAY) < born_on("-14y-0d", TODAY)
    inside = [seat.key for seat in family.seats if Scene(family).sits_in(seat, own.key, 0, "test")]
    assert inside == ["noor", "yvonne"]
    hidden = [event for event in family.events if isinstance(event, e.Entry | e.Goal) and event.circle == own.key]
    assert len(hidden) >= 5


def test_no_word_of_the_hidden_friend_outside_the_circle(stories: Stories):
    family = next(family for family in stories.families if family.key == "two_homes")
    told = {event.id: event.circle for event in family.events if isinstance(event, e.Entry | e.Goal)}
    told |= {event.id: told[event.goal] for event in family.events if isinstance(event, e.Agreement) and event.goal}
    for event in family.events:
        if "Iris" in str(event) or "Yvonne" in str(event):
            parent = str(getattr(event, "on", None) or getattr(event, "goal", None))
            place = getattr(event, "circle", None) or told[parent]
            assert place == "noor_eigen", event


def test_two_homes_have_two_owners_at_two_addresses(stories: Stories):
    family = next(family for family in stories.families if family.key == "two_homes")
    assert len({seat.home for seat in family.seats if seat.authority}) == 2
    table = [seat for seat in family.seats if seat.role == "professional" and seat.guest_of is None]
    assert len({seat.organisation for seat in table}) == len(table) == 4


def test_the_young_family_writes_mostly_arabic(stories: Stories):
    family = next(family for family in stories.families if family.key == "little_one")
    by = {seat.key: seat.role for seat in family.seats}
    entries = [event for event in family.events if isinstance(event, e.Entry) and by[event.by] in FAMILY_SIDE]
    arabic = [event for event in entries if any("\u0600" <= letter <= "\u06ff" for letter in event.text)]
    assert len(entries) > len(arabic) > len(entries) / 2


def test_addresses_and_numbers_are_nobodys(stories: Stories):
    seats = [seat for family in stories.families for seat in family.seats if seat.phone]
    assert all(seat.phone.startswith("06-000000") for seat in seats)
    phones = {(seat.phone, seat.person) for seat in seats}
    assert len({phone for phone, _ in phones}) == len(phones)


def test_the_files_are_what_ships():
    assert sorted(path.name for path in STORIES.iterdir()) == [
        "carpenter.toml",
        "little_one.toml",
        "people.toml",
        "two_homes.toml",
    ]
