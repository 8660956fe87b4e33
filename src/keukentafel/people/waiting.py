"""What somebody sent before they were asked to prove who they are: it waits, sealed, in their session."""

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Any

from keukentafel import vault
from keukentafel.vault import Unreadable

WAITS = "waits"
MOST = 100_000
"""Characters; a longer text is not kept (and said to be lost): a session is read at every page."""
LEFT_OUT = frozenset({"csrfmiddlewaretoken"})


@dataclass(frozen=True, slots=True)
class Sent:
    """What waits: where it was sent to, its fields, and whether anything could not be kept (files, too long)."""

    to: str
    fields: tuple[tuple[str, str], ...]
    lost: bool


def keep(request: Any, to: str) -> None:
    """Keep what was sent until it is sent again, or something else is."""
    fields = [[name, one] for name, many in request.POST.lists() if name not in LEFT_OUT for one in many]
    text = json.dumps({"to": to, "fields": fields, "lost": bool(request.FILES)})
    if len(text) > MOST:
        text = json.dumps({"to": to, "fields": [], "lost": True})
    request.session[WAITS] = b64encode(vault.current().seal_text(text, _bound(request))).decode()


def sent(request: Any) -> Sent | None:
    """What waits for this person, if anything."""
    block = request.session.get(WAITS)
    if not block:
        return None
    try:
        kept = json.loads(vault.current().open_text(b64decode(block), _bound(request)))
    except Unreadable:  # somebody else's, in the same browser
        return None
    return Sent(kept["to"], tuple((name, value) for name, value in kept["fields"]), kept["lost"])


def forget(request: Any) -> None:
    """Nothing waits any more."""
    request.session.pop(WAITS, None)


def _bound(request: Any) -> bytes:
    return b"waiting" + bytes(request.user.pk.bytes)
