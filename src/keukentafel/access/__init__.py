"""The doorway to a dossier: the one rule (``sql/``), the visit, and how pages get one."""

from keukentafel.access.door import door
from keukentafel.access.doorway import Refused, enter
from keukentafel.access.hall import Hall, HallTable, hall
from keukentafel.access.threshold import letter_is_good, on_the_threshold
from keukentafel.access.visit import OpenCircle, SeatInSight, Visit

__all__ = [
    "Hall",
    "HallTable",
    "OpenCircle",
    "Refused",
    "SeatInSight",
    "Visit",
    "door",
    "enter",
    "hall",
    "letter_is_good",
    "on_the_threshold",
]
