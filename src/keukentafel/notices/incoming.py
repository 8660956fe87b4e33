"""One letter that came in: one of ours that could not be delivered, or an answer to one of ours. Nothing of it is kept.

Whose it is says the sign in the address it came to; what the letter says of its sender is not believed.
"""

import re
from email import message_from_bytes, policy
from email.message import Message
from typing import Any, Final, Literal

from django.utils import timezone

from keukentafel.notices.mailing import came_back
from keukentafel.notices.marks import mailbox
from keukentafel.people import throttle

MOST_BYTES: Final = 1_000_000
TO: Final = ("Delivered-To", "X-Original-To", "Envelope-To", "To")
SIGN: Final = re.compile(r"\+([br])([a-z2-7]{40})@", re.IGNORECASE)
ANSWERS: Final = throttle.Limit("answers to answers", 2, 60 * 12)
MACHINES: Final = frozenset({"bulk", "list", "junk", "auto_reply"})
Outcome = Literal["came back", "answered", "nothing"]


def take_in(block: bytes, to: str = "") -> Outcome:
    """Deal with one message. ``to``: the address it came to; else its headers tell."""
    letter = message_from_bytes(block[:MOST_BYTES], policy=policy.default)
    found = SIGN.search(to or _addressed(letter))
    if not found:
        return "nothing"
    what, sign = found[1].lower(), found[2].lower()
    return _back(letter, sign) if what == "b" else _answer(letter, sign)


def _back(letter: Message, sign: str) -> Outcome:
    box = mailbox(sign, "bounce")
    if box is None or not failed_for_good(letter):
        return "nothing"
    came_back(box)
    return "came back"


def failed_for_good(letter: Message) -> bool:
    """Whether it is a report (RFC 3464) that a letter was not delivered and won't be."""
    if letter.get_content_type() != "multipart/report" or letter.get_param("report-type") != "delivery-status":
        return False
    blocks = [
        one for part in letter.walk() if part.get_content_type() == "message/delivery-status" for one in _parts(part)
    ]
    return any(
        str(one.get("Action", "")).strip().lower() == "failed" and str(one.get("Status", "")).strip().startswith("5.")
        for one in blocks
    )


def _parts(part: Message) -> list[Any]:
    inside = part.get_payload()
    return [one for one in inside if isinstance(one, Message)] if isinstance(inside, list) else []


def _answer(letter: Message, sign: str) -> Outcome:
    from keukentafel.notices.jobs import nobody_reads  # the queue is ready only when all apps are

    box = mailbox(sign, "reply")
    if box is None or by_a_machine(letter) or not throttle.count(ANSWERS, str(box.pk)):
        return "nothing"
    nobody_reads.defer(person=str(box.pk), once=timezone.now().isoformat())
    return "answered"


def by_a_machine(letter: Message) -> bool:
    """Whether nobody sat down to write it (RFC 3834): answering it would go round and round."""
    said = {name: str(letter.get(name, "")).strip().lower() for name in ("Auto-Submitted", "Precedence", "Return-Path")}
    sender = str(letter.get("From", "")).lower()
    return (
        said["Auto-Submitted"] not in ("", "no")
        or said["Precedence"] in MACHINES
        or said["Return-Path"] == "<>"
        or any(name in letter for name in ("List-Id", "X-Auto-Response-Suppress", "X-Autoreply", "X-Autorespond"))
        or letter.get_content_type() == "multipart/report"
        or any(one in sender for one in ("mailer-daemon@", "postmaster@", "no-reply@", "noreply@"))
        or not sender
    )


def _addressed(letter: Message) -> str:
    return " ".join(str(one) for name in TO for one in letter.get_all(name, []))
