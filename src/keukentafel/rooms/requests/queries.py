"""Requests that the visitor may see, with their answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from keukentafel.access import Refused, Visit
from keukentafel.dossiers import reading, rights
from keukentafel.dossiers.opened import Opened
from keukentafel.rooms.requests import rules
from keukentafel.rooms.requests.kinds import ANSWER, NAMES, REQUESTS


@dataclass(frozen=True, slots=True)
class Asked:
    """A request. ``answers``: oldest first; ``mine``: asked by the visitor; ``may_answer``: they hold its circle."""

    item: Opened[Any]
    answers: Sequence[Opened[Any]]
    mine: bool
    may_answer: bool
    may_delete: bool


def requests(visit: Visit) -> list[Asked]:
    """All in the open circles; what waits first, then the newest. One statement."""
    found = reading.of_kinds(visit, *NAMES, ANSWER.name)
    answers = [one for one in found if one.kind == ANSWER.name]
    asked = [_asked(visit, one, [a for a in answers if a.parent == one.id]) for one in found if one.kind in NAMES]
    return sorted(asked, key=lambda one: one.item.state != "open")


def request(visit: Visit, item: UUID) -> Asked:
    """One, with its answers. Raises ``Refused``."""
    found = reading.one(visit, item, *(kind.name for kind in REQUESTS))
    hanging = reading.under(visit, [item]).get(item, [])
    return _asked(visit, found, [one for one in hanging if one.kind == ANSWER.name])


def about(visit: Visit, text: str) -> Opened[Any] | None:
    """The item that a request is to be about, as the address says; None for none. Raises ``Refused``."""
    if not text:
        return None
    try:
        return reading.one(visit, UUID(text))
    except ValueError:
        raise Refused from None


def circles(visit: Visit, item: Opened[Any] | None) -> list[UUID]:
    """Where it may be put: where the item lies that it is about, else where somebody else can answer."""
    wanted = list(visit.circles) if item is None else [item.circle]
    good = [one for one in wanted if visit.circles[one].writes and rules.can_be_answered(visit, one)]
    return rules.quietest_first(visit, good)


def _asked(visit: Visit, item: Opened[Any], answers: Sequence[Opened[Any]]) -> Asked:
    mine = item.author in visit.my_seats and visit.looking_as is None
    holds = visit.circles[item.circle].holder
    return Asked(
        item=item,
        answers=sorted(answers, key=lambda one: (one.happened, one.id)),
        mine=mine,
        may_answer=rules.may_answer(visit, item.author, item.circle),
        may_delete=rights.may_change(visit, item) and (holds or not answers),
    )
