"""An item as a visitor has it before them: opened."""

from datetime import date, datetime
from typing import Any, Generic, NamedTuple, Protocol, TypeVar
from uuid import UUID

from keukentafel.access import Visit
from keukentafel.dossiers.kinds import Content, Kind, kind_named
from keukentafel.vault import Ring

C_co = TypeVar("C_co", bound=Content, covariant=True)

COLUMNS = (
    "id, circle_id, parent_id, kind, author_id, assignee_id, state, happened, due, version, created, changed, "
    "changed_by_id, sealed"
)


class Opened(NamedTuple, Generic[C_co]):
    """One item. ``author``, ``assignee``, ``changed_by`` are seats; look them up in ``visit.seats``.

    A tuple, because a page makes hundreds: a frozen dataclass takes four times as long to make.
    """

    id: UUID
    circle: UUID
    parent: UUID | None
    kind: str
    author: UUID
    assignee: UUID | None
    state: str
    happened: datetime
    due: date | None
    version: int
    created: datetime
    changed: datetime
    changed_by: UUID
    content: C_co

    @property
    def edited(self) -> bool:
        """Whether it was changed after it was written."""
        return self.version > 1


def bound(dossier: UUID, item: UUID, kind: str, version: int) -> bytes:
    """What a sealed block is bound to: swapped into another place it does not open."""
    return b"item" + dossier.bytes + item.bytes + version.to_bytes(4, "big") + kind.encode()


class Opens(Protocol):
    """A dossier with a ring for its open circles: a visit, or a table seen from the hall."""

    @property
    def dossier(self) -> UUID: ...
    @property
    def ring(self) -> Ring: ...


def open_row(visit: Opens, row: Any) -> Opened[Any]:
    """Open a row of ``COLUMNS``. Raises ``NotLent`` or ``Unreadable`` of the vault."""
    kind = kind_named(row[3])
    block = visit.ring.open(row[1], bound(visit.dossier, row[0], row[3], row[9]), row[13])
    return Opened._make((*row[:13], kind.unpack(block)))


def seal_content(visit: Visit, circle: UUID, item: UUID, kind: Kind, version: int, content: Content) -> bytes:
    """Seal content for its place."""
    return visit.ring.seal(circle, bound(visit.dossier, item, kind.name, version), kind.pack(content))
