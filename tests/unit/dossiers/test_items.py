"""No change goes unseen over another's: every way to change an item says which version it changes."""

import inspect
from inspect import Parameter

import pytest

from keukentafel.dossiers import items, reading
from keukentafel.rooms.plan import actions
from tests.support.family import Family
from tests.support.house import House
from tests.walls.kinds import NOTE, Note, register


@pytest.mark.parametrize("change", [items.change, actions.change_goal, actions.agree_anew, actions.rewrite])
def test_the_version_is_never_left_out(change) -> None:
    version = inspect.signature(change).parameters["version"]
    assert (version.kind, version.default) == (Parameter.KEYWORD_ONLY, Parameter.empty)


def test_a_version_that_moved_on_is_a_conflict(house: House) -> None:
    register()
    family = Family(house)
    with family.visit("Ann") as visit:
        made = items.add(visit, NOTE, Note(text="one"), circle=family.table)
        items.change(visit, made, Note(text="two"), version=1)
        with pytest.raises(items.Conflict):
            items.change(visit, reading.one(visit, made.id), Note(text="three"), version=1)
        with pytest.raises(items.Conflict):  # read before, and changed since
            items.change(visit, made, Note(text="three"), version=1)
        assert reading.one(visit, made.id).content == Note(text="two")
