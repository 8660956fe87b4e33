"""Who writes, and what may be destroyed: families of their own, with a session and a form's token each."""

from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth import login
from django.db import connections
from django.http import HttpRequest
from django.middleware.csrf import get_token

from keukentafel.access import enter
from keukentafel.access.cards import Cover, SeatCard
from keukentafel.dossiers.founding import found
from keukentafel.dossiers.items import id_for
from keukentafel.people.models import Person
from keukentafel.people.sessions import SessionStore
from keukentafel.rooms.journal import actions
from keukentafel.rooms.table.actions import circles
from keukentafel.rooms.talk import actions as talk

ENTRIES = 5


@dataclass(frozen=True)
class Family:
    """One owner, signed in. ``cookie``, ``token``: what their browser sends with a form; ``talk``: a conversation."""

    person: UUID
    dossier: UUID
    table: UUID
    talk: UUID
    own: UUID | None
    cookie: str
    token: str

    def made(self, once: UUID) -> UUID:
        """The id of what a form with this id of its own adds here."""
        who: Any = SimpleNamespace(person=self.person, dossier=self.dossier)
        return id_for(who, once)


def family(number: int, *, with_own: bool) -> Family:
    """Found one; ``with_own``: with a private circle and entries in both."""
    person = Person.objects.create_user(f"family{number}@example.org", None, name=f"Family {number}")
    made = found(person.pk, cover=Cover(title=f"Table {number}"), card=SeatCard(name=f"Owner {number}"))
    own = None
    if with_own:
        with enter(person.pk, made.dossier, place="table") as visit:
            own = circles.make_personal(visit, "mine")
        for at in range(ENTRIES):
            with enter(person.pk, made.dossier, place="journal") as visit:
                actions.write(visit, f"entry {at}", circle=[made.table, own][at % 2], once=uuid4())
    with enter(person.pk, made.dossier, place="talk") as visit:
        begun = talk.begin(visit, made.table, "Every day", "Shall we?", once=uuid4())
    cookie, token = _signed_in(person)
    return Family(person.pk, made.dossier, made.table, begun.id, own, cookie, token)


def freshly(family: Family) -> Family:
    """The same, who just proved again who they are. Raises ``DatabaseError`` while there is no database."""
    connections.close_all()
    cookie, token = _signed_in(Person.objects.get(pk=family.person))
    return replace(family, cookie=cookie, token=token)


def _signed_in(person: Person) -> tuple[str, str]:
    request: Any = HttpRequest()
    request.session = SessionStore()
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    token = get_token(request)
    request.session.save()
    sent = {
        settings.SESSION_COOKIE_NAME: request.session.session_key,
        settings.CSRF_COOKIE_NAME: request.META["CSRF_COOKIE"],
    }
    return "; ".join(f"{name}={value}" for name, value in sent.items()), token
