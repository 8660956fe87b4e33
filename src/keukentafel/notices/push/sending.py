"""Push one message to one browser, if there still is something to tell its owner (RFC 8030)."""

import http.client
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from keukentafel import vault
from keukentafel.notices import links, waiting
from keukentafel.notices.choosing import wish_of
from keukentafel.notices.looking import look
from keukentafel.notices.mailing import one_place
from keukentafel.notices.models import Subscription
from keukentafel.notices.push import sealing
from keukentafel.notices.push.addresses import NotThere, connection
from keukentafel.notices.push.bits import base64url
from keukentafel.notices.push.subscriptions import browser_of
from keukentafel.people.models import Person

A_DAY: Final = 24 * 60 * 60
GONE: Final = frozenset({404, 410})
REST: Final = timedelta(minutes=5)
LONGEST_REST: Final = timedelta(hours=12)


class RestsUntil(Exception):
    """The push service wants to be left alone until then."""

    def __init__(self, until: datetime) -> None:
        super().__init__("rests")
        self.until = until


class NotPushed(Exception):
    """The push service said no: the number it gave."""


def push_to(person: UUID, subscription: UUID) -> bool:
    """Whether a message went. Raises ``RestsUntil``; ``NotPushed``, ``OSError`` for what is tried again."""
    row = Subscription.objects.filter(pk=subscription, person=person, person__is_active=True).first()
    if row is None:
        return False
    if row.rests_until and row.rests_until > timezone.now():
        raise RestsUntil(row.rests_until)
    wish = wish_of(person)
    found = [one for it in waiting.lately(person) if (one := look(it)) and wish.wants(one.sorts, "push")]
    if not found:
        return False
    who = Person.objects.get(pk=person)
    token = links.made(person, one_place([(one.dossier, one.item) for one in found]))
    return _sent(row, who.language, reverse("notices:link", args=[token]))


def _sent(row: Subscription, language: str, path: str) -> bool:
    browser = browser_of(row)
    body = sealing.sealed(language, path, p256dh=browser.p256dh, auth=browser.auth)
    try:
        status, rest = _ask(browser.endpoint, body, _headers(row, browser.endpoint))
    except NotThere:
        row.delete()
        return False
    if status in GONE:
        row.delete()
        return False
    if status == 429 or (status >= 500 and rest):
        row.rests_until = timezone.now() + _rest(rest)
        row.save(update_fields=["rests_until"])
        raise RestsUntil(row.rests_until)
    if not 200 <= status < 300:
        raise NotPushed(status)
    Subscription.objects.filter(pk=row.pk).update(used=timezone.now(), rests_until=None)
    return True


def _headers(row: Subscription, endpoint: str) -> dict[str, str]:
    """``Topic``: a new message takes the place of one that waits."""
    topic = vault.current().keyed_hash("topic of push", row.pk.bytes)[:24]
    return {
        "Authorization": sealing.authorization(endpoint, timezone.now()),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(A_DAY),
        "Urgency": "normal",
        "Topic": base64url(topic),
    }


def _ask(endpoint: str, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
    """Status and ``Retry-After``. No redirect is followed. Raises ``NotThere``, ``OSError``."""
    line, parts = connection(endpoint), urlsplit(endpoint)
    try:
        line.request("POST", f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}", body, headers)
        answer = line.getresponse()
        return answer.status, answer.headers.get("Retry-After", "")
    except http.client.HTTPException as broken:
        raise OSError(type(broken).__name__) from None
    finally:
        line.close()


def _rest(said: str) -> timedelta:
    """How long, as the service says: seconds or a date."""
    try:
        asked = timedelta(seconds=int(said)) if said.isdecimal() else parsedate_to_datetime(said) - timezone.now()
    except (ValueError, TypeError, OverflowError):
        return REST
    return max(timedelta(seconds=1), min(asked, LONGEST_REST))
