"""Letters about accounts: a fixed text and a link, without names; nothing of a family is in them."""

from django.conf import settings
from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _

from keukentafel.people import throttle


def send(address: str, subject: str, lines: list[str]) -> None:
    """Send a letter, unless this address got too many in the last hour. The sender never learns which."""
    if throttle.count(throttle.LETTERS, address):
        send_mail(subject, "\n\n".join([*lines, _("The kitchen table")]), None, [address])


def finish_account(address: str, language: str, path: str) -> None:
    """How to finish a new account."""
    with translation.override(language):
        lines = [
            _("You asked for an account at the kitchen table. Open this link within 24 hours to finish it:"),
            settings.ORIGIN + path,
            _("Was it not you? Then you need not do anything."),
        ]
        send(address, _("Finish your account"), lines)


def account_is_there(address: str, language: str, sign_in: str, forgotten: str) -> None:
    """Somebody asked for an account for an address that has one."""
    with translation.override(language):
        lines = [
            _("Somebody asked for an account at the kitchen table with this e-mail address. You already have one."),
            _("Sign in here:") + "\n" + settings.ORIGIN + sign_in,
            _("Forgot your password? Choose a new one here:") + "\n" + settings.ORIGIN + forgotten,
            _("Was it not you? Then you need not do anything."),
        ]
        send(address, _("You already have an account"), lines)


def new_password(address: str, language: str, path: str) -> None:
    """How to choose a new password."""
    with translation.override(language):
        lines = [
            _("You asked for a new password for the kitchen table. Choose it within 24 hours by this link:"),
            settings.ORIGIN + path,
            _("Was it not you? Then you need not do anything: your password stays as it is."),
        ]
        send(address, _("A new password"), lines)


def no_account(address: str, language: str, sign_up: str) -> None:
    """Somebody asked for a new password for an address without an account."""
    with translation.override(language):
        lines = [
            _("Somebody asked for a new password for the kitchen table with this e-mail address. It has no account."),
            _("Do you use another e-mail address? Try that one. Or make an account here:")
            + "\n"
            + settings.ORIGIN
            + sign_up,
            _("Was it not you? Then you need not do anything."),
        ]
        send(address, _("No account with this e-mail address"), lines)
