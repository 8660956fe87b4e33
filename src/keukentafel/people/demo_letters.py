"""In the demo letters are not sent but kept in a folder; here they can be read. Nowhere else."""

import ipaddress
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from keukentafel.people.shown import show_page

BETWEEN = re.compile(rb"\n-{79}\n")
LINK = re.compile(r"https?://[^\s<>\"']+")
MOST = 50


@dataclass(frozen=True)
class Letter:
    """One letter. ``html``: its text, escaped, with links that can be followed."""

    to: str
    subject: str
    sent: datetime
    html: str


@require_safe
def demo_letters(request: HttpRequest) -> HttpResponse:
    """The letters of the demo, newest first."""
    if not settings.DEMO or not _loopback(request.META.get("REMOTE_ADDR", "")):
        raise Http404
    letters = sorted(_letters(Path(settings.LETTERS)), key=lambda letter: letter.sent, reverse=True)
    return show_page(request, "people/demo_letters.html", {"letters": letters[:MOST]})


def _loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _letters(folder: Path) -> Iterator[Letter]:
    files = sorted(folder.glob("*.log"), reverse=True)[:MOST] if folder.is_dir() else []
    for file in files:
        for raw in BETWEEN.split(file.read_bytes()):
            if raw.strip():
                yield _letter(message_from_bytes(raw.lstrip(), policy=policy.default))


def _letter(message: Any) -> Letter:
    assert isinstance(message, EmailMessage)  # noqa: S101  # for the type checker: the policy makes these
    sent: datetime = message["Date"].datetime
    body = message.get_body(("plain",))
    return Letter(
        to=str(message["To"]),
        subject=str(message["Subject"]),
        sent=sent if sent.tzinfo else sent.replace(tzinfo=UTC),  # "-0000" is read as a time without a zone
        html=_linked(body.get_content() if body else ""),
    )


def _linked(text: str) -> str:
    linked = LINK.sub(lambda found: f'<a href="{found[0]}">{found[0]}</a>', str(escape(text)))
    return mark_safe(linked)  # noqa: S308  # escaped first; only our own links were added
