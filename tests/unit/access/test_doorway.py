"""The doorway: who enters, what is logged, what is refused."""

import pytest
from django.utils import timezone
from tests.support.family import Family, person
from tests.support.house import House

from keukentafel.access import Refused, enter
from keukentafel.dossiers.models import new_id


def lines(house: House) -> list[tuple[str, bool]]:
    """The log, as the database owner sees it: action, and whether a circle is named."""
    found = house.owner.execute("SELECT action, circle_id IS NOT NULL FROM access_event ORDER BY id").fetchall()
    return [(row[0], row[1]) for row in found]


def test_a_visit_opens_the_circles_of_the_seat(house: House) -> None:
    family = Family(house)
    family.seat("Bo", "professional")
    with family.visit("Bo") as visit:
        assert [circle.kind for circle in visit.circles.values()] == ["table"]
        assert {seat.card.name for seat in visit.seats.values()} == {"Ann", "Bo"}


def test_a_personal_circle_is_not_there_for_an_owner(house: House) -> None:
    family = Family(house)
    family.seat("Tess", "youth", born=timezone.localdate().replace(year=timezone.localdate().year - 14, day=1))
    family.personal("van mij", "Tess")
    family.guest("Eva", "van mij")
    with family.visit("Ann") as visit:
        assert [circle.kind for circle in visit.circles.values()] == ["table", "family"]
        assert {seat.card.name for seat in visit.seats.values()} == {"Ann", "Tess"}
    with family.visit("Eva") as visit:
        assert visit.guest
        assert {seat.card.name for seat in visit.seats.values()} == {"Tess", "Eva"}


def test_every_visit_and_every_refusal_is_logged(house: House) -> None:
    family = Family(house)
    stranger = person("Vreemd")
    with family.visit("Ann"):
        pass
    with pytest.raises(Refused), enter(stranger.pk, family.id, place="test"):
        pass
    with pytest.raises(Refused), enter(stranger.pk, new_id(), place="test"):
        pass
    assert lines(house) == [("founded", True), ("read", True), ("refused", False), ("refused", False)]


def test_a_refusal_inside_a_visit_undoes_it_and_is_logged(house: House) -> None:
    family = Family(house)
    with pytest.raises(Refused), family.visit("Ann") as visit:  # noqa: PT012  # the visit must be open when it is refused
        visit.note("change", visit.seat.id)
        raise Refused
    assert lines(house) == [("founded", True), ("refused", True)]


def test_an_ended_seat_and_a_frozen_table_shut_out(house: House) -> None:
    family = Family(house)
    family.seat("Bo", "professional")
    family.freeze()
    with pytest.raises(Refused), family.visit("Bo"):
        pass
    with family.visit("Ann"):
        pass
    family.freeze(frozen=False)
    family.end("Bo")
    with pytest.raises(Refused), family.visit("Bo"):
        pass
