"""What other rooms make at the table (``dossiers/makers.py``)."""

from uuid import UUID

from keukentafel.access import Visit
from keukentafel.dossiers import items, rights
from keukentafel.dossiers.opened import Opened
from keukentafel.rooms.table.kinds import ASK, Ask


def an_ask(
    visit: Visit, *, circle: UUID, who: str, organisation: str = "", why: str = "", once: UUID | None = None
) -> Opened[Ask]:
    """A question to the family to invite somebody; all at the table read it. Raises ``Refused``."""
    rights.must(visit.table is not None and visit.table.id == circle)
    return items.add_sent(visit, ASK, Ask(name=who, organisation=organisation, words=why), circle=circle, once=once)
