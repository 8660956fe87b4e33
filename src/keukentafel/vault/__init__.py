"""Keys and sealing. Knows no other package of the house.

``Vault.lend`` gives a ``Ring`` that opens and seals for the circles named, and for no other.
"""

from keukentafel.vault.house import Vault, current, use
from keukentafel.vault.ring import NotLent, Ring
from keukentafel.vault.sealing import Unreadable
from keukentafel.vault.store import NoKey

__all__ = ["NoKey", "NotLent", "Ring", "Unreadable", "Vault", "current", "use"]
