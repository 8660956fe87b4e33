"""What one room makes for another: rooms never import each other, so each says here by name what it can make."""

from collections.abc import Callable
from typing import Any

from keukentafel.access import Visit
from keukentafel.dossiers.opened import Opened

Maker = Callable[..., Opened[Any]]
_makers: dict[str, Maker] = {}


def register(name: str, maker: Maker) -> None:
    """Say how something is made (each room does so when the site starts). ``maker``: takes a visit, and keywords."""
    _makers[name] = maker


def make(visit: Visit, name: str, **what: Any) -> Opened[Any]:
    """Make it. Raises ``KeyError`` when nobody can, and whatever the maker raises."""
    return _makers[name](visit, **what)
