"""Work that waits in the queue: the round of every day, letters of fixed words, copying to a table of one's own."""

from datetime import datetime
from email.utils import formatdate
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from keukentafel.access.ages import day_of
from keukentafel.access.rounds import due_rounds
from keukentafel.people.models import Person
from keukentafel.rooms.family import rounds, splitting
from keukentafel.rooms.family.events import FamilyTold, SplitOff

RETRY = RetryStrategy(max_attempts=8, exponential_wait=5)


@app.periodic(cron="7 * * * *")
@app.task(name="family.round", queue="rounds", queueing_lock="family.round")
def every_hour(timestamp: int) -> None:
    """Each hour: soon after midnight, wherever the clock stands, and also when nobody worked at night."""
    go_round(timezone.now())


def go_round(now: datetime) -> int:
    """Look at every dossier with somebody under 18, once a day; gives how many. One that fails waits an hour."""
    failed: list[Exception] = []
    looked = 0
    for dossier, person in due_rounds(day_of(now)):
        try:
            looked += rounds.visit_one(person, dossier, now)
        except Exception as problem:  # noqa: BLE001  # the others must not wait for it
            failed.append(problem)
    if failed:
        raise ExceptionGroup("birthdays", failed)
    return looked


def queue_letters(event: FamilyTold) -> None:
    """One job for each, in the transaction of what they have to hear."""
    for person in event.people:
        send_news.defer(person=str(person), soon=event.soon)


@app.task(name="family.send_news", queue="letters", retry=RETRY)
def send_news(person: str, soon: bool) -> None:
    """Tell somebody that there is something to read."""
    who = Person.objects.filter(pk=person, is_active=True).first()
    if who:
        mail(who.email, who.language, soon=soon).send()


def mail(address: str, language: str, *, soon: bool) -> EmailMessage:
    """The mail: fixed words without names or topic, for whoever reads along in a mailbox."""
    with translation.override(language):
        when = _("Please read it today.") if soon else _("You need not do anything today.")
        lines = [
            _("Hello,"),
            _("There is something for you to read at your kitchen table. You find it when you sign in:"),
            settings.ORIGIN + settings.LOGIN_REDIRECT_URL,
            when,
            _("Kitchen table"),
        ]
        return EmailMessage(
            subject=_("There is something for you to read"),
            body="\n\n".join(lines),
            to=[address],
            headers={"Date": formatdate(), "Auto-Submitted": "auto-generated"},
        )


def queue_split(event: SplitOff) -> None:
    """Copying goes on in the queue, in the transaction that made the new table."""
    copy_along.defer(
        person=str(event.person),
        dossier=str(event.dossier),
        new=str(event.new),
        circles=[str(c) for c in event.circles],
    )


@app.task(name="family.copy_along", queue="copies", retry=RETRY)
def copy_along(person: str, dossier: str, new: str, circles: list[str]) -> None:
    """Copy what somebody takes along. Broken off and done again, it copies nothing twice."""
    splitting.copy_along(UUID(person), UUID(dossier), UUID(new), [UUID(circle) for circle in circles])
