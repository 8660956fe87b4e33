"""Tables of notices: what somebody chose, what waits to be told, and where it may be told. No words of anybody."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models

from keukentafel.dossiers.models import Dossier, new_id
from keukentafel.people.fields import SealedTextField
from keukentafel.people.models import Device, Person

if TYPE_CHECKING:
    from datetime import datetime


class Choice(models.Model):
    """What somebody chose (``rules.Wish``); who chose nothing has no row. ``ways``: sort -> way."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="+")
    ways = models.JSONField(default=dict)
    rhythm = models.CharField(max_length=6)
    hour = models.SmallIntegerField()
    weekday = models.SmallIntegerField()
    quiet_from = models.SmallIntegerField(null=True)
    quiet_until = models.SmallIntegerField(null=True)
    zone = models.CharField(max_length=40)

    class Meta:
        db_table = "notice_choice"


class Waiting(models.Model):
    """That there is something to tell somebody about a table: one row for both.

    ``since``: nothing older is told. ``due``: when to look whether it has to be told; None: it was (``told``).
    ``item``: what it began with; ``reminders``: items (ids) whose day comes or went by. ``mail``: a letter is
    still to go. ``turn``: goes up with all that comes.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_constraint=False)
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="+", db_constraint=False)
    dossier_id: UUID
    item = models.UUIDField()
    reminders = models.JSONField(default=list)
    since = models.DateTimeField()
    due = models.DateTimeField(null=True)
    told = models.DateTimeField(null=True)
    mail = models.BooleanField(default=False)
    turn = models.IntegerField(default=0)

    class Meta:
        db_table = "notice_waiting"
        constraints = [models.UniqueConstraint(fields=["person", "dossier"], name="notice_waiting_once")]
        indexes = [models.Index(fields=["due"], name="notice_waiting_due", condition=models.Q(due__isnull=False))]


class Link(models.Model):
    """Where a link in a notice leads; only its hash is kept. No ``dossier``: to the page of what waits."""

    token_hash = models.BinaryField(primary_key=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_constraint=False)
    dossier = models.ForeignKey(Dossier, models.CASCADE, null=True, related_name="+", db_constraint=False)
    dossier_id: UUID | None
    item = models.UUIDField(null=True)
    expires = models.DateTimeField()

    class Meta:
        db_table = "notice_link"


class Mailbox(models.Model):
    """By which mark letters to an account are known again, and how often they came back (``Person.unreachable``)."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="+")
    person_id: UUID
    mark = models.BinaryField(unique=True)
    came_back = models.SmallIntegerField(default=0)
    last: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True)

    class Meta:
        db_table = "notice_mailbox"


class Subscription(models.Model):
    """A browser that somebody lets us push to. ``content``: its address and keys. It ends with signing out there."""

    id = models.UUIDField(primary_key=True, default=new_id)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    person_id: UUID
    device = models.ForeignKey(Device, models.CASCADE, related_name="+")
    device_id: UUID
    address_hash = models.BinaryField(unique=True)
    content = SealedTextField()
    made = models.DateTimeField()
    used = models.DateTimeField()
    rests_until = models.DateTimeField(null=True)

    class Meta:
        db_table = "push_subscription"


class Reminded(models.Model):
    """That somebody was reminded of an item for a reason on a day: once is enough."""

    id = models.UUIDField(primary_key=True, default=new_id)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    person_id: UUID
    item = models.UUIDField()
    reason = models.CharField(max_length=8)
    day = models.DateField()

    class Meta:
        db_table = "notice_reminded"
        constraints = [models.UniqueConstraint(fields=["person", "item", "reason", "day"], name="notice_reminded_once")]
