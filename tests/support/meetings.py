"""A family that meets: a meeting with its agenda, and how a test holds it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from keukentafel.dossiers.models import new_id
from keukentafel.rooms.meetings import actions, queries
from keukentafel.rooms.meetings.kinds import Meeting, Point
from tests.support.family import Family


def planned(family: Family, name: str, circle: str = "table", *, chair: str = "Ann", **more: Any) -> UUID:
    """A meeting tomorrow, planned by somebody in a circle."""
    with family.visit(name) as visit:
        content = Meeting(occasion="tuning", title=f"Om de tafel in {circle}", **more)
        at = visit.now + timedelta(days=1)
        said: dict[str, Any] = {
            "circle": family.circles[circle],
            "at": at,
            "chair": family.seats[chair],
            "once": new_id(),
        }
        return actions.plan(visit, content, **said).id


def point(family: Family, meeting: UUID, name: str, question: str) -> UUID:
    """Somebody's point."""
    with family.visit(name) as visit:
        found = queries.whole(visit, meeting).meeting
        return actions.add_point(visit, found, Point(question=question), once=new_id()).id


def decided(family: Family, meeting: UUID, which: UUID, name: str, sort: str, **what: Any) -> UUID:
    """What came of a point; the id of the result."""
    with family.visit(name) as visit:
        seen = queries.whole(visit, meeting).point(which)
        return actions.decide(visit, seen, sort, once=new_id(), **what).id


def held(family: Family, meeting: UUID, name: str, text: str = "Wij spraken elkaar.") -> UUID:
    """Held, with minutes; their id."""
    with family.visit(name) as visit:
        actions.bring(visit, queries.whole(visit, meeting).meeting, "held")
        return actions.write_minutes(visit, queries.whole(visit, meeting), text).id
