"""Random families do random things (``tables.py``); after each, the house and its judge must agree on what everybody sees.

``KEUKENTAFEL_DEEP=1`` looks longer.
"""

import os

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.properties.judged import at_both_tables
from tests.properties.tables import Tables
from tests.support.house import House

DEEP = os.environ.get("KEUKENTAFEL_DEEP") == "1"
LOOKING = settings(
    max_examples=200 if DEEP else 8,
    stateful_step_count=60 if DEEP else 20,
    phases=[Phase.generate, Phase.shrink] if DEEP else [Phase.generate],
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def test_the_house_agrees_with_its_judge(house: House) -> None:
    Tables.house = house
    run_state_machine_as_test(Tables, settings=LOOKING)


def test_who_owns_reads_along_by_no_emergency(house: House) -> None:
    """Found by chance: somebody named in an emergency who became an owner was said to sit where they do not."""
    told = Tables.begun(house)
    told.turn_emergency_access_on(0, 1)
    told.call_for_help(0, "open")
    told.leave_a_circle(0)
    at_both_tables(told)
    told.teardown()


def test_a_call_ends_when_help_is_turned_off(house: House) -> None:
    """Turned on again for the same person, it opens nothing before they asked anew."""
    told = Tables.begun(house)
    seat = told.seat_now("network")
    told.make_a_circle(0)
    sitting = sorted(told.world.circles[told.families[0].table].sits, key=str)
    named = next(who for who in (1, 2, 3) if sitting[who % len(sitting)] == seat)
    told.turn_emergency_access_on(0, named)
    told.call_for_help(0, "open")
    at_both_tables(told)
    told.turn_emergency_access_on(0, 4)
    told.turn_emergency_access_on(0, named)
    at_both_tables(told)
    told.teardown()
