"""A rule that forgets a part of itself, for a moment: its judge must see it, every time the tests run."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from keukentafel.access import doorway
from tests.properties.judged import at_both_tables
from tests.properties.oracle import Circle
from tests.properties.tables import Tables
from tests.support.house import House

FORGETFUL = {
    "frozen": ("AND (d.frozen_at IS NULL OR access_family_side(s.role))", ""),
    "ended": ("AND (s.until IS NULL OR s.until > statement_timestamp())", ""),
    "left a circle": ("AND cs.until IS NULL", ""),
    "personal": (
        "(c.holder_id IS NULL AND access_owns(s.role, s.authority, s.age_band))",
        "access_owns(s.role, s.authority, s.age_band)",
    ),
    "vetoed": ("AND e.vetoed IS NULL AND e.ended IS NULL", ""),
    "over": ("AND e.closes > statement_timestamp()", ""),
    "frozen in an emergency": ("AND d.frozen_at IS NULL\n     AND NOT access_owns", "AND NOT access_owns"),
    "not open yet": ("AND e.opened <= statement_timestamp()", ""),
    "an emergency that writes": ("false, false, false, false, false, true", "false, false, false, false, true, true"),
}


def frozen_after_a_call(tables: Tables) -> None:
    """What is open in an emergency, at a table that is frozen."""
    calls(tables, "open")
    tables.freeze_or_thaw(0, frozen=True)


STORY: dict[str, Callable[[Tables], object]] = {
    "frozen": lambda tables: (tables.seat_now("professional"), tables.freeze_or_thaw(0, frozen=True)),
    "ended": lambda tables: tables.end_now(tables.seat_now("professional")),
    "left a circle": lambda tables: tables.leave_now(tables.seat_now("professional")),
    "personal": lambda tables: tables.own_circle_now(tables.seat_now("youth")),
    "vetoed": lambda tables: calls(tables, "vetoed"),
    "over": lambda tables: calls(tables, "over"),
    "frozen in an emergency": frozen_after_a_call,
    "not open yet": lambda tables: calls(tables, "asked"),
    "an emergency that writes": lambda tables: calls(tables, "open"),
}
"""What has to happen for the forgotten part to matter."""


def calls(tables: Tables, state: str) -> None:
    """Somebody close to the family calls for help, and it goes so."""
    tables._turn_on(tables.families[0], tables.seat_now("relative" if state == "open" else "network"), 0)
    tables.families[0].circle("help")
    made = Circle(tables.families[0].circles["help"], tables.families[0].id, "named")
    tables.world.circles[made.id] = made
    tables.world.help[tables.families[0].id].opens.add(made.id)
    named = next(iter(tables.world.help[tables.families[0].id].named))
    tables._do("INSERT INTO emergency_circle VALUES (%s, %s, %s)", made.id, tables.families[0].id, named)
    tables.call_for_help(0, state)


@pytest.mark.parametrize("forgotten", FORGETFUL)
def test_a_rule_that_forgets_is_found_by_its_judge(house: House, forgotten: str) -> None:
    told = Tables.begun(house)
    STORY[forgotten](told)
    at_both_tables(told)
    with rule_without(house, *FORGETFUL[forgotten]), pytest.raises(AssertionError):
        at_both_tables(told)
    told.teardown()


@contextmanager
def rule_without(house: House, part: str, instead: str) -> Iterator[None]:
    """The rule with a part of it left out, for a moment."""
    text = (Path(doorway.__file__).parent / "sql" / "rule.sql").read_text()
    view = text[text.index("CREATE VIEW access_rule") : text.index(") AS open;") + len(") AS open;")]
    assert part in view
    replace = "CREATE OR REPLACE VIEW"
    house.owner.execute(view.replace(part, instead).replace("CREATE VIEW", replace).encode())
    try:
        yield
    finally:
        house.owner.execute(view.replace("CREATE VIEW", replace).encode())
