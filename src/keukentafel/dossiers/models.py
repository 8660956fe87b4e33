"""The tables of a dossier. What is personal is sealed; what stands in the clear is needed to find and guard it.

These models are for migrations and for plain writes. Reading goes through a ``Visit``; row-level security
(``access/sql``) guards every table here.
"""

from uuid import UUID

from django.db import models
from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A fresh random id that sorts by time (UUIDv7)."""
    return uuid7()


class Dossier(models.Model):
    """What one family owns. ``sealed``: its title and language."""

    id = models.UUIDField(primary_key=True, default=new_id)
    sealed = models.BinaryField()
    frozen_at = models.DateTimeField(null=True)
    created = models.DateTimeField()

    class Meta:
        db_table = "dossier"


class Seat(models.Model):
    """One person's place in one dossier. Without a person: a child without an account.

    ``sealed``: name, relation, organisation, function, phone, birth date, home.
    ``age_band``: the last of the birthdays 0, 12, 16, 18 that was reached; the birth date itself is sealed.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    dossier = models.ForeignKey(Dossier, models.CASCADE)
    person = models.ForeignKey("people.Person", models.PROTECT, null=True)
    role = models.CharField(max_length=12)
    authority = models.BooleanField(default=False)
    age_band = models.SmallIntegerField(default=18)
    coordinator = models.BooleanField(default=False)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    sealed = models.BinaryField()

    class Meta:
        db_table = "seat"
        constraints = [
            models.CheckConstraint(
                name="seat_role",
                condition=models.Q(role__in=["parent", "youth", "relative", "network", "professional"]),
            )
        ]


class Circle(models.Model):
    """A named group of seats. ``holder`` is set for a personal circle only. ``sealed``: its name."""

    id = models.UUIDField(primary_key=True, default=new_id)
    dossier = models.ForeignKey(Dossier, models.CASCADE)
    kind = models.CharField(max_length=8)  # table, family, named, personal, talk
    holder = models.ForeignKey(Seat, models.CASCADE, null=True)
    created = models.DateTimeField()
    sealed = models.BinaryField()

    class Meta:
        db_table = "circle"
        constraints = [
            models.CheckConstraint(
                name="circle_kind",
                condition=models.Q(kind="personal", holder__isnull=False)
                | models.Q(kind__in=["table", "family", "named", "talk"], holder__isnull=True),
            )
        ]


class CircleSeat(models.Model):
    """A seat in a circle, now or in the past (so that authors keep their names)."""

    pk = models.CompositePrimaryKey("circle_id", "seat_id")
    circle = models.ForeignKey(Circle, models.CASCADE)
    seat = models.ForeignKey(Seat, models.CASCADE)
    dossier = models.ForeignKey(Dossier, models.CASCADE)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        db_table = "circle_seat"


class Item(models.Model):
    """Anything that is kept in a dossier; see ``dossiers.kinds``. ``sealed``: its content."""

    id = models.UUIDField(primary_key=True, default=new_id)
    dossier = models.ForeignKey(Dossier, models.CASCADE, db_index=False)
    circle = models.ForeignKey(Circle, models.CASCADE, db_index=False)
    parent = models.ForeignKey("self", models.DO_NOTHING, null=True, db_constraint=False, db_index=False)
    kind = models.CharField(max_length=40)
    author = models.ForeignKey(Seat, models.DO_NOTHING, related_name="+", db_index=False)
    assignee = models.ForeignKey(Seat, models.DO_NOTHING, related_name="+", null=True, db_index=False)
    state = models.CharField(max_length=20, default="")
    happened = models.DateTimeField()
    due = models.DateField(null=True)
    version = models.IntegerField(default=1)
    created = models.DateTimeField()
    changed = models.DateTimeField()
    changed_by = models.ForeignKey(Seat, models.DO_NOTHING, related_name="+", db_index=False)
    sealed = models.BinaryField()

    class Meta:
        db_table = "item"
        indexes = [
            models.Index(fields=["dossier", "circle", "kind", "-happened", "-id"], name="item_feed"),
            models.Index(fields=["dossier", "circle", "-changed", "-id"], name="item_changed"),
            models.Index(
                fields=["parent", "-happened", "-id"], name="item_hanging", condition=models.Q(parent__isnull=False)
            ),
            models.Index(fields=["assignee", "due"], name="item_assignee", condition=models.Q(assignee__isnull=False)),
            models.Index(fields=["circle", "due"], name="item_due", condition=models.Q(due__isnull=False)),
            models.Index(fields=["happened"], name="item_starts", condition=models.Q(kind="calendar.appointment")),
            models.Index(fields=["kind", "due"], name="item_last_day", condition=models.Q(due__isnull=False)),
        ]


