"""The look's styles, scripts, fonts and icons."""

from __future__ import annotations

from .node import node_environment
from .words import INSIDE, ROOT, run

SCRIPT = ROOT / "tools" / "build_assets.py"


def build_assets() -> None:
    """Build what changed; the script itself knows whether anything did."""
    run([INSIDE, SCRIPT], "The look could not be built:", env=node_environment())
