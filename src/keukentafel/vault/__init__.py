"""Keys and sealing. Knows no other package of the house.

``Vault.lend`` gives a ``Ring`` that opens and seals for the circles named, and for no other.
"""

from keukentafel.vault.errors import Busy, KeysAway, NoKey
from keukentafel.vault.house import PEOPLE, Vault, backups_last_days, current, use
from keukentafel.vault.ring import NotLent, Ring
from keukentafel.vault.sealing import Unreadable

__all__ = [
    "PEOPLE",
    "Busy",
    "KeysAway",
    "NoKey",
    "NotLent",
    "Ring",
    "Unreadable",
    "Vault",
    "backups_last_days",
    "current",
    "use",
]
