"""The seats that the visitor may see, opened."""

from typing import Any
from uuid import UUID

from keukentafel.access.cards import SeatCard, bound_seat
from keukentafel.access.rows import fetch
from keukentafel.access.visit import SeatInSight
from keukentafel.vault import Ring

COLOURS = 8
"""Of mugs. Given out in the order in which people sat down: neighbours differ, and who comes changes nobody's."""
SEATS = """
SELECT s.id, s.role, access_owns(s.role, s.authority, s.age_band), s.coordinator, s.person_id IS NOT NULL, s.age_band,
       at_table.since, CASE WHEN s.until <= statement_timestamp() THEN s.until END,
       at_table.circles || by_emergency.circles, s.sealed
  FROM seat s
  LEFT JOIN LATERAL (SELECT min(cs.since) AS since, array_agg(cs.circle_id) FILTER (WHERE cs.until IS NULL) AS circles
                       FROM circle_seat cs WHERE cs.seat_id = s.id) at_table ON true
  LEFT JOIN (SELECT seat_id, array_agg(circle_id) AS circles FROM access_emergency_sitting GROUP BY seat_id)
         by_emergency ON by_emergency.seat_id = s.id
 WHERE s.dossier_id = %s
 ORDER BY at_table.since, s.id
"""


def seats_in_sight(dossier: UUID, ring: Ring) -> dict[UUID, SeatInSight]:
    """All seats that share an open circle with the visitor, now or once, in the order in which they sat down."""
    return {row[0]: _seat(dossier, row, ring, at) for at, row in enumerate(fetch(SEATS, [dossier]))}


def _seat(dossier: UUID, row: Any, ring: Ring, at: int) -> SeatInSight:
    card = SeatCard.model_validate_json(ring.open(dossier, bound_seat(dossier, row[0]), row[9]))
    return SeatInSight(
        id=row[0],
        role=row[1],
        owner=row[2],
        coordinator=row[3],
        has_account=row[4],
        age_band=row[5],
        since=row[6],
        ended=row[7],
        circles=frozenset(row[8] or ()),
        colour=at % COLOURS,
        card=card,
    )
