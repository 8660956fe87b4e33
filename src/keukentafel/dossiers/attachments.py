"""Files at an item, for every room: what hangs there, and putting more there. A room needs one line of each.

- To show what hangs under items: ``attachments.of(visit, under)`` for items that were read already, or
  ``attachments.under(visit, ids)`` (one statement); in the page ``attached.shown(files)``.
- To add afterwards: the page of the room of files, ``attachments.address_to_add(visit, item)``.
- To take files in a form of one's own: ``@takes_files`` above ``@door``, ``attachments.sent(request, visit)``, and
  ``attachments.attach(...)``; in the page ``attached.fields(files)``.
Templates import ``dossiers/attached.html``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.template.defaultfilters import filesizeformat

from keukentafel.access import Visit
from keukentafel.dossiers import reading, rights, sharing
from keukentafel.dossiers.filed import CHECKING, FILE, HARMFUL
from keukentafel.dossiers.opened import Opened
from keukentafel.dossiers.putting import attach
from keukentafel.dossiers.sending import Sent, sent, takes_files
from keukentafel.look.addresses import address
from keukentafel.media.signs import SHOWN


@dataclass(frozen=True, slots=True)
class Attached:
    """A file as pages draw it. ``shown``: whether a page may show or play it; ``mine``: whether the visitor may change
    it; ``bare``: nobody said yet what is in it.
    """

    id: UUID
    item: Opened[Any]
    sort: str
    about: str
    name: str
    size: str
    by: str
    page: str
    open: str
    small: str
    shown: bool
    checking: bool
    harmful: bool
    mine: bool

    @property
    def bare(self) -> bool:
        """Whether words for who can't see or hear it are missing."""
        return not self.about and self.sort != "document" and not self.harmful


def of(visit: Visit, under: Iterable[Opened[Any]]) -> list[Attached]:
    """The files among these items, in their order. What is still being checked is there for who put it in alone."""
    return [one for item in under if item.kind == FILE.name and (one := told(visit, item)) is not None]


def under(visit: Visit, items: Iterable[UUID]) -> dict[UUID, list[Attached]]:
    """The files of each of these items. One statement."""
    return {item: of(visit, hanging) for item, hanging in reading.under(visit, items).items()}


def told(visit: Visit, item: Opened[Any]) -> Attached | None:
    """A file as pages draw it; None when it is not for this visitor yet."""
    if item.state in {CHECKING, HARMFUL} and item.author not in visit.my_seats:
        return None
    content = item.content
    return Attached(
        id=item.id,
        item=item,
        sort=content.sort,
        about=content.words,
        name=content.name,
        size=filesizeformat(content.size),
        by=sharing.name_of(visit, item.author),
        page=address("files:file", visit.dossier, item.id),
        open=address("files:open", visit.dossier, item.id),
        small=address("files:small", visit.dossier, item.id),
        shown=content.media_type in SHOWN,
        checking=item.state == CHECKING,
        harmful=item.state == HARMFUL,
        mine=rights.may_change(visit, item),
    )


def address_to_add(visit: Visit, item: Opened[Any]) -> str:
    """Where the visitor may add files to an item; empty when they may not."""
    allowed = rights.may_change(visit, item) and rights.may_add(visit, FILE, item.circle) and FILE.hangs(item.kind)
    return f"{address('files:add', visit.dossier)}?at={item.id}" if allowed else ""


__all__ = ["Attached", "Sent", "address_to_add", "attach", "of", "sent", "takes_files", "told", "under"]
