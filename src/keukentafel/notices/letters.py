"""What a notice says: always the same words, of the same length, whatever it is about.

No name, no topic, no organisation: whoever reads along in a mailbox, or on a locked phone, learns that there is a
kitchen table, and nothing more.
"""

from email.utils import formatdate
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from keukentafel import vault
from keukentafel.notices.marks import For, mark
from keukentafel.people.models import Person


def notice(who: Person, token: str, once: str) -> EmailMessage:
    """The letter that there is something. ``once``: the same for a letter that is sent again after a crash."""
    stop = settings.ORIGIN + reverse("notices:stop", args=[mark(who.pk, "stop")])
    with translation.override(who.language):
        lines = [
            _("Hello,"),
            _("There is something new for you at the kitchen table. You find it when you sign in:"),
            settings.ORIGIN + reverse("notices:link", args=[token]),
            _("What it is about, we never write in a letter. Nobody reads an answer to this letter."),
            _("Choose here when you get a letter:") + "\n" + settings.ORIGIN + reverse("notices:choices"),
            _("No more of these letters:") + "\n" + stop,
            _("The kitchen table"),
        ]
        subject = _("There is something new for you")
    unsubscribe = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return _mail(who, subject, lines, _own_id(who.pk, once), unsubscribe | {"Auto-Submitted": "auto-generated"})


def nobody_reads(who: Person, once: str) -> EmailMessage:
    """The answer to an answer."""
    with translation.override(who.language):
        lines = [
            _("Hello,"),
            _("You answered a letter of the kitchen table. Nobody reads that: it was thrown away unread."),
            _("Do you want to say something? Sign in and write it at your table:"),
            settings.ORIGIN + settings.LOGIN_REDIRECT_URL,
            _("The kitchen table"),
        ]
        subject = _("Nobody reads your answer")
    return _mail(who, subject, lines, _own_id(who.pk, once), {"Auto-Submitted": "auto-replied"})


def works_again(who: Person) -> EmailMessage:
    """To see whether letters arrive again."""
    with translation.override(who.language):
        lines = [
            _("Hello,"),
            _("You asked us to write to this address again. This letter arrived, so it works."),
            settings.ORIGIN + reverse("notices:waiting"),
            _("The kitchen table"),
        ]
        subject = _("Letters arrive again")
    return _mail(who, subject, lines, "", {"Auto-Submitted": "auto-generated"})


def _mail(who: Person, subject: str, lines: list[str], own_id: str, more: dict[str, str]) -> EmailMessage:
    headers = {"Date": formatdate(), "From": settings.DEFAULT_FROM_EMAIL, **more}
    headers |= {"Message-ID": own_id} if own_id else {}
    sender = settings.DEFAULT_FROM_EMAIL
    if settings.MAIL_IN:
        sender = _plus(who.pk, "bounce")
        headers["Reply-To"] = _plus(who.pk, "reply")
    return EmailMessage(subject, "\n\n".join(lines), from_email=sender, to=[who.email], headers=headers)


def _plus(person: UUID, what: For) -> str:
    """The address of letters that come back, or are answered, with a sign in it."""
    name, _at, domain = settings.MAIL_IN.rpartition("@")
    return f"{name}+{what[0]}{mark(person, what)}@{domain}"


def _own_id(person: UUID, once: str) -> str:
    """The same for the same letter: a mailbox that got it twice shows it once."""
    found = vault.current().keyed_hash("id of a letter", person.bytes + once.encode())[:16].hex()
    return f"<{found}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2].strip('> ')}>"
