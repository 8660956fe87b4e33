"""Who said that something about them is contested, as far as the visitor sees that: their card says so too."""

from uuid import UUID

from keukentafel.access import SeatInSight, Visit
from keukentafel.access.rows import fetch
from keukentafel.dossiers.kinds import all_kinds

CONTESTED = """
SELECT id, kind, state FROM item
 WHERE dossier_id = %s AND circle_id = ANY(%s) AND kind = ANY(%s) AND author_id = %s ORDER BY happened DESC, id DESC
"""


def contested(visit: Visit, seat: SeatInSight) -> UUID | None:
    """The newest item by which somebody contests something, or None. One statement."""
    kinds = {kind.name: kind.contests for kind in all_kinds() if kind.contests}
    rows = fetch(CONTESTED, [visit.dossier, list(visit.circles), list(kinds), seat.id])
    return next((row[0] for row in rows if row[2] in kinds[row[1]]), None)