class ItemVersion(models.Model):
    """How an item was before a change; the text sealed as it then was."""

    pk = models.CompositePrimaryKey("item_id", "version")
    item = models.ForeignKey(Item, models.DO_NOTHING, db_constraint=False)
    version = models.IntegerField()
    dossier = models.ForeignKey(Dossier, models.CASCADE, db_index=False)
    circle = models.ForeignKey(Circle, models.CASCADE, db_index=False)
    assignee = models.ForeignKey(
        Seat, models.DO_NOTHING, related_name="+", null=True, db_index=False, db_constraint=False
    )
    state = models.CharField(max_length=20)
    happened = models.DateTimeField()
    due = models.DateField(null=True)
    changed = models.DateTimeField()
    changed_by = models.ForeignKey(Seat, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False)
    sealed = models.BinaryField()

    class Meta:
        db_table = "item_version"


class ItemSeen(models.Model):
    """That a seat had this item before its eyes."""

    pk = models.CompositePrimaryKey("item_id", "seat_id")
    item = models.ForeignKey(Item, models.DO_NOTHING, db_constraint=False)
    seat = models.ForeignKey(Seat, models.CASCADE, db_index=False)
    dossier = models.ForeignKey(Dossier, models.CASCADE, db_index=False)
    circle = models.ForeignKey(Circle, models.CASCADE, db_index=False)
    at = models.DateTimeField()

    class Meta:
        db_table = "item_seen"


class Presence(models.Model):
    """When a seat was last here, and when the visit before that ended."""

    seat = models.OneToOneField(Seat, models.CASCADE, primary_key=True)
    dossier = models.ForeignKey(Dossier, models.CASCADE, db_index=False)
    last_at = models.DateTimeField()
    before_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "presence"


class GoneCircle(models.Model):
    """The id of a named circle that was removed: its log stays, for the owners, who held it."""

    id = models.UUIDField(primary_key=True)
    dossier = models.ForeignKey(Dossier, models.CASCADE)

    class Meta:
        db_table = "gone_circle"


