"""The mail server that letters go by: over TLS, with a certificate that is checked, unless it is this machine's own."""

import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from smtplib import SMTPException, SMTPNotSupportedError, SMTPRecipientsRefused, SMTPResponseException
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from keukentafel.vault.provider.choosing import THIS_MACHINE, WrongChoice

PORTS: Final = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
PATIENCE: Final = 30
NOT_LIKE_THIS: Final = (
    "KEUKENTAFEL_MAIL has to be like smtp+starttls://user:password@mail.example:587 "
    "or smtps://user:password@mail.example (a sign like @ or / in the password as %40 or %2F). "
)
NOT_SAFE: Final = NOT_LIKE_THIS + "smtp:// without TLS is for the mail server of this machine (localhost) only."


@dataclass(frozen=True)
class MailServer:
    """``scheme``: one of ``PORTS``; ``authority``: a file (PEM) with the only certificates that may vouch for it."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    authority: Path | None = None

    @classmethod
    def read(cls, address: str, *, password: str = "", authority: Path | None = None) -> "MailServer":
        """From an address; ``password`` counts when there is none in it. Raises ``WrongChoice``, in words."""
        parts = urlsplit(address)
        try:
            port = parts.port
        except ValueError:
            raise WrongChoice(NOT_LIKE_THIS) from None
        if parts.scheme not in PORTS or not parts.hostname or parts.path.strip("/") or parts.query:
            raise WrongChoice(NOT_LIKE_THIS)
        if parts.scheme == "smtp" and parts.hostname not in THIS_MACHINE:
            raise WrongChoice(NOT_SAFE)
        user, secret = unquote(parts.username or ""), unquote(parts.password or "") or password
        return cls(parts.scheme, parts.hostname, port or PORTS[parts.scheme], user, secret, authority)

    def settings(self) -> dict[str, Any]:
        """As Django's settings."""
        return {
            "EMAIL_HOST": self.host,
            "EMAIL_PORT": self.port,
            "EMAIL_HOST_USER": self.user,
            "EMAIL_HOST_PASSWORD": self.password,
            "EMAIL_USE_SSL": self.scheme == "smtps",
            "EMAIL_USE_TLS": self.scheme == "smtp+starttls",
            "EMAIL_TIMEOUT": PATIENCE,
            "MAIL_AUTHORITY": str(self.authority) if self.authority else None,
        }


class NotSent(Exception):
    """The mail server said no: which number it gave, never its words, for they repeat whom it is for."""


class Backend(EmailBackend):
    """Django's own, which checks certificates and never goes on without TLS when it was asked for; by our authority."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Send them. Raises ``NotSent`` or ``OSError``."""
        try:
            return super().send_messages(email_messages)
        except SMTPException as refused:
            raise NotSent(_number(refused)) from None

    @cached_property
    def ssl_context(self) -> ssl.SSLContext:
        """The one who may vouch for the server."""
        from django.conf import settings

        return ssl.create_default_context(cafile=settings.MAIL_AUTHORITY)  # type: ignore[misc]  # ours


def _number(refused: SMTPException) -> str:
    """What sort of refusal it was, and the server's numbers."""
    if isinstance(refused, SMTPNotSupportedError):
        return str(refused)  # words of the library: what the server can't do
    said = [refused.smtp_code] if isinstance(refused, SMTPResponseException) else []
    if isinstance(refused, SMTPRecipientsRefused):
        said = [code for code, _words in refused.recipients.values()]
    return " ".join([type(refused).__name__, *map(str, said)])
