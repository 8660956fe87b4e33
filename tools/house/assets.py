"""The look's styles, scripts, fonts and icons."""

from __future__ import annotations

from .node import node_environment
from .words import INSIDE, ROOT, run

SCRIPT = ROOT / "tools" / "build_assets.py"
FONTS = ROOT / "tools" / "build_fonts.py"


def build_assets(*, dev: bool) -> None:
    """Build what changed; each script knows whether anything did. The fonts come last: the look empties its folder.

    ``dev``: also fetch what the tests run by Node (a certified provider of identities).
    """
    run([INSIDE, SCRIPT, *(["--dev"] if dev else [])], "The look could not be built:", env=node_environment())
    run([INSIDE, FONTS], "The fonts of the fridge print could not be built:")
