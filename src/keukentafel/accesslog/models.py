"""Who saw or did what, and when. Plain ids, append-only; row-level security decides who reads it."""

from django.db import models
from uuid_utils.compat import uuid7

from keukentafel.accesslog.actions import STORED


class AccessEvent(models.Model):
    """One line. ``circle`` is the reason why it could be seen; without one it concerns the dossier as a whole."""

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

    class Meta:
        db_table = "access_event"
        indexes = [models.Index(fields=["dossier_id", "circle_id", "-at", "-id"], name="access_event_read")]
        constraints = [models.CheckConstraint(name="access_event_action", condition=models.Q(action__in=STORED))]
