"""Limits: counted for what they are about, forgotten in time."""

from tests.support.house import House

from keukentafel.people import throttle
from keukentafel.people.throttle import WRONG


def test_a_limit_is_full_after_its_number_and_for_that_alone(house: House) -> None:
    within = [throttle.count(WRONG, "a@example.org", "10.0.0.1") for _ in range(WRONG.most + 1)]
    assert within == [True] * WRONG.most + [False]
    assert throttle.full(WRONG, "a@example.org", "10.0.0.1")
    assert not throttle.full(WRONG, "a@example.org", "10.0.0.2")
    assert not throttle.full(WRONG, "b@example.org", "10.0.0.1")
    throttle.clear(WRONG, "a@example.org", "10.0.0.1")
    assert not throttle.full(WRONG, "a@example.org", "10.0.0.1")


def test_it_is_over_when_its_time_is(house: House) -> None:
    for _ in range(WRONG.most):
        throttle.count(WRONG, "a@example.org", "10.0.0.1")
    house.owner.execute("UPDATE tries SET since = since - interval '11 minutes'")
    assert not throttle.full(WRONG, "a@example.org", "10.0.0.1")
    assert throttle.count(WRONG, "a@example.org", "10.0.0.1")


def test_old_tries_are_swept_and_tell_no_address(house: House) -> None:
    throttle.count(WRONG, "a@example.org", "10.0.0.1")
    kept = house.owner.execute("SELECT key FROM tries").fetchall()
    assert b"example" not in bytes(kept[0][0])
    house.owner.execute("UPDATE tries SET since = since - interval '2 days'")
    throttle.sweep()
    assert house.owner.execute("SELECT count(*) FROM tries").fetchone() == (0,)
