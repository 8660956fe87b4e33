"""The doorway to a dossier: the one rule (``sql/``), the visit, and how pages get one."""

from keukentafel.access.door import door
from keukentafel.access.doorway import Refused, enter
from keukentafel.access.hall import Hall, HallTable, hall
from keukentafel.access.threshold import letter_is_good, on_the_threshold
from keukentafel.access.visit import Alarm, OpenCircle, SeatInSight, Visit

__all__ = [
    "Alarm",
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
