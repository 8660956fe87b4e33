"""What other rooms make in the plan by its own actions (``dossiers/makers.py``)."""

from datetime import date
from uuid import UUID

from keukentafel.access import Visit
from keukentafel.dossiers.opened import Opened
from keukentafel.rooms.plan import actions
from keukentafel.rooms.plan.kinds import Agreement, Goal


def an_agreement(
    visit: Visit,
    *,
    circle: UUID,
    what: str,
    assignee: UUID | None = None,
    due: date | None = None,
    once: UUID | None = None,
) -> Opened[Agreement]:
    """Who does what by when, under no goal. Raises ``Refused``."""
    return actions.agree(visit, Agreement(what=what), circle=circle, assignee=assignee, due=due, once=once)


def a_goal(visit: Visit, *, circle: UUID, title: str, why: str = "", once: UUID | None = None) -> Opened[Goal]:
    """What the family wants. Raises ``Refused``."""
    return actions.add_goal(visit, Goal(title=title, why=why), circle=circle, once=once)
