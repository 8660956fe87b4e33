"""Ask, answer, take away. Each announces one event."""

from uuid import UUID

from django.utils import timezone

from keukentafel import events
from keukentafel.access import Visit
from keukentafel.dossiers import items
from keukentafel.dossiers.opened import Opened
from keukentafel.dossiers.rights import must
from keukentafel.rooms.requests import rules
from keukentafel.rooms.requests.events import RequestAnswered, RequestDeleted, RequestMade
from keukentafel.rooms.requests.kinds import ANSWER, Answer, Request, of_sort
from keukentafel.rooms.requests.queries import Asked


def ask(
    visit: Visit, sort: str, text: str, *, circle: UUID, about: UUID | None = None, once: UUID | None = None
) -> Opened[Request]:
    """Ask something; the answer is due in a month."""
    must(rules.can_be_answered(visit, circle))
    due = rules.answer_by(timezone.localdate(visit.now))
    made = items.add_sent(visit, of_sort(sort), Request(text=text, about=about), circle=circle, due=due, once=once)
    _announce(visit, RequestMade, made)
    return made


def answer(visit: Visit, asked: Asked, state: str, text: str, *, once: UUID | None = None) -> None:
    """Answer in words, and say how it ends. Answered anew, the last answer counts."""
    must(asked.may_answer)
    items.add_sent(visit, ANSWER, Answer(text=text), circle=asked.item.circle, parent=asked.item, once=once)
    items.step(visit, asked.item, state)
    _announce(visit, RequestAnswered, asked.item)


def delete(visit: Visit, asked: Asked) -> None:
    """Take a request away for good: one's own that was not answered, and as a holder any."""
    must(asked.may_delete)
    items.delete(visit, asked.item)
    _announce(visit, RequestDeleted, asked.item)


def _announce(visit: Visit, event: type[RequestMade | RequestAnswered | RequestDeleted], item: Opened[Request]) -> None:
    events.announce(event(visit.dossier, item.circle, item.id, visit.circles[item.circle].seat))
