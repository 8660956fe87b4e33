"""Archives on their way: out (``TakeAlong``) and in (``BringAlong``). Row-level security guards both."""

from django.db import models

from keukentafel.dossiers.models import new_id


class TakeAlong(models.Model):
    """An archive that somebody takes along. Its file is sealed by a key of its own, which goes with it.

    ``state``: making, ready or failed (``reason``); ``circles``: what is in it; ``expected``: about how many bytes it
    will be. ``sealed``: the key of its file; ``secret``: the passphrase and the language, until it is ready.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, db_constraint=False)
    seat = models.ForeignKey("dossiers.Seat", models.CASCADE, related_name="+", db_constraint=False)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+", db_constraint=False)
    state = models.CharField(max_length=8, default="making")
    reason = models.CharField(max_length=20, default="")
    created = models.DateTimeField()
    expires = models.DateTimeField()
    circles = models.JSONField(default=list)
    expected = models.BigIntegerField()
    size = models.BigIntegerField(default=0)
    file = models.CharField(max_length=32, unique=True)
    sealed = models.BinaryField()
    secret = models.BinaryField(null=True)

    class Meta:
        db_table = "take_along"


class BringAlong(models.Model):
    """An archive that somebody brings along. ``state``: reading, done (``dossier``) or refused (``reason``,
    ``detail``).

    ``detail``: for reasons that name something that is nobody's, such as a kind of item. ``dossier`` is a plain id:
    it is kept where a dossier is destroyed. ``sealed``, ``secret``: as above.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+", db_constraint=False)
    state = models.CharField(max_length=8, default="reading")
    reason = models.CharField(max_length=20, default="")
    detail = models.CharField(max_length=200, default="")
    created = models.DateTimeField()
    expires = models.DateTimeField()
    dossier_id = models.UUIDField(null=True)
    size = models.BigIntegerField()
    file = models.CharField(max_length=32, unique=True)
    sealed = models.BinaryField()
    secret = models.BinaryField(null=True)

    class Meta:
        db_table = "bring_along"
