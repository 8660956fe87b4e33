"""What somebody may do with an item they see (``domain.md``, "Doing"). The walls guard the same in SQL."""

from typing import Any

from keukentafel.access import Refused, Visit
from keukentafel.dossiers.kinds import Kind, kind_named
from keukentafel.dossiers.opened import Opened


def roles(visit: Visit, item: Opened[Any]) -> set[str]:
    """As what the visitor stands to the item: holder, author, assignee, anyone; empty while only looking."""
    circle = visit.circles[item.circle]
    if not circle.writes:
        return set()
    stands = {"anyone"}
    if circle.holder:
        stands.add("holder")
    if item.author in visit.my_seats:
        stands.add("author")
    if item.assignee in visit.my_seats:
        stands.add("assignee")
    return stands


def may_change(visit: Visit, item: Opened[Any]) -> bool:
    """Whether the visitor may change or delete it: what they wrote, or all of it as a holder."""
    return bool(roles(visit, item) & {"holder", "author"})


def may_step(visit: Visit, item: Opened[Any], state: str) -> bool:
    """Whether the visitor may bring it to that state."""
    kind = kind_named(item.kind)
    return state in kind.steps.get(item.state, ()) and bool(roles(visit, item) & kind.movers)


def may_move(visit: Visit, item: Opened[Any], circle: Any) -> bool:
    """Whether it may go to that circle. Into a personal circle only goes what one wrote oneself."""
    target = visit.circles.get(circle)
    if target is None or target.talk or not target.writes or item.parent or circle == item.circle:
        return False
    return may_change(visit, item) and (not target.personal or item.author in visit.my_seats)


def may_add(visit: Visit, kind: Kind, circle: Any) -> bool:
    """Whether the visitor may add an item of this kind to the circle."""
    target = visit.circles.get(circle)
    return target is not None and target.writes and visit.seats[target.seat].role in kind.adds


def must(allowed: bool) -> None:
    """Refuse, as not found, what is not allowed."""
    if not allowed:
        raise Refused
