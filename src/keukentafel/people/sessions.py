"""Who is signed in, found with their session in one statement. The settings name this module as the session engine."""

from typing import Any
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from keukentafel.people.models import Person, PersonSession


class SessionStore(DatabaseStore):
    """A session in the database that knows its person as a column: found together, and ended together."""

    person: Person | None = None
    """Who it belongs to, once loaded; None for a session without a person."""

    @classmethod
    def get_model_class(cls) -> type[PersonSession]:
        """The table of sessions."""
        return PersonSession

    def load(self) -> dict[str, Any]:
        """Read session and person at once; an unknown or expired key gives an empty session."""
        found = (
            PersonSession.objects.select_related("person")
            .filter(session_key=self.session_key, expire_date__gt=timezone.now())
            .first()
        )
        if found is None:
            self._session_key = None
            return {}
        self.person = found.person
        return dict(self.decode(found.session_data))

    def create_model_instance(self, data: dict[str, Any]) -> PersonSession:
        """A row to save, with the person that the session is of."""
        row = super().create_model_instance(data)
        assert isinstance(row, PersonSession)  # noqa: S101  # for the type checker: it is made from our own table
        row.person_id = UUID(data[SESSION_KEY]) if SESSION_KEY in data else None
        return row


def end_all(person: Person, *, but: str | None = None) -> None:
    """End the sessions of an account, all but the one with key ``but``."""
    PersonSession.objects.filter(person=person).exclude(session_key=but).delete()


__all__ = ["SessionStore", "UpdateError", "end_all"]
