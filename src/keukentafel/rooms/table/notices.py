"""Tell owners by letter that something waits for them at a table: fixed words, without a name, a table or a topic."""

from collections.abc import Callable
from datetime import timedelta
from email.utils import formatdate
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from keukentafel.access.endings import Ended, carry_out_all, still_waits
from keukentafel.people import throttle
from keukentafel.people.models import Person
from keukentafel.rooms.table.events import EndingAnswered, EndingAsked

RETRY = RetryStrategy(max_attempts=8, exponential_wait=5)
BEFORE = timedelta(days=3)
"""How long before the end of the waiting time a second letter goes."""


def queue_asked(event: EndingAsked) -> None:
    """Tell the others at once, and once more shortly before."""
    _queue("asked", event.told, event.ending)
    _queue("soon", event.told, event.ending, schedule_at=event.due - BEFORE)


def queue_answered(event: EndingAnswered) -> None:
    """Tell that it was stopped."""
    _queue("stopped", event.told)


def queue_ended(event: Ended) -> None:
    """Tell that it was done."""
    _queue("done", event.told)


def _queue(news: str, people: tuple[UUID, ...], ending: UUID | None = None, **options: object) -> None:
    for person in people:
        tell.configure(**options).defer(  # type: ignore[arg-type]  # options of procrastinate
            person=str(person), news=news, ending=str(ending) if ending else ""
        )


@app.task(name="table.tell", queue="letters", retry=RETRY)
def tell(person: str, news: str, ending: str) -> None:
    """One letter to one account, unless it is gone, or what waited was answered meanwhile."""
    who = Person.objects.filter(pk=person, is_active=True).first()
    if who and (not ending or still_waits(UUID(ending))) and throttle.count(throttle.LETTERS, "ending", who.email):
        mail(who, news).send()


def mail(who: Person, news: str) -> EmailMessage:
    """The letter, in the language of who gets it."""
    with translation.override(who.language):
        subject, words = NEWS[news]()
        lines = [_("Hello,"), *words, settings.ORIGIN + reverse("overview:hall"), _("Kitchen table")]
    headers = {"Date": formatdate(), "Auto-Submitted": "auto-generated"}
    return EmailMessage(subject=subject, body="\n\n".join(lines), to=[who.email], headers=headers)


@app.periodic(cron="*/10 * * * *")
@app.task(name="table.carry_out", queue="endings", pass_context=False)
def carry_out_due(timestamp: int) -> int:
    """Every ten minutes: do what is due (a door does the same at once, when somebody comes by)."""
    return carry_out_all()


def _asked() -> tuple[str, list[str]]:
    return _("Something waits for your answer"), [
        _("At a table that you are in charge of, somebody asked for something big."),
        _left(),
        _("It happens in 14 days, unless you say no. Sign in and look at the page of the table:"),
    ]


def _left() -> str:
    return _("Did you leave a table less than 14 days ago? Then it may be that one: look at “My data” in your account.")


def _soon() -> tuple[str, list[str]]:
    return _("In 3 days: something waits for your answer"), [
        _("At a table that you are in charge of, something big happens in 3 days."),
        _left(),
        _("Until then you can say no. Sign in and look at the page of the table:"),
    ]


def _stopped() -> tuple[str, list[str]]:
    return _("What waited does not happen"), [
        _("At a table that you are in charge of, something big was asked. It was stopped: nothing changes."),
    ]


def _done() -> tuple[str, list[str]]:
    return _("What was asked is done"), [
        _("At a table that you were in charge of, something big was asked. It has now been done."),
    ]


NEWS: Final[dict[str, Callable[[], tuple[str, list[str]]]]] = {
    "asked": _asked,
    "soon": _soon,
    "stopped": _stopped,
    "done": _done,
}
