"""The tables of who may decide for whom: authority, consent, notices of birthdays, emergency access.

They change by the doors of ``access/sql`` alone (``ages.sql``, ``consent.sql``, ``emergency.sql``). What belongs to a
row goes with its dossier, seat or circle: the migration says so to PostgreSQL.
"""

from django.db import models
from uuid_utils.compat import uuid7


class Authority(models.Model):
    """That a parent has parental authority over a child, by which source, from when until when.

    ``source``: somebody's own word, an extract of the authority register, a decision of the court. ``sealed``: since
    when, and where it can be looked up; ``contest``: the words of who says that it is otherwise.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    dossier_id = models.UUIDField(db_index=True)
    child_id = models.UUIDField()
    parent_id = models.UUIDField()
    source = models.CharField(max_length=10)
    recorded_by_id = models.UUIDField()
    recorded = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    contested_by_id = models.UUIDField(null=True)
    contested = models.DateTimeField(null=True)
    sealed = models.BinaryField(null=True)
    contest = models.BinaryField(null=True)

    class Meta:
        db_table = "authority"
        constraints = [
            models.CheckConstraint(
                name="authority_source", condition=models.Q(source__in=["word", "register", "court"])
            ),
            models.UniqueConstraint(
                name="authority_once", fields=["child_id", "parent_id"], condition=models.Q(ended__isnull=True)
            ),
        ]


class AgeRound(models.Model):
    """The last day on which somebody looked whether a birthday is near."""

    dossier_id = models.UUIDField(primary_key=True)
    day = models.DateField()

    class Meta:
        db_table = "age_round"


class AgeNotice(models.Model):
    """That a seat was told, ``days`` ahead, that a youth reaches a band: nobody is told twice."""

    pk = models.CompositePrimaryKey("about_id", "seat_id", "band", "days")
    dossier_id = models.UUIDField(db_index=True)
    about_id = models.UUIDField()
    seat_id = models.UUIDField()
    band = models.SmallIntegerField()
    days = models.SmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        db_table = "age_notice"


class CircleAbout(models.Model):
    """Whom the things in a named circle are about: they decide along on which professionals come in."""

    pk = models.CompositePrimaryKey("circle_id", "seat_id")
    circle_id = models.UUIDField()
    seat_id = models.UUIDField()
    dossier_id = models.UUIDField(db_index=True)
    by_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        db_table = "circle_about"


class Consent(models.Model):
    """A yes (or no) of one person, for one purpose, about one person. ``sealed``: a word with it.

    ``for_band``: the band of who it is about for which it was said; what a parent says lapses with it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    dossier_id = models.UUIDField(db_index=True)
    about_id = models.UUIDField()
    given_by_id = models.UUIDField()
    purpose = models.CharField(max_length=16)
    circle_id = models.UUIDField(null=True)
    subject_id = models.UUIDField(null=True)
    for_band = models.SmallIntegerField()
    yes = models.BooleanField()
    text_version = models.SmallIntegerField()
    given = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    sealed = models.BinaryField(null=True)

    class Meta:
        db_table = "consent"
        indexes = [models.Index(fields=["circle_id", "subject_id", "about_id"], name="consent_for")]
        constraints = [
            models.CheckConstraint(
                name="consent_purpose",
                condition=models.Q(purpose__in=["professional", "pictures", "own_system", "figures"]),
            ),
        ]


class Emergency(models.Model):
    """That a family turned emergency access on: how long one waits, and how long it stays open, in hours."""

    dossier_id = models.UUIDField(primary_key=True)
    on_by_id = models.UUIDField()
    since = models.DateTimeField()
    wait_hours = models.SmallIntegerField()
    open_hours = models.SmallIntegerField()

    class Meta:
        db_table = "emergency"


class EmergencySeat(models.Model):
    """Who may ask for it."""

    seat_id = models.UUIDField(primary_key=True)
    dossier_id = models.UUIDField(db_index=True)

    class Meta:
        db_table = "emergency_seat"


class EmergencyCircle(models.Model):
    """What it opens. ``by_id``: who put it there; one that is about somebody from 12 on, only they do."""

    circle_id = models.UUIDField(primary_key=True)
    dossier_id = models.UUIDField(db_index=True)
    by_id = models.UUIDField()

    class Meta:
        db_table = "emergency_circle"


class EmergencyCall(models.Model):
    """That somebody asked for it. ``sealed``: why. Open from ``opened`` to ``closes``, unless vetoed or given back."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    dossier_id = models.UUIDField(db_index=True)
    seat_id = models.UUIDField(db_index=True)
    asked = models.DateTimeField()
    may_open = models.DateTimeField()
    closes = models.DateTimeField()
    opened = models.DateTimeField(null=True)
    vetoed = models.DateTimeField(null=True)
    vetoed_by_id = models.UUIDField(null=True)
    ended = models.DateTimeField(null=True)
    sealed = models.BinaryField()

    class Meta:
        db_table = "emergency_call"
