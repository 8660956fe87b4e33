"""Whether this dossier came from another house: what is from before stands as its archive told it."""

from dataclasses import dataclass
from datetime import datetime

from keukentafel.access import SeatInSight, Visit
from keukentafel.access.rows import fetch

BROUGHT = "SELECT at, seat_id FROM access_brought()"


@dataclass(frozen=True, slots=True)
class Brought:
    """When, and by whom; without the one who brought it when they are not in sight any more."""

    at: datetime
    by: SeatInSight | None


def brought(visit: Visit) -> Brought | None:
    """None for a dossier that was started here, and for a guest, who sees nothing of the table. One statement."""
    row = next(iter(fetch(BROUGHT, [])), None)
    return Brought(row[0], visit.seats.get(row[1])) if row else None
