"""Sending letters about accounts. A job holds one sealed block: the queue tells neither address nor link."""

import json
from base64 import b64decode, b64encode
from dataclasses import asdict
from email.utils import formatdate

from django.core.mail import EmailMessage
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from keukentafel import vault
from keukentafel.people.letters import Letter, written

RETRY = RetryStrategy(max_attempts=8, exponential_wait=5)
BOUND = b"letter about an account"


def send_later(letter: Letter) -> None:
    """Put the sending in the queue."""
    block = vault.current().seal_text(json.dumps(asdict(letter)), BOUND)
    send_letter.defer(sealed=b64encode(block).decode())


@app.task(name="people.send_letter", queue="letters", retry=RETRY)
def send_letter(sealed: str) -> None:
    """Write a letter and send it."""
    letter = Letter(**json.loads(vault.current().open_text(b64decode(sealed), BOUND)))
    subject, body = written(letter)
    headers = {"Date": formatdate(), "Auto-Submitted": "auto-generated"}
    EmailMessage(subject=subject, body=body, to=[letter.address], headers=headers).send()
