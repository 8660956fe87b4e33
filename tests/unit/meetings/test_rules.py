"""Whose point comes first, how long there still is, and when a meeting is suggested."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keukentafel.rooms.meetings.rules import Chair, Placed, in_order, minutes_left, moved, safe_link, worth_a_meeting

NOW = datetime(2026, 3, 5, 16, 0, tzinfo=UTC)
SORTS = {"family": (True, False), "laid": (False, True), "other": (False, False)}
points = st.lists(st.sampled_from(sorted(SORTS)), max_size=10).map(
    lambda sorts: [Placed(UUID(int=at + 1), *SORTS[sort], NOW + timedelta(minutes=at)) for at, sort in enumerate(sorts)]
)


@given(points, st.data())
def test_the_familys_points_come_first_however_the_chair_orders(some: list[Placed], data: st.DataObject) -> None:
    wanted = data.draw(st.permutations([one.id for one in some]))
    sorts = [0 if one.family else 1 if one.laid else 2 for one in in_order(some, wanted)]
    assert sorts == sorted(sorts)


@given(points, st.data())
def test_moving_one_changes_only_two_neighbours(some: list[Placed], data: st.DataObject) -> None:
    if not some:
        return
    before = in_order(some, ())
    one = data.draw(st.sampled_from(before))
    ids = moved(before, one.id, data.draw(st.booleans()))
    after = in_order(some, ids)
    assert [placed.id for placed in after] == ids
    assert sum(a.id != b.id for a, b in zip(before, after, strict=True)) in (0, 2)


def test_how_long_there_still_is() -> None:
    assert minutes_left(NOW, 60, NOW - timedelta(days=1)) == 60
    assert minutes_left(NOW, 60, NOW + timedelta(minutes=25)) == 35
    assert minutes_left(NOW, 60, NOW + timedelta(hours=3)) == 0


def chair(number: int, since: int, *, ended: int | None = None, professional: bool = True) -> Chair:
    gone = None if ended is None else NOW - timedelta(days=ended)
    return Chair(UUID(int=number), professional, gone is None, NOW - timedelta(days=since), gone)


@pytest.mark.parametrize(
    ("chairs", "found"),
    [
        ([chair(1, 100), chair(2, 3)], [("joins", UUID(int=2))]),
        ([chair(1, 100), chair(2, 30)], []),
        ([chair(2, 3)], []),
        ([chair(1, 3), chair(2, 3)], []),
        ([chair(1, 100), chair(2, 3, professional=False)], []),
        ([chair(1, 100), chair(2, 200, ended=2)], [("leaves", UUID(int=2))]),
        ([chair(2, 200, ended=2)], []),
        ([chair(1, 100), chair(2, 200, ended=20)], []),
    ],
)
def test_a_meeting_is_suggested_when_somebody_joins_or_steps_back(chairs: list[Chair], found: list[object]) -> None:
    assert worth_a_meeting(chairs, NOW) == found


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "http://x.nl", "https://", "https://a@b.nl/", "https://x.nl/a b"]
)
def test_only_a_whole_address_over_https_is_a_video_call(link: str) -> None:
    with pytest.raises(ValueError, match="https"):
        safe_link(link)


def test_a_video_call_may_be_anywhere_or_not_at_all() -> None:
    assert safe_link(" https://meet.example.org/kamer ") == "https://meet.example.org/kamer"
    assert safe_link("") == ""
