"""The journal's rules, by themselves."""

import pytest

from keukentafel.rooms.journal import rules


@pytest.mark.parametrize(("count", "away"), [(0, 0), (3, 0), (4, 1), (10, 7)])
def test_comments_beyond_three_are_folded_the_oldest_first(count, away):
    earlier, shown = rules.folded(list(range(count)))
    assert [*earlier, *shown] == list(range(count))
    assert len(earlier) == away
