"""Consents given by or about me, and what is written of authority over me or of mine. For the family's side."""

from typing import Any

from keukentafel.access import Visit
from keukentafel.dossiers.circle_names import circle_name
from keukentafel.dossiers.sharing import name_of
from keukentafel.rooms.family import queries


def consents(visit: Visit) -> list[dict[str, Any]]:
    """Each yes or no to a professional in a circle: about whom, by whom, when, and until when. One statement."""
    if not visit.seat.family_side:
        return []
    mine = visit.my_seats
    return [
        {
            "yes": one.yes,
            "about": name_of(visit, one.about),
            "by": name_of(visit, one.by),
            "professional": name_of(visit, one.professional),
            "circle": circle_name(visit.circles[one.circle]),
            "given": one.given,
            "ended": one.ended,
        }
        for one in queries.consents(visit)
        if one.circle in visit.circles and (one.about in mine or one.by in mine)
    ]


def authority(visit: Visit) -> list[dict[str, Any]]:
    """Who is written down as having authority over me, or I over whom, by which source. One statement."""
    if not visit.seat.family_side:
        return []
    mine = visit.my_seats
    return [
        {
            "child": one.child.card.name,
            "parent": one.parent.card.name,
            "source": one.source,
            "recorded": one.recorded,
            "ended": one.ended,
        }
        for one in queries.authority(visit)
        if one.child.id in mine or one.parent.id in mine
    ]


def plain(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same with moments as text."""
    return [{k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in row.items()} for row in rows]
