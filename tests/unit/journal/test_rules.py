"""The journal's rules, by themselves."""

from uuid import UUID

import pytest

from keukentafel.rooms.journal import rules

ME, OTHER, GUEST = UUID(int=1), UUID(int=2), UUID(int=3)


@pytest.mark.parametrize(("count", "away"), [(0, 0), (3, 0), (4, 1), (10, 7)])
def test_comments_beyond_three_are_folded_the_oldest_first(count, away):
    earlier, shown = rules.folded(list(range(count)))
    assert [*earlier, *shown] == list(range(count))
    assert len(earlier) == away


def hindered(
    *writers: UUID, holder: bool = False, personal: bool = False, known: frozenset[UUID] = frozenset({ME, OTHER})
) -> str:
    return rules.hindrance(writers=set(writers), mine={ME}, known=known, holder=holder, personal=personal)


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


def test_the_audience_says_who_comes_and_who_goes():
    assert rules.audience({ME, OTHER}, {ME, GUEST}) == ({GUEST}, {OTHER})
