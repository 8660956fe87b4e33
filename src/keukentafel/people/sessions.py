"""Who is signed in, found with their session in one statement. The settings name this module as the session engine."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import connection
from django.utils import timezone

from keukentafel.people.fields import SealedAddressField, SealedTextField
from keukentafel.people.models import Person, PersonSession

FIELDS = Person._meta.concrete_fields  # noqa: SLF001  # documented, in spite of its name
FOUND = f"""
SELECT s.session_data, p.id, {", ".join(f"p.{field.column}" for field in FIELDS)}
  FROM person_session s LEFT JOIN person p ON p.id = s.person_id WHERE s.session_key = %s AND s.expire_date > %s
"""
"""By hand, the one statement of every page: building it anew by the ORM takes longer than all of the doorway."""


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
        with connection.cursor() as cursor:
            cursor.execute(FOUND, [self.session_key, timezone.now()])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        self.person = _person(row[2:]) if row[1] else None
        return dict(self.decode(row[0]))

    def create_model_instance(self, data: dict[str, Any]) -> PersonSession:
        """A row to save, with the person that the session is of."""
        row = super().create_model_instance(data)
        assert isinstance(row, PersonSession)  # noqa: S101  # for the type checker: it is made from our own table
        row.person_id = UUID(data[SESSION_KEY]) if SESSION_KEY in data else None
        return row


def _person(row: Sequence[Any]) -> Person:
    opened = [
        field.from_db_value(value, None, connection)
        if isinstance(field, SealedTextField | SealedAddressField)
        else value
        for field, value in zip(FIELDS, row, strict=True)
    ]
    return Person.from_db(connection.alias, [field.attname for field in FIELDS], opened)


def end_all(person: Person, *, but: str | None = None) -> None:
    """End the sessions of an account, all but the one with key ``but``."""
    PersonSession.objects.filter(person=person).exclude(session_key=but).delete()


__all__ = ["SessionStore", "UpdateError", "end_all"]
