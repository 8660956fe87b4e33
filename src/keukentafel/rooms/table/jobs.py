"""Sending letters. A job carries ids; it enters by the doorway as who wrote the letter and opens the address there."""

from email.utils import formatdate
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from keukentafel.access import Refused, enter
from keukentafel.rooms.table import queries
from keukentafel.rooms.table.events import LetterWritten
from keukentafel.rooms.table.letters import Letter, token

RETRY = RetryStrategy(max_attempts=8, exponential_wait=5)


def queue_letter(event: LetterWritten) -> None:
    """Put the sending in the queue, in the transaction in which the letter was written."""
    send_letter.defer(
        dossier=str(event.dossier),
        person=str(event.person),
        invitation=str(event.invitation),
        times_sent=event.times_sent,
    )


@app.task(name="table.send_letter", queue="letters", retry=RETRY)
def send_letter(dossier: str, person: str, invitation: str, times_sent: int) -> None:
    """Send a letter, unless it was taken back, answered or sent anew, or who wrote it has no seat any more."""
    try:
        # The place is that of any visit to the table: another one would tell the family that somebody with a
        # personal circle writes letters. For the same reason a letter that is gone is no refusal.
        with enter(UUID(person), UUID(dossier), place="table") as visit:
            written = queries.find_letter(visit, UUID(invitation))
            if written is None or written.state != "sent" or written.times_sent != times_sent:
                return
            visit.note("letter_sent", written.circle, written.id)
    except Refused:
        return
    # Outside of the visit: a slow mail server must not keep its transaction open.
    mail(written.letter, token(written.id, times_sent)).send()


def mail(letter: Letter, opens: str) -> EmailMessage:
    """The mail: fixed words without names or topic, for whoever reads along in a mailbox."""
    link = settings.ORIGIN + reverse("table:letter", args=[opens])
    with translation.override(letter.language):
        return EmailMessage(
            subject=_("There is a letter for you"),
            body="\n\n".join(
                [
                    _("Hello,"),
                    _("Somebody wrote you a letter on Kitchen table. You can read it here:"),
                    link,
                    _("The letter stays open for 72 hours. You read first, and then you choose: yes or no."),
                    _("Don't you know what this is about? Then you need not do anything."),
                    _("Kitchen table"),
                ]
            ),
            to=[letter.address],
            headers={"Date": formatdate(), "Auto-Submitted": "auto-generated"},
        )
