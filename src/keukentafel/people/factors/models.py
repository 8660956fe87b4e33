"""Tables of the ways in. What a person chose or carries is sealed with its row; what is looked up is a keyed hash."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models
from uuid_utils.compat import uuid7

from keukentafel.people.fields import SealedTextField

if TYPE_CHECKING:
    from keukentafel.people.models import Person

PERSON = "people.Person"


class Device(models.Model):
    """A browser in which an account has signed in. ``agent``: what it calls itself; ``keeps``: pages, sealed."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    person: "models.ForeignKey[Person, Person]" = models.ForeignKey(PERSON, models.CASCADE, related_name="+")
    person_id: UUID
    agent = SealedTextField()
    first = models.DateTimeField()
    last = models.DateTimeField()
    keeps = models.BooleanField(null=True)

    class Meta:
        app_label = "people"
        db_table = "person_device"


class Passkey(models.Model):
    """A passkey. ``content``: the credential with its public key, as base64; ``uses``: its signature counter."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    person: "models.ForeignKey[Person, Person]" = models.ForeignKey(PERSON, models.CASCADE, related_name="+")
    person_id: UUID
    credential_hash = models.BinaryField(unique=True)
    content = SealedTextField()
    name = SealedTextField()
    uses = models.BigIntegerField(default=0)
    made = models.DateTimeField(auto_now_add=True)
    used = models.DateTimeField(null=True)

    class Meta:
        app_label = "people"
        db_table = "person_passkey"


class Codes(models.Model):
    """One-time codes from an app. ``last_step``: the newest code that was used, as its number of half minutes."""

    person: "models.OneToOneField[Person, Person]" = models.OneToOneField(
        PERSON, models.CASCADE, primary_key=True, related_name="+"
    )
    person_id: UUID
    secret = SealedTextField()
    confirmed = models.BooleanField(default=False)
    last_step = models.BigIntegerField(default=0)
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "people"
        db_table = "person_codes"


class SpareCode(models.Model):
    """A recovery code. Its first group finds it (keyed hash); the whole is hashed like a password, and sealed."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    person: "models.ForeignKey[Person, Person]" = models.ForeignKey(PERSON, models.CASCADE, related_name="+")
    person_id: UUID
    mark = models.BinaryField(unique=True)
    secret = SealedTextField()
    used = models.DateTimeField(null=True)

    class Meta:
        app_label = "people"
        db_table = "person_spare_code"


class Link(models.Model):
    """A link to sign in by. One is kept for an address without an account too: it leads nowhere."""

    token_hash = models.BinaryField(primary_key=True)
    person: "models.ForeignKey[Person | None, Person | None]" = models.ForeignKey(
        PERSON, models.CASCADE, null=True, related_name="+"
    )
    person_id: UUID | None
    asked = models.DateTimeField()
    used = models.DateTimeField(null=True)

    class Meta:
        app_label = "people"
        db_table = "person_link"


class Identity(models.Model):
    """Who somebody is at a provider of identities: found by a keyed hash of issuer and subject, which are not kept."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    person: "models.ForeignKey[Person, Person]" = models.ForeignKey(PERSON, models.CASCADE, related_name="+")
    person_id: UUID
    provider = models.CharField(max_length=40)
    subject_hash = models.BinaryField(unique=True)
    made = models.DateTimeField(auto_now_add=True)
    used = models.DateTimeField(null=True)

    class Meta:
        app_label = "people"
        db_table = "person_identity"


class Trace(models.Model):
    """What happened at the door. Written once; the web role can neither change nor delete it.

    ``person_id``: whose account, none for an address that has none; no foreign key, for the line outlives the account.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    person_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    what = models.CharField(max_length=40)
    client = SealedTextField()

    class Meta:
        app_label = "people"
        db_table = "person_trace"
        indexes = [models.Index(fields=["person_id", "-at"], name="person_trace_mine")]
