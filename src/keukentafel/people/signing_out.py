"""Signing people out by who runs the site: one account, or everybody. It is told to them and to the site's log."""

import logging
from dataclasses import dataclass

from django.db import transaction

from keukentafel.people.models import Person, PersonSession
from keukentafel.people.sessions import end_all
from keukentafel.people.traces import Client, trace

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SignedOut:
    """How many sessions ended, and of how many accounts; sessions of nobody (not signed in yet) count too."""

    sessions: int
    people: int


def sign_out(address: str) -> SignedOut | None:
    """End the sessions of one account; None when no account has this address."""
    person = Person.objects.filter(email=address.strip().lower()).first()
    if person is None:
        return None
    with transaction.atomic():
        number = PersonSession.objects.filter(person=person).count()
        end_all(person)
        trace(person, "ended_by_site", Client("", ""))
    return _told(SignedOut(number, 1), f"of {person.pk}")


def sign_out_everybody() -> SignedOut:
    """End every session there is."""
    with transaction.atomic():
        whose = Person.objects.filter(pk__in=PersonSession.objects.filter(person__isnull=False).values("person"))
        people = list(whose)
        number = PersonSession.objects.all().delete()[0]
        for person in people:
            trace(person, "ended_by_site", Client("", ""))
    return _told(SignedOut(number, len(people)), "of everybody")


def _told(done: SignedOut, whose: str) -> SignedOut:
    LOG.warning("By who runs the site: %d sessions %s were ended.", done.sessions, whose)
    return done
