"""What every room announces by writing an item."""

from dataclasses import dataclass
from uuid import UUID

from keukentafel.accesslog.actions import Action


@dataclass(frozen=True, slots=True)
class Written:
    """Somebody added, changed or stepped an item. ``by``: their seat."""

    dossier: UUID
    circle: UUID
    item: UUID
    kind: str
    by: UUID
    action: Action
