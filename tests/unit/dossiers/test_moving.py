"""What may go to another circle, and what stands in the way."""

from uuid import UUID

import pytest

from keukentafel.access import Refused
from keukentafel.dossiers import moving, reading
from keukentafel.rooms.plan import actions
from keukentafel.rooms.plan.kinds import Agreement, Standing
from tests.support.house import House
from tests.support.plans import cast, planned

ME, OTHER, GUEST = UUID(int=1), UUID(int=2), UUID(int=3)


def hindered(
    *writers: UUID, holder: bool = False, personal: bool = False, known: frozenset[UUID] = frozenset({ME, OTHER})
) -> str:
    return moving.hindrance(writers=set(writers), mine={ME}, known=known, holder=holder, personal=personal)


def test_my_own_words_go_where_i_sit():
    assert hindered(ME) == ""
    assert hindered(ME, personal=True) == ""


def test_words_of_others_go_along_with_a_holder_and_never_into_a_personal_circle():
    assert hindered(ME, OTHER) == "others"
    assert hindered(ME, OTHER, holder=True) == ""
    assert hindered(ME, OTHER, holder=True, personal=True) == "others"


def test_a_guest_is_never_brought_to_where_nobody_knows_them():
    assert hindered(ME, GUEST, holder=True) == "strangers"
    assert hindered(ME, holder=True) == ""


def test_what_somebody_wrote_deep_under_it_stays_out_of_a_personal_circle(house: House) -> None:
    family = cast(house)
    family.personal("Dagboek", "Ann")
    mine = planned(family, "Ann", "table")
    own = family.circles["Dagboek"]
    with family.visit("Ann") as visit:
        goal = reading.one(visit, mine.goal)
        assert moving.targets(visit, goal)[own] == ""
        cor = family.seats["Cor"]
        promise = actions.agree(visit, Agreement(what="Bellen"), circle=family.table, goal=goal, assignee=cor)
    with family.visit("Cor") as visit:
        actions.answer(visit, reading.one(visit, promise.id), "kept", note="Gelukt")
    with family.visit("Ann") as visit:
        found = moving.targets(visit, reading.one(visit, mine.goal))
        assert found[own] == "others"
        assert found[family.family] == ""
    with pytest.raises(Refused), family.visit("Ann") as visit:
        moving.move(visit, reading.one(visit, mine.goal), own)


def test_a_guest_is_not_carried_out_of_a_personal_circle(house: House) -> None:
    family = cast(house)
    own = planned(family, "Tess", "Van mij")
    with family.visit("Eva") as visit:
        actions.give_standing(visit, reading.one(visit, own.goal), Standing(score=2, note="Van Eva"))
    with family.visit("Tess") as visit:
        assert moving.targets(visit, reading.one(visit, own.goal))[family.table] == "strangers"
    with pytest.raises(Refused), family.visit("Tess") as visit:
        moving.move(visit, reading.one(visit, own.goal), family.table)