class Ending(models.Model):
    """That an owner asked to destroy the dossier (no ``seat``) or to end the seat of another owner (``access/sql``).

    ``agreed``: the seats of the others who agreed; ``state``: waiting, done, objected, taken_back, lapsed.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    dossier = models.ForeignKey(Dossier, models.CASCADE)
    seat = models.ForeignKey(Seat, models.CASCADE, null=True, related_name="+")
    asked_by = models.ForeignKey(Seat, models.CASCADE, related_name="+", db_index=False)
    asked = models.DateTimeField()
    due = models.DateTimeField()
    state = models.CharField(max_length=10, default="waiting")
    agreed = models.JSONField(default=list)
    answered_by = models.ForeignKey(Seat, models.CASCADE, null=True, related_name="+", db_index=False)
    answered = models.DateTimeField(null=True)

    class Meta:
        db_table = "ending"
        indexes = [models.Index(fields=["dossier", "due"], name="ending_waits", condition=models.Q(state="waiting"))]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "seat"],
                condition=models.Q(state="waiting"),
                name="ending_once",
                nulls_distinct=False,
            )
        ]


class OwnerOnce(models.Model):
    """Until when somebody with an account was an owner: written by the database itself, whichever way it ended."""

    seat = models.OneToOneField(Seat, models.CASCADE, primary_key=True)
    dossier = models.ForeignKey(Dossier, models.CASCADE)
    until = models.DateTimeField()

    class Meta:
        db_table = "owner_once"


class Tombstone(models.Model):
    """That something was destroyed, and when; never what it held. ``kind``: dossier, circle, account, archive.

    The same stands beside the keys, apart from the database: a copy from before is known by it (``site/backups``).
    """

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=8)
    at = models.DateTimeField()

    class Meta:
        db_table = "tombstone"


class DoomedKey(models.Model):
    """The id of a personal circle, dossier or account that is gone; its key has still to go (``access/keys.py``)."""

    id = models.UUIDField(primary_key=True)

    class Meta:
        db_table = "doomed_key"


class Invitation(models.Model):
    """A letter to one address. ``sealed``: the address, the name, the words. ``circle`` governs who sees it.

    ``age_band``: of a youth, by the birth date that the family wrote: who is invited says nothing of it.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    dossier = models.ForeignKey(Dossier, models.CASCADE)
    circle = models.ForeignKey(Circle, models.CASCADE)
    inviter = models.ForeignKey(Seat, models.CASCADE, related_name="+")
    seat = models.ForeignKey(Seat, models.CASCADE, null=True, related_name="+")
    circles = models.JSONField(default=list)
    role = models.CharField(max_length=12)
    authority = models.BooleanField(default=False)
    age_band = models.SmallIntegerField(default=18, db_default=18)
    token_hash = models.BinaryField(unique=True)
    address_hash = models.BinaryField()
    state = models.CharField(max_length=10, default="sent")  # sent, accepted, declined, withdrawn
    sent = models.DateTimeField()
    expires = models.DateTimeField()
    times_sent = models.SmallIntegerField(default=1)
    answered = models.DateTimeField(null=True)
    sealed = models.BinaryField()
    answer = models.BinaryField(null=True)

    class Meta:
        db_table = "invitation"


class Blob(models.Model):
    """A sealed file of an item (``dossiers/blobs.py``). ``file``: its name in the folder; ``size``: of its content.

    ``checked``: when the scanner saw it and found nothing. ``sealed``: its own name, media type, checksum and key.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    dossier = models.ForeignKey(Dossier, models.CASCADE, db_constraint=False)
    circle = models.ForeignKey(Circle, models.CASCADE, db_constraint=False)
    item = models.ForeignKey(Item, models.DO_NOTHING, db_constraint=False)
    size = models.BigIntegerField()
    file = models.CharField(max_length=32, unique=True)
    created = models.DateTimeField()
    sealed = models.BinaryField()
    checked = models.DateTimeField(null=True)

    class Meta:
        db_table = "blob"
        indexes = [models.Index(fields=["id"], name="blob_unchecked", condition=models.Q(checked__isnull=True))]


class GoneFile(models.Model):
    """The name of a file whose row is gone: it is still to be removed (``access/files.py``)."""

    name = models.CharField(primary_key=True, max_length=32)

    class Meta:
        db_table = "gone_file"


# Django finds the models of an app in its module of this name.
from keukentafel.dossiers.grants import (  # noqa: E402
    AgeNotice,
    AgeRound,
    Authority,
    CircleAbout,
    Consent,
    Emergency,
    EmergencyCall,
    EmergencyCircle,
    EmergencySeat,
)

__all__ = [
    "AgeNotice",
    "AgeRound",
    "Authority",
    "Blob",
    "Circle",
    "CircleAbout",
    "CircleSeat",
    "Consent",
    "DoomedKey",
    "Dossier",
    "Emergency",
    "EmergencyCall",
    "EmergencyCircle",
    "EmergencySeat",
    "GoneCircle",
    "GoneFile",
    "Invitation",
    "Item",
    "ItemSeen",
    "ItemVersion",
    "Presence",
    "Seat",
    "new_id",
]
