"""The arithmetic of the bench, on numbers that a reader can check."""

import pytest

from keukentafel.site.measuring.figures import Figure, milliseconds, missed, ratio
from keukentafel.site.measuring.turns import Rounds
from keukentafel.site.measuring.weight import Page


def test_a_disturbed_round_does_not_move_the_ratio() -> None:
    assert ratio([2.0, 20.0, 2.2], [1.0, 10.0, 1.0]) == 2.0
    with pytest.raises(ValueError, match="longer"):
        ratio([1.0], [1.0, 2.0])


def test_milliseconds_are_those_of_the_middle_round() -> None:
    assert milliseconds([0.001, 0.5, 0.002]) == 2.0


@pytest.mark.parametrize(("value", "limit", "met"), [(1.2, 1.2, True), (1.21, 1.2, False), (9.0, None, None)])
def test_an_aim_is_met_up_to_its_limit(value: float, limit: float | None, met: bool | None) -> None:
    figure = Figure(1, "a page", value, "x", limit)
    assert figure.met is met
    assert figure.told()["met"] is met
    assert missed([figure]) == ([figure] if met is False else [])


def test_the_database_is_added_where_it_can_be_seen() -> None:
    assert Rounds(cpu=[1.0, 2.0], database=[0.5, 0.5], wall=[9.0, 9.0]).both == [1.5, 2.5]
    assert Rounds(cpu=[1.0], database=[None], wall=[9.0]).both == [9.0]


def test_a_page_knows_what_it_makes_the_browser_fetch() -> None:
    page = Page(
        '<link href="/a.css"><script src="/b.js"></script><a href="/elsewhere"></a>'
        '<svg><use href="/c.svg#one"/><use href="/c.svg#two"/><use href="#here"/></svg>'
    )
    assert page.elements == 7
    assert set(page.fetched) == {"/a.css", "/b.js", "/c.svg"}
