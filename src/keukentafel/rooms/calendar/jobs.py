"""Appointments by mail, as calendar programs take them (RFC 5546, 6047), for who asked for that.

A job carries ids and enters by the doorway as the receiver. Who sees it gets it as it is by then. Who does not see it
any more, but still sits where it was, gets a bare mark that it is gone; who lost the seat gets nothing at all.
"""

from email.utils import formatdate
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from keukentafel.access import Refused, Visit, enter
from keukentafel.people.models import Person
from keukentafel.rooms.calendar import ics, queries
from keukentafel.rooms.calendar.events import CalendarEvent
from keukentafel.rooms.calendar.ics import Method, Voice
from keukentafel.rooms.calendar.kinds import CANCELLED

RETRY = RetryStrategy(max_attempts=8, exponential_wait=5)
Written = tuple[Method, bytes]


def queue_invitations(event: CalendarEvent) -> None:
    """One job for each who wants it, in the transaction of what happened."""
    wanted = Person.objects.filter(pk__in=event.people, is_active=True, calendar_mail=True)
    for person in wanted.values_list("pk", flat=True):
        send_invitation.defer(
            person=str(person),
            dossier=str(event.dossier),
            circle=str(event.circle),
            item=str(event.item),
            version=event.version,
        )


@app.task(name="calendar.send_invitation", queue="letters", retry=RETRY)
def send_invitation(person: str, dossier: str, circle: str, item: str, version: int) -> None:
    """Send an appointment to one person, as they may see it now."""
    who = Person.objects.filter(pk=person, is_active=True, calendar_mail=True).first()
    if who is None:
        return
    try:
        with enter(who.pk, UUID(dossier), place="calendar_mail", by_right=True) as visit:
            found = written(visit, voice(who), UUID(circle), UUID(item), version)
    except Refused:
        return
    if found:  # outside of the visit: a slow mail server must not keep its transaction open
        mail(who, *found).send()


def voice(who: Person) -> Voice:
    """How appointments are said to somebody."""
    with translation.override(who.language):
        title = _("Appointment")
    return Voice(title, titles=who.calendar_titles, stamp=timezone.now(), house=settings.DEFAULT_FROM_EMAIL)


def written(visit: Visit, said: Voice, circle: UUID, item: UUID, version: int) -> Written | None:
    """The calendar that goes along; nothing for who may not even know that something is gone."""
    try:
        one = queries.appointment(visit, item)
    except Refused:
        return None if circle not in visit.circles else ("CANCEL", _gone(item, version, said))
    method: Method = "CANCEL" if one.state == CANCELLED else "REQUEST"
    return method, ics.one_calendar([one], said, method=method)


def mail(who: Person, method: Method, calendar: bytes) -> EmailMultiAlternatives:
    """The mail: fixed words without names or topic, and the calendar as the other form of it (RFC 6047)."""
    with translation.override(who.language):
        off = method == "CANCEL"
        lines = [
            _("Hello,"),
            _("An appointment of yours is off.") if off else _("Here is an appointment for your calendar."),
            _("You find all about it when you sign in:"),
            settings.ORIGIN + reverse("overview:calendar"),
            _("Do you not want these mails any more? You change that under “My calendar elsewhere”:"),
            settings.ORIGIN + reverse("overview:calendar_choices"),
            _("Kitchen table"),
        ]
        made = EmailMultiAlternatives(
            subject=_("An appointment is off") if off else _("An appointment"),
            body="\n\n".join(lines),
            to=[who.email],
            headers={"Date": formatdate(), "Auto-Submitted": "auto-generated"},
        )
    made.attach_alternative(calendar.decode(), f"text/calendar; method={method}")
    return made


def _gone(item: UUID, version: int, said: Voice) -> bytes:
    return ics.write([ics.gone(item, version, said)], [], method="CANCEL")
