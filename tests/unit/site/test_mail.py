"""Letters by a mail server that says no: what the worker's log then tells."""

import smtplib
from traceback import format_exception

import pytest
from django.core.mail import EmailMessage

from keukentafel.site.mail import Backend, NotSent

WHO = "roos@example.org"


class Refusing:
    """A mail server that knows nobody."""

    def __init__(self, refusal: smtplib.SMTPException) -> None:
        self.refusal = refusal

    def sendmail(self, *_words: object) -> None:
        raise self.refusal


@pytest.mark.parametrize(
    ("refusal", "told"),
    [
        (smtplib.SMTPRecipientsRefused({"roos@example.org": (550, b"no roos@example.org")}), "550"),
        (smtplib.SMTPDataError(554, b"roos@example.org: no"), "554"),
        (smtplib.SMTPSenderRefused(553, b"for roos@example.org", "us@example.org"), "553"),
        (smtplib.SMTPServerDisconnected("roos@example.org"), "SMTPServerDisconnected"),
    ],
)
def test_a_refusal_tells_its_number_and_nobodys_address(refusal: smtplib.SMTPException, told: str) -> None:
    """After the last try the worker writes down why, with the trace: the address was sealed until then."""
    backend = Backend()
    backend.connection = Refusing(refusal)  # type: ignore[assignment]  # as much of one as is used
    with pytest.raises(NotSent) as raised:
        backend.send_messages([EmailMessage(subject="x", body="x", to=[WHO])])
    log = "".join(format_exception(raised.value))
    assert "roos" not in log
    assert told in log
