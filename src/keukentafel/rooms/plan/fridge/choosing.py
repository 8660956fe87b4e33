"""What may hang on the fridge: everybody in the house passes it, and so does who comes to visit.

What lies at the table may hang there. What lies in another circle stays away unless a holder of that circle ticks it;
nobody else is even asked. Choices live in the address, they are not kept.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from keukentafel.access import Visit
from keukentafel.access.visit import SeatInSight
from keukentafel.dossiers import sharing
from keukentafel.dossiers.circle_names import circle_name
from keukentafel.dossiers.opened import Opened
from keukentafel.rooms.plan import cards
from keukentafel.rooms.plan.fridge.page import Choice
from keukentafel.rooms.plan.fridge.sheet import Sheet, SheetAgreement, SheetCall, SheetGoal, SheetStep
from keukentafel.rooms.plan.queries import AgreementInSight, GoalInSight, PlanInSight


@dataclass(frozen=True, slots=True)
class Ticked:
    """What was ticked; ``asked`` is false as long as nothing was chosen, and then the usual is meant."""

    asked: bool = False
    keep: frozenset[str] = field(default_factory=frozenset)
    call: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def read(cls, query: Mapping[str, Sequence[str]]) -> "Ticked":
        """Read the address's choices (name -> values)."""
        return cls("chosen" in query, frozenset(query.get("keep", ())), frozenset(query.get("call", ())))


@dataclass(frozen=True, slots=True)
class Chosen:
    """The sheet, what could be on it, whom one could call, and the circles from which something is on it."""

    sheet: Sheet
    choices: list[Choice]
    calls: list[Choice]
    circles: frozenset[UUID]


def choose(visit: Visit, seen: PlanInSight, ticked: Ticked) -> Chosen:
    """The sheet that these ticks make."""
    goals = [one for one in seen.goals if may_hang(visit, one.item.circle)]
    loose = [one for one in seen.loose if one.item.state == "open" and may_hang(visit, one.item.circle)]
    choices = [_choice(visit, one.item.id, one.item.content.title, one.item.circle, ticked) for one in goals]
    choices += [_choice(visit, one.item.id, one.item.content.what, one.item.circle, ticked) for one in loose]
    kept = {one.id for one in choices if one.kept}
    calls = [_call(seat, ticked) for seat in whom_to_call(visit)]
    wanted = {one.id for one in calls if one.kept}
    sheet = Sheet(
        title=visit.cover.title,
        language="en" if (get_language() or "nl").startswith("en") else "nl",
        printed_on=timezone.localdate(visit.now),
        goals=tuple(_goal(visit, one) for one in goals if str(one.item.id) in kept),
        agreements=tuple(_agreement(visit, one) for one in loose if str(one.item.id) in kept),
        calls=tuple(_number(seat) for seat in whom_to_call(visit) if str(seat.id) in wanted),
    )
    return Chosen(sheet, choices, calls, frozenset(i.circle for i in _items(goals, loose) if str(i.id) in kept))


def may_hang(visit: Visit, circle: UUID) -> bool:
    """Whether this visitor may hang up what lies there: of the table everybody, of other circles only their holders."""
    where = visit.circles[circle]
    return where.kind == "table" or where.holder


def whom_to_call(visit: Visit) -> Iterator[SeatInSight]:
    """Who sits at the table and has a telephone number."""
    table = visit.table.id if visit.table else None
    return (seat for seat in visit.seats.values() if seat.present and table in seat.circles and seat.card.phone)


def _items(goals: list[GoalInSight], loose: list[AgreementInSight]) -> Iterator[Opened[Any]]:
    yield from (one.item for one in goals)
    yield from (one.item for one in loose)


def _choice(visit: Visit, item: UUID, label: str, circle: UUID, ticked: Ticked) -> Choice:
    where = visit.circles[circle]
    at_table = where.kind == "table"
    kept = str(item) in ticked.keep if ticked.asked else at_table
    told = "" if at_table else _("Now only for: %(circle)s") % {"circle": circle_name(where)}
    return Choice(str(item), label, kept, told)


def _call(seat: SeatInSight, ticked: Ticked) -> Choice:
    kept = str(seat.id) in ticked.call if ticked.asked else True
    return Choice(str(seat.id), seat.card.name, kept, seat.card.call_for)


def _goal(visit: Visit, one: GoalInSight) -> SheetGoal:
    item = one.item
    return SheetGoal(
        id=str(item.id),
        title=item.content.title,
        why=item.content.why,
        picture=item.content.picture,
        score=one.standings[-1].content.score if one.standings else None,
        steps=tuple(SheetStep(step.content.text, step.state == "done") for step in one.steps),
        agreements=tuple(_agreement(visit, agreed) for agreed in one.agreements if agreed.item.state == "open"),
    )


def _agreement(visit: Visit, one: AgreementInSight) -> SheetAgreement:
    who = cards.who_does_it(visit, one.item)
    return SheetAgreement(
        id=str(one.item.id),
        who=(who,) if who else (),
        what=one.item.content.what,
        due=one.item.due,
        colour=sharing.colour_of(visit, one.item.assignee),
    )


def _number(seat: SeatInSight) -> SheetCall:
    card = seat.card
    return SheetCall(card.name, card.call_for or card.function or card.relation, card.phone)
