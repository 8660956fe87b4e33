"""Put files with an item, or by themselves: each is an item of its own with its bytes, in the visitor's transaction."""

from functools import partial
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from keukentafel.access import Visit
from keukentafel.dossiers import blobs, items, rights
from keukentafel.dossiers.blobs import Blob, FileCard
from keukentafel.dossiers.filed import CHECKING, FILE, HERE, File
from keukentafel.dossiers.models import new_id
from keukentafel.dossiers.opened import Opened
from keukentafel.dossiers.readying import Part, Ready
from keukentafel.dossiers.sending import Sent


def attach(
    visit: Visit, sent: Sent, *, circle: UUID, once: UUID, parent: Opened[Any] | None = None, about: str = ""
) -> list[Opened[File]]:
    """Put what was sent there. ``once``: the form's own id, so that a form sent twice adds each file once.

    Under ``parent``, which the visitor must be able to change, or alone. Raises ``Refused``.
    """
    rights.must(parent is None or rights.may_change(visit, parent))
    return [_put(visit, sent, one, circle, once, parent, about) for one in sent.ready]


def _put(
    visit: Visit, sent: Sent, one: Ready, circle: UUID, once: UUID, parent: Opened[Any] | None, about: str
) -> Opened[File]:
    state = CHECKING if settings.CLAMD and one.checked is None else HERE
    content = File(
        words=about,
        name=one.name,
        media_type=one.whole.media_type,
        sort=one.sort,
        size=one.whole.size,
        width=one.width,
        height=one.height,
        seconds=one.seconds,
    )
    made = items.add(visit, FILE, content, circle=circle, once=_once(once, one), parent=parent, state=state)
    if not blobs.of_items(visit, [made.id]):  # else it is the same form once more
        _lay(visit, made, one.whole, one, small=False)
        if one.small:
            _lay(visit, made, one.small, one, small=True)
        if one in sent.fresh:
            transaction.on_commit(partial(sent.fresh.remove, one))
    return made


def _lay(visit: Visit, item: Opened[Any], part: Part, one: Ready, *, small: bool) -> None:
    card = FileCard(name=one.name, media_type=part.media_type, key=part.key, sha256=part.sha256, small=small)
    blob = Blob(new_id(), item.circle, item.id, part.size, part.stored, visit.now, card, one.checked)
    blobs.lay(visit, blob)


def _once(once: UUID, one: Ready) -> UUID:
    """The id of this file on that form."""
    return UUID(bytes=once.bytes[:6] + sha256(once.bytes + one.whole.sha256.encode()).digest()[:10])
