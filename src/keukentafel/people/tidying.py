"""What is over and of no use any more: sessions, links, half-made accounts and codes, tries, devices."""

from datetime import timedelta

from django.utils import timezone

from keukentafel.people import devices, joining, keeping, throttle
from keukentafel.people.models import Codes, Link, NewAccount, PersonSession

HALF_DONE = timedelta(days=1)
"""How long a link that was asked, or codes that were never confirmed, are kept."""


def tidy() -> None:
    """Delete all of it. Nothing of it opened anything any more."""
    now = timezone.now()
    over = PersonSession.objects.filter(expire_date__lt=now)
    over.exclude(device__keeps=True, expire_date__gt=now - keeping.DRAFTS).delete()
    Link.objects.filter(asked__lt=now - HALF_DONE).delete()
    NewAccount.objects.filter(asked__lt=now - joining.LASTS).delete()
    Codes.objects.filter(confirmed=False, made__lt=now - HALF_DONE).delete()
    throttle.sweep()
    devices.sweep()
