"""Accounts. What belongs to a dossier (names at the table, roles) is not here but on the seat."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import IntegrityError, models
from uuid_utils.compat import uuid7

from keukentafel import vault
from keukentafel.people.fields import SealedAddressField, SealedTextField


class PersonManager(BaseUserManager["Person"]):
    """Makes and finds accounts by address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """Make an account; without a password it can't sign in by one."""
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        """Find by address, in any case of letters."""
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser):
    """A human with an account; the same person may sit at several tables.

    ``zone``: by whose clock they see things, empty for ours; ``calendar_titles``: whether calendars elsewhere say what
    an appointment is; ``calendar_mail``: whether appointments come by mail.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    email = SealedAddressField(unique=True)
    name = SealedTextField()
    password = SealedTextField()  # its hash: so nobody puts another into the database, or tries words on a copy of it
    language = models.CharField(max_length=5, default="nl")
    reading = models.CharField(max_length=20, default="", db_default="")  # as look/reading.py; nothing: never chosen
    is_active = models.BooleanField(default=True)
    joined = models.DateTimeField(auto_now_add=True)
    unreachable = models.DateTimeField(null=True)  # since when letters to this address come back
    zone = models.CharField(max_length=40, default="", db_default="")
    calendar_titles = models.BooleanField(default=False, db_default=False)
    calendar_mail = models.BooleanField(default=False, db_default=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        db_table = "person"

    def save(self, *args: Any, **options: Any) -> None:
        """A new account that can't be (its address has one already) leaves no key behind."""
        new = self._state.adding
        try:
            super().save(*args, **options)
        except IntegrityError:
            if new:
                vault.current().destroy(self.pk)
            raise


class PersonSession(AbstractBaseSession):
    """A session, with its person as a column: found in one statement, and gone with the account or the device.

    ``used``: the last sign of life, written once in a few minutes.
    """

    person = models.ForeignKey(Person, models.CASCADE, null=True)
    device = models.ForeignKey("people.Device", models.CASCADE, null=True)
    used = models.DateTimeField(null=True)
    objects: ClassVar[BaseSessionManager["PersonSession"]] = BaseSessionManager()  # type: ignore[assignment]  # as above

    class Meta:
        db_table = "person_session"


class NewAccount(models.Model):
    """Asked for, and waiting for the link in the letter to be opened. Only a hash of the link is kept."""

    token_hash = models.BinaryField(primary_key=True)
    email = SealedAddressField()
    name = SealedTextField()
    password = SealedTextField()
    language = models.CharField(max_length=5, default="nl")
    asked = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "new_account"


class PersonReach(models.Model):
    """When somebody can be reached, said once for all their tables. ``words``: as ``access.cards.Reach``."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True)
    words = SealedTextField()

    class Meta:
        db_table = "person_reach"


class Tries(models.Model):
    """How often something was tried since ``since``. The key is a hash: it tells neither address nor client."""

    key = models.BinaryField(primary_key=True)
    count = models.SmallIntegerField()
    since = models.DateTimeField()

    class Meta:
        db_table = "tries"


from keukentafel.people.calendars import CalendarFeed  # noqa: E402  # it points at Person
from keukentafel.people.factors.models import (  # noqa: E402  # they point at Person
    Codes,
    Device,
    Identity,
    Link,
    Passkey,
    SpareCode,
    Trace,
)

__all__ = [
    "CalendarFeed",
    "Codes",
    "Device",
    "Identity",
    "Link",
    "NewAccount",
    "Passkey",
    "Person",
    "PersonManager",
    "PersonReach",
    "PersonSession",
    "SpareCode",
    "Trace",
    "Tries",
]
