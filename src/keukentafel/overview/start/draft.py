"""What was typed on the way to a table, so that Back finds every page with the words still on it.

It lies in the session row, sealed, and nowhere else. A page that is the answer to a POST can't be gone back to, so it
can't lie in a hidden field alone; an address stays in the browser's history and in logs; and whatever the browser keeps
outlives "exit now". The row ends with the session. A session is not sealed, therefore what goes into it here is: with
the key of the accounts (there is no dossier yet), bound to the person, or by a visit's ring once there is one.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from keukentafel import vault
from keukentafel.access import Visit
from keukentafel.vault import Unreadable

START, MEMBER = "start", "start_member"
MOST = 4_000
"""Characters that are kept; nobody types more into these forms, and a session is read at every page."""
Typed = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Draft:
    """The two questions before there is a table: what was typed for each, which of them was wrong, what was founded."""

    title: Typed
    me: Typed
    wrong: str = ""
    founded: str = ""


NOTHING = Draft({}, {})


def draft(request: HttpRequest, person: UUID) -> Draft:
    """What this person typed before; `NOTHING` in a new session."""
    block = request.session.get(START)
    if not block:
        return NOTHING
    try:
        return Draft(**json.loads(vault.current().open_text(b64decode(block), _mine(person))))
    except Unreadable:  # somebody else's, in the same browser
        return NOTHING


def keep(request: HttpRequest, person: UUID, now: Draft) -> bool:
    """Keep it until the session ends; False when it is too long."""
    said = {"title": dict(now.title), "me": dict(now.me), "wrong": now.wrong, "founded": now.founded}
    text = json.dumps(said)
    if len(text) > MOST:
        return False
    request.session[START] = b64encode(vault.current().seal_text(text, _mine(person))).decode()
    return True


def member(request: HttpRequest, visit: Visit) -> Typed | None:
    """The family member that was not right yet, if any."""
    block = request.session.get(MEMBER, {}).get(str(visit.dossier))
    if not block:
        return None
    typed: dict[str, str] = json.loads(visit.ring.open(visit.dossier, _bound(visit), b64decode(block)))
    return typed


def keep_member(request: HttpRequest, visit: Visit, typed: Typed | None) -> bool:
    """Keep the last form, or (``None``) forget it; False when it is too long."""
    if typed is None:
        request.session.pop(MEMBER, None)
        return True
    text = json.dumps(dict(typed))
    if len(text) > MOST:
        return False
    block = visit.ring.seal(visit.dossier, _bound(visit), text.encode())
    request.session[MEMBER] = {str(visit.dossier): b64encode(block).decode()}
    return True


def fields(form: Any, request: HttpRequest) -> Typed:
    """What was sent for a form's own fields."""
    return {name: request.POST.get(name, "") for name in form.base_fields}


def _mine(person: UUID) -> bytes:
    return b"start" + person.bytes


def _bound(visit: Visit) -> bytes:
    return b"start member" + visit.dossier.bytes + visit.person.bytes
