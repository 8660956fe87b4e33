"""Who is signed in, found with their session in one statement. The settings name this module as the session engine."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import connection
from django.utils import timezone

from keukentafel.people import limits
from keukentafel.people.fields import SealedAddressField, SealedTextField
from keukentafel.people.models import CalendarFeed, Person, PersonSession

FIELDS = Person._meta.concrete_fields  # noqa: SLF001  # documented, in spite of its name
FOUND = f"""
SELECT s.session_data, s.used, s.device_id, p.id, {", ".join(f"p.{field.column}" for field in FIELDS)}
  FROM person_session s LEFT JOIN person p ON p.id = s.person_id WHERE s.session_key = %s AND s.expire_date > %s
"""
"""By hand, the one statement of every page: building it anew by the ORM takes longer than all of the doorway.

Idle and absolute limits need no statement of their own: both are in ``expire_date``.
"""
ALIVE = """
WITH mine AS (UPDATE person_session SET used = %s, expire_date = %s WHERE session_key = %s RETURNING device_id)
UPDATE person_device SET last = %s WHERE id IN (SELECT device_id FROM mine)
"""


class SessionStore(DatabaseStore):
    """A session in the database that knows its person as a column: found together, and ended together."""

    person: Person | None = None
    """Who it belongs to, once loaded; None for a session without a person."""
    device: UUID | None = None
    used: datetime | None = None

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
        self.used, self.device = row[1], row[2]
        self.person = _person(row[4:]) if row[3] else None
        return dict(self.decode(row[0]))

    def create_model_instance(self, data: dict[str, Any]) -> PersonSession:
        """A row to save, with the person that the session is of."""
        row = super().create_model_instance(data)
        assert isinstance(row, PersonSession)  # noqa: S101  # for the type checker: it is made from our own table
        if SESSION_KEY in data:
            row.person_id, row.device_id = UUID(data[SESSION_KEY]), self.device
            row.used, row.expire_date = timezone.now(), limits.until(data)
        return row

    def get_expire_at_browser_close(self) -> bool:
        """Only who asked to stay signed in on a device keeps the cookie when the browser is closed."""
        return SESSION_KEY not in self or not limits.limit(self).kept

    def get_expiry_age(self, **options: Any) -> int:
        """Seconds that a kept cookie lasts: to the absolute limit; being idle is the server's business."""
        if SESSION_KEY not in self:
            return super().get_expiry_age(**options)
        ends = limits.begun(self) + limits.limit(self).most
        return max(0, int((ends - timezone.now()) / timedelta(seconds=1)))

    def flush(self) -> None:
        """End it: the next one is of nobody."""
        super().flush()
        self.person = self.device = self.used = None

    def quiet(self) -> bool:
        """Whether the last sign of life was written long enough ago to write another."""
        return self.used is None or timezone.now() - self.used > limits.EVERY

    def alive(self) -> None:
        """Write a sign of life, in one statement; what is in the session stays as it is."""
        now = timezone.now()
        with connection.cursor() as cursor:
            cursor.execute(ALIVE, [now, limits.until(self), self.session_key, now])


def _person(row: Sequence[Any]) -> Person:
    opened = [
        field.from_db_value(value, None, connection)
        if isinstance(field, SealedTextField | SealedAddressField)
        else value
        for field, value in zip(FIELDS, row, strict=True)
    ]
    return Person.from_db(connection.alias, [field.attname for field in FIELDS], opened)


def end_all(person: Person, *, but: str | None = None) -> None:
    """End the sessions of an account, all but the one with key ``but``, and the secret address of its calendar."""
    CalendarFeed.objects.filter(person=person).delete()
    PersonSession.objects.filter(person=person).exclude(session_key=but).delete()


__all__ = ["SessionStore", "UpdateError", "end_all"]
