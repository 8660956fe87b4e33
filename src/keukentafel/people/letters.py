"""Letters about accounts: a fixed text and a link, without names; nothing of a family is in them.

A page only puts a letter in the queue, sealed: it takes as long for an address with an account as for one without, and
nobody waits for a mail server. The worker writes the words and sends it (``jobs.py``).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from keukentafel.people import throttle


@dataclass(frozen=True, slots=True)
class Letter:
    """What waits to be sent. ``path``: of the link in it, if it has one of its own."""

    sort: str
    address: str
    language: str
    path: str = ""


Said = tuple[str, list[str]]


def queue(letter: Letter, device: UUID | None = None) -> bool:
    """Put a letter in the queue, unless this address got too many of its sort lately; whether it was put.

    ``device``: the known device that asks, if one does; it has a number of its own. Whoever asked never learns which.
    """
    from keukentafel.people.jobs import send_later  # the queue is ready only when all apps are

    limit = throttle.LINKS if letter.sort == "link" else throttle.LETTERS
    if not throttle.count(limit, letter.sort, letter.address, str(device or "")):
        return False
    send_later(letter)
    return True


def written(letter: Letter) -> tuple[str, str]:
    """Subject and text of a letter, in its language."""
    with translation.override(letter.language):
        subject, lines = SORTS[letter.sort](_to(letter.path))
        return subject, "\n\n".join([*lines, _("The kitchen table")])


def _to(path: str) -> str:
    return f"{settings.ORIGIN}{path}"


def _nothing() -> str:
    return _("Was it not you? Then you need not do anything.")


def _finish_account(link: str) -> Said:
    """How to finish a new account."""
    asked = _("You asked for an account at the kitchen table. Open this link within 24 hours to finish it:")
    return _("Finish your account"), [asked, link, _nothing()]


def _account_is_there(_link: str) -> Said:
    """Somebody asked for an account for an address that has one."""
    return _("You already have an account"), [
        _("Somebody asked for an account at the kitchen table with this e-mail address. You already have one."),
        _("Sign in here:") + "\n" + _to(reverse("people:sign_in")),
        _("Forgot your password? Choose a new one here:") + "\n" + _to(reverse("people:forgotten")),
        _nothing(),
    ]


def _new_password(link: str) -> Said:
    """How to choose a new password."""
    return _("A new password"), [
        _("You asked for a new password for the kitchen table. Choose it within 24 hours by this link:"),
        link,
        _("Was it not you? Then you need not do anything: your password stays as it is."),
    ]


def _no_account(_link: str) -> Said:
    """Somebody asked for a new password, or a link, for an address without an account."""
    other = _("Do you use another e-mail address? Try that one. Or make an account here:")
    return _("No account with this e-mail address"), [
        _("Somebody wanted to sign in at the kitchen table with this e-mail address. It has no account."),
        other + "\n" + _to(reverse("people:sign_up")),
        _nothing(),
    ]


def _link(link: str) -> Said:
    """A link to sign in by."""
    return _("Your link to sign in"), [
        _("You asked for a link to sign in at the kitchen table. It works once, for 10 minutes:"),
        link,
        _("Was it not you? Then leave this link alone, and tell nobody what it is. Nothing happens then."),
    ]


def _new_device(_link: str) -> Said:
    """Somebody signed in with a browser that the account did not know yet."""
    return _("You signed in on a new device"), [
        _("Somebody signed in to your account at the kitchen table, on a device that we did not know yet."),
        _("Was it you? Then you need not do anything."),
        _("Was it not you? Sign that device out here, and change your password:")
        + "\n"
        + _to(reverse("people:devices")),
    ]


def _changed(_link: str) -> Said:
    """How somebody signs in was changed."""
    return _("How you sign in has changed"), [
        _("Something changed in how you sign in at the kitchen table: a password, a passkey, a code or another way."),
        _("Was it you? Then you need not do anything."),
        _("Was it not you? Look here what happened, and change your password:") + "\n" + _to(reverse("people:ways_in")),
    ]


SORTS: Final[dict[str, Callable[[str], Said]]] = {
    "finish_account": _finish_account,
    "account_is_there": _account_is_there,
    "new_password": _new_password,
    "no_account": _no_account,
    "link": _link,
    "new_device": _new_device,
    "changed": _changed,
}
