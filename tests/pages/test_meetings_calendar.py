"""A meeting stands in the calendar, goes along with its changes, and puts what was agreed there."""

from datetime import timedelta
from typing import Any

import pytest
from tests.pages.test_meetings import at, sent
from tests.support.house import House
from tests.support.journal import Cast
from tests.support.meetings import planned, point

from keukentafel.dossiers import reading
from keukentafel.dossiers.models import new_id
from keukentafel.rooms.meetings import actions, queries


@pytest.fixture
def family(house: House) -> Cast:
    return Cast(house)


def entries(family: Cast, name: str = "Ann") -> list[Any]:
    with family.visit(name) as visit:
        return reading.of_kinds(visit, actions.APPOINTMENT)


def test_a_meeting_stands_in_the_calendar_once_and_goes_along(family: Cast) -> None:
    form = sent(family)
    client = family.client("Ann")
    for _twice in range(2):
        client.post(at(family, "new"), form)
    (entry,) = entries(family)
    assert (entry.content.what, entry.content.at, entry.content.minutes) == ("Met Eva erbij", "16:30", 45)
    with family.visit("Ann") as visit:
        meeting = queries.near(visit).coming[0]
        assert meeting.content.entry == entry.id
        content = meeting.content.model_copy(update={"title": "Toch later"})
        later = meeting.happened + timedelta(days=7)
        actions.change(visit, meeting, content, at=later, chair=meeting.assignee, version=meeting.version)
    (entry,) = entries(family)
    assert (entry.content.what, entry.happened) == ("Toch later", later)
    client.post(at(family, meeting.id, "state"), {"state": "off"})
    assert entries(family)[0].state == "cancelled"
    client.post(at(family, meeting.id, "state"), {"state": "prepared"})
    assert entries(family)[0].state == "planned"
    client.post(at(family, meeting.id, "delete"))
    assert entries(family) == []


def test_it_lies_in_the_circle_of_the_meeting(family: Cast) -> None:
    planned(family, "Bo", "School")
    assert len(entries(family, "Bo")) == 1
    assert entries(family, "Eva") == []


def test_a_moment_that_comes_of_a_point_is_in_the_calendar_at_once(family: Cast) -> None:
    meeting = planned(family, "Ann")
    which = point(family, meeting, "Ann", "Wanneer weer?")
    here = f"{at(family, meeting, 'now')}?point={which}&sort=appointment"
    form = {"title": "Weer samen", "day": "2027-04-01", "time": "10:00", "once": str(new_id())}
    assert family.client("Bo").post(here, form).status_code == 303
    assert sorted(one.content.what for one in entries(family)) == ["Om de tafel in table", "Weer samen"]
    assert "Weer samen" in family.client("Eva").get(at(family, meeting)).content.decode()
