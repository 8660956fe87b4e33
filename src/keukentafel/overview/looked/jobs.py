"""Tell of very many looks: by letter, in fixed words without a name, a table or a topic. The log says the rest."""

from email.utils import formatdate

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from keukentafel.access.bursts import note_bursts
from keukentafel.people import throttle
from keukentafel.people.models import Person

RETRY = RetryStrategy(max_attempts=8, exponential_wait=5)


@app.periodic(cron="*/5 * * * *")
@app.task(name="looked.tell_of_bursts", queue="house", pass_context=False)
def tell_of_bursts(timestamp: int) -> None:
    """Look at the last ten minutes of the log. A job for each letter: one that is refused keeps nobody from theirs."""
    for people in note_bursts():
        for person in Person.objects.filter(pk__in=people, is_active=True):
            if throttle.count(throttle.LETTERS, "burst", person.email):
                tell_of_burst.defer(person=str(person.pk))


@app.task(name="looked.tell_of_burst", queue="letters", retry=RETRY)
def tell_of_burst(person: str) -> None:
    """Tell one of those who are in charge."""
    who = Person.objects.filter(pk=person, is_active=True).first()
    if who:
        _mail(who).send()


def _mail(person: Person) -> EmailMessage:
    """The letter, in the language of who gets it."""
    with translation.override(person.language):
        lines = [
            _("Hello,"),
            _("At a table that you are in charge of, somebody looked at very many pages in a short time."),
            _('That may be all right. Look at who it was: sign in, go to the table, and open "Who looked?".'),
            settings.ORIGIN + reverse("overview:hall"),
            _("The kitchen table"),
        ]
        subject = _("Somebody looked at very many pages")
    headers = {"Date": formatdate(), "Auto-Submitted": "auto-generated"}
    return EmailMessage(subject=subject, body="\n\n".join(lines), to=[person.email], headers=headers)
