"""Work of notices in the queue. Jobs hold ids and moments; each comes in as who is told, when it is told."""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from keukentafel.access import notices as doors
from keukentafel.access.threshold import standing
from keukentafel.dossiers import starting
from keukentafel.dossiers.events import Written
from keukentafel.dossiers.kinds import kind_named
from keukentafel.notices import clock, letters, mailing, waiting
from keukentafel.notices import starts as starts_of
from keukentafel.notices.choosing import wish_of
from keukentafel.notices.looking import Something, look
from keukentafel.notices.models import Subscription, Waiting
from keukentafel.notices.push.sending import RestsUntil, push_to
from keukentafel.people.models import Person

QUEUE = "notices"
RETRY = RetryStrategy(max_attempts=8, exponential_wait=5)


def queue_spreading(event: Written) -> None:
    """One job for what was written, in its transaction; none for signs, of which nobody is told."""
    if kind_named(event.kind).told:
        now = timezone.now().isoformat()
        spread.defer(
            dossier=str(event.dossier), circle=str(event.circle), item=str(event.item), by=str(event.by), at=now
        )
    if event.kind in starting.kinds():
        plan_starts.defer(dossier=str(event.dossier), circle=str(event.circle), item=str(event.item))


@app.task(name="notices.spread", queue=QUEUE, retry=RETRY)
def spread(dossier: str, circle: str, item: str, by: str, at: str) -> None:
    """Something for each who sits in that circle, but for the writer. Done twice it is once."""
    for person in doors.audience(UUID(circle), UUID(by)):
        waiting.wait(person, UUID(dossier), UUID(item), datetime.fromisoformat(at))


@app.task(name="notices.plan_starts", queue=QUEUE, retry=RETRY)
def plan_starts(dossier: str, circle: str, item: str) -> None:
    """Something that starts at a moment was written: whoever sits there is reminded of it, the writer too."""
    for person in doors.audience(UUID(circle), UUID(item)):  # no seat has the id of an item: so it is everybody
        starts_of.plan(person, UUID(dossier), timezone.now())


@app.task(name="notices.starts", queue=QUEUE, retry=RETRY)
def starts(person: str, dossier: str, item: str, at: str) -> None:
    """Remind one person of what starts, if it still does."""
    starts_of.remind(UUID(person), UUID(dossier), UUID(item), datetime.fromisoformat(at))


def plan_tell(person: UUID, due: datetime) -> None:
    """Look at that moment, once."""
    lock = f"notices {person} {due.isoformat()}"
    with suppress(AlreadyEnqueued), transaction.atomic():
        tell.configure(schedule_at=due, queueing_lock=lock).defer(person=str(person))


@app.task(name="notices.tell", queue=QUEUE, retry=RETRY)
def tell(person: str) -> None:
    """Find out what of it is still there to tell, and by which ways; a job for each way."""
    who = UUID(person)
    rows = waiting.waiting(who)
    found = {row.pk: look(row) for row in rows}
    wish = wish_of(who)
    with standing(who):
        kept = _told(rows, found, mail={pk for pk, one in found.items() if one and wish.wants(one.sorts, "mail")})
        if any(row.mail for row in kept):
            mail.defer(person=person)
        if any((one := found[row.pk]) and wish.wants(one.sorts, "push") for row in kept):
            for subscription in Subscription.objects.filter(person=who).values_list("pk", flat=True):
                push.defer(person=person, subscription=str(subscription))


def _told(rows: list[Waiting], found: dict[UUID, Something | None], mail: set[UUID]) -> list[Waiting]:
    """What is nothing any more goes, unless more came meanwhile. Gives the others, and whether a letter is to go."""
    nothing = [row for row in rows if not found[row.pk]]
    gone = [Waiting.objects.filter(pk=row.pk, turn=row.turn).delete()[0] for row in nothing]
    if 0 in gone:
        plan_tell(nothing[0].person_id, timezone.now())
    kept = [row for row in rows if found[row.pk]]
    for row in kept:
        row.due, row.told, row.mail = None, timezone.now(), row.mail or row.pk in mail
        row.save(update_fields=["due", "told", "mail"])
    return kept


@app.task(name="notices.mail", queue=QUEUE, retry=RETRY)
def mail(person: str) -> None:
    """One letter to one account."""
    mailing.send(UUID(person))


@app.task(name="notices.push", queue=QUEUE, retry=RETRY)
def push(person: str, subscription: str) -> None:
    """One push message to one browser; later, if its service asks for rest."""
    try:
        push_to(UUID(person), UUID(subscription))
    except RestsUntil as rests:
        push.configure(schedule_at=rests.until).defer(person=person, subscription=subscription)


@app.task(name="notices.nobody_reads", queue=QUEUE, retry=RETRY)
def nobody_reads(person: str, once: str) -> None:
    """Say to somebody that their answer was not read."""
    if who := Person.objects.filter(pk=person, is_active=True, unreachable=None).first():
        letters.nobody_reads(who, once).send()


@app.task(name="notices.write_again", queue=QUEUE, retry=RETRY)
def write_again(person: str) -> None:
    """The first letter to an address that did not work."""
    if who := Person.objects.filter(pk=person, is_active=True).first():
        letters.works_again(who).send()


@app.periodic(cron="*/10 * * * *")
@app.task(name="notices.remind", queue=QUEUE, queueing_lock="notices.remind")
def remind(timestamp: int) -> None:
    """What comes soon or went by; and whoever was forgotten, because a job was lost."""
    clock.go_round(timezone.now())
    starts_of.go_round(timezone.now())
    for person in doors.late():
        plan_tell(person, timezone.now())


@app.periodic(cron="47 * * * *")
@app.task(name="notices.tidy", queue=QUEUE, queueing_lock="notices.tidy")
def tidy(timestamp: int) -> None:
    """What is 30 days old and of no use any more."""
    doors.end_old_notices()
