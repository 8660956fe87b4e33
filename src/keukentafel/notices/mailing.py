"""Letters of notices: sent when there still is something, and stopped when they come back."""

from uuid import UUID

from django.db.models import F
from django.utils import timezone

from keukentafel.notices import letters, links, waiting
from keukentafel.notices.choosing import wish_of
from keukentafel.notices.looking import look
from keukentafel.notices.marks import mark
from keukentafel.notices.models import Mailbox, Waiting
from keukentafel.people.models import Person

ENOUGH = 3
"""So often a letter may come back for good, before no more go there."""
NO_SUCH = "SMTPRecipientsRefused 5"


def send(person: UUID) -> bool:
    """One letter about all that waits for one, if any of it is still there to be told. Whether one went.

    It is written down after the mail server took it: broken off in between, the same letter goes again, and never none.
    """
    rows = waiting.letters(person)
    who = Person.objects.filter(pk=person, is_active=True, unreachable=None).first()
    wish = wish_of(person)
    found = [one for row in rows if (one := look(row)) and wish.wants(one.sorts, "mail")] if who else []
    if who and found:
        token = links.made(person, one_place([(one.dossier, one.item) for one in found]))
        _send(who, token, rows)
    waiting.written(person, rows)
    return bool(found)


def one_place(found: list[tuple[UUID, UUID | None]]) -> links.Place:
    """Where a link leads: to the one thing, to the one table, or to all that waits."""
    return links.Place(*found[0]) if len(found) == 1 else links.Place(None, None)


def came_back(box: Mailbox) -> None:
    """A letter came back for good; after some of them the address counts as one that doesn't work."""
    Mailbox.objects.filter(pk=box.pk).update(came_back=F("came_back") + 1, last=timezone.now())
    box.refresh_from_db(fields=["came_back"])
    if box.came_back >= ENOUGH:
        Person.objects.filter(pk=box.pk, unreachable=None).update(unreachable=timezone.now())


def try_again(person: Person) -> None:
    """Write to an address again, beginning with a letter that says so."""
    from keukentafel.notices.jobs import write_again  # the queue is ready only when all apps are

    Mailbox.objects.filter(pk=person.pk).update(came_back=0)
    Person.objects.filter(pk=person.pk).update(unreachable=None)
    write_again.defer(person=str(person.pk))


def _send(who: Person, token: str, rows: list[Waiting]) -> None:
    once = max(str(row.told) for row in rows)
    try:
        letters.notice(who, token, once).send()
    except Exception as refused:
        if not str(refused).startswith(NO_SUCH):
            raise
        mark(who.pk, "bounce")
        came_back(Mailbox.objects.get(pk=who.pk))
