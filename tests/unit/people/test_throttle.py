"""Limits: counted for what they are about, given back by the right answer, forgotten in time."""

from uuid import uuid4

from tests.support.house import House

from keukentafel.people import throttle
from keukentafel.people.throttle import ADDRESS, CLIENT, WRONG, guess

ANN, BEN = "a@example.org", "b@example.org"


def tried(house: House) -> list[int]:
    """Every count there is."""
    return sorted(row[0] for row in house.owner.execute("SELECT count FROM tries").fetchall())


def test_a_limit_is_full_after_its_number_and_for_that_alone(house: House) -> None:
    within = [guess(ANN, "10.0.0.1", None).within() for _ in range(WRONG.most + 1)]
    assert within == [True] * WRONG.most + [False]
    assert guess(ANN, "10.0.0.2", None).within()
    assert guess(BEN, "10.0.0.1", None).within()


def test_a_known_device_counts_alone(house: House) -> None:
    home = uuid4()
    for at in range(ADDRESS.most + 5):
        guess(ANN, f"10.0.0.{at}", None).within()
    assert not guess(ANN, "10.9.9.9", None).within()
    assert guess(ANN, "10.9.9.9", home).within()
    assert [guess(ANN, "10.0.0.1", uuid4()).within() for _ in range(3)] == [True] * 3


def test_one_client_is_full_whatever_it_asks(house: House) -> None:
    within = [guess(f"{at}@example.org", "10.0.0.1", None).within() for at in range(CLIENT.most + 1)]
    assert within == [True] * CLIENT.most + [False]


def test_the_right_answer_gives_back_what_was_counted(house: House) -> None:
    for _ in range(3):
        guess(ANN, "10.0.0.1", None).within()
    right = guess(ANN, "10.0.0.1", None)
    assert right.within()
    right.was_right()
    assert tried(house) == [3, 3], "of the address and of the client; that of both together is forgotten"


def test_it_is_over_when_its_time_is(house: House) -> None:
    for _ in range(WRONG.most + 1):
        guess(ANN, "10.0.0.1", None).within()
    house.owner.execute("UPDATE tries SET since = since - interval '11 minutes'")
    assert guess(ANN, "10.0.0.1", None).within()


def test_each_limit_has_its_own_time(house: House) -> None:
    """After eleven minutes the short ones begin anew, and the hour goes on."""
    for at in range(ADDRESS.most):
        guess(ANN, f"10.0.0.{at}", None).within()
    house.owner.execute("UPDATE tries SET since = since - interval '11 minutes'")
    assert not guess(ANN, "10.9.9.9", None).within()
    assert guess(BEN, "10.0.0.1", None).within()


def test_old_tries_are_swept_and_tell_no_address(house: House) -> None:
    guess(ANN, "10.0.0.1", None).within()
    kept = house.owner.execute("SELECT key FROM tries").fetchall()
    assert len(kept) == 3
    assert not any(b"example" in bytes(row[0]) for row in kept)
    house.owner.execute("UPDATE tries SET since = since - interval '2 days'")
    throttle.sweep()
    assert tried(house) == []
