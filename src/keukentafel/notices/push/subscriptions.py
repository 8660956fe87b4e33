"""Browsers that somebody lets us push to. Each belongs to a device: being signed out there ends it, in whichever way.

(In the database itself: ``access/sql/notices.sql``.)
"""

import json
from dataclasses import asdict, dataclass
from uuid import UUID

from django.utils import timezone

from keukentafel import vault
from keukentafel.notices.models import Subscription
from keukentafel.notices.push.addresses import may_be_asked
from keukentafel.notices.push.sealing import good_keys

MOST = 10
"""Of one person; the oldest goes."""


@dataclass(frozen=True, slots=True)
class Browser:
    """What a browser says of itself: where its push service is, and its keys (base64url)."""

    endpoint: str
    p256dh: str
    auth: str


def begin(person: UUID, device: UUID, browser: Browser) -> bool:
    """Push to this browser from now on; a browser has one owner, who asked last. False for what is no browser."""
    if not may_be_asked(browser.endpoint) or not good_keys(browser.p256dh, browser.auth):
        return False
    now = timezone.now()
    Subscription.objects.filter(address_hash=_hash(browser.endpoint)).delete()
    Subscription.objects.filter(device_id=device).delete()
    made = Subscription(person_id=person, device_id=device, address_hash=_hash(browser.endpoint), made=now, used=now)
    made.content = json.dumps(asdict(browser))
    made.save()
    newest = Subscription.objects.filter(person=person).order_by("-made").values_list("pk", flat=True)[:MOST]
    Subscription.objects.filter(person=person).exclude(pk__in=list(newest)).delete()
    return True


def end(person: UUID, device: UUID | None) -> None:
    """Push to this device no more."""
    if device:
        Subscription.objects.filter(person=person, device_id=device).delete()


def browser_of(row: Subscription) -> Browser:
    """What was said."""
    return Browser(**json.loads(row.content))


def _hash(endpoint: str) -> bytes:
    return vault.current().keyed_hash("push", endpoint.encode())
