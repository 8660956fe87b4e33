"""Who saw or did what, and when. Plain ids, append-only; row-level security decides who reads it."""

from typing import ClassVar

from django.db import models
from uuid_utils.compat import uuid7


class Event(models.Model):
    """What a line says; the fields of NEN 7513:2018.

    ``circle``: the reason why it could be seen; without one it concerns the dossier as a whole. ``responsible``: the
    organisation on whose behalf somebody was there, sealed with the dossier's key. ``program``: from which client
    program. ``consent``: by which consent, where one was needed. Which actions there are stands in ``actions``.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    at = models.DateTimeField()
    dossier_id = models.UUIDField()
    circle_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    seat_id = models.UUIDField(null=True)
    eyes_id = models.UUIDField(null=True)
    action = models.CharField(max_length=24)
    place = models.CharField(max_length=40)
    subject_id = models.UUIDField(null=True)
    program = models.CharField(max_length=24, default="", db_default="")
    consent_id = models.UUIDField(null=True)
    emergency = models.BooleanField(default=False, db_default=False)
    responsible = models.BinaryField(null=True)

    class Meta:
        abstract = True


class AccessEvent(Event):
    """One line, at its place in its chain (``chain.py``). Never changed, never deleted."""

    seq = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        db_table = "access_event"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["dossier_id", "circle_id", "-at", "-id"], name="access_event_read")
        ]


class WaitingEvent(Event):
    """A line that a door of the database wrote; it gets its place in the chain before its transaction ends."""

    class Meta:
        db_table = "log_waiting"


class Head(models.Model):
    """The last line of a chain. ``chain``: a circle, or a dossier as a whole. Stays when that is gone."""

    chain = models.UUIDField(primary_key=True)
    dossier_id = models.UUIDField()
    seq = models.BigIntegerField(default=0)
    hash = models.BinaryField(default=b"")

    class Meta:
        db_table = "log_head"
