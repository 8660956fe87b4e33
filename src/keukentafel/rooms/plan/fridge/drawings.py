"""Where the drawings and fonts lie, and a drawing by its key in a colour of choice."""

from functools import cache
from pathlib import Path

import keukentafel

_LOOK = Path(keukentafel.__file__).parent / "look"
PICTURES_FOLDER = _LOOK / "src" / "pictures"
FONTS = _LOOK / "static" / "built" / "fonts"


@cache
def drawing(key: str, colour: str = "currentColor") -> str:
    """The SVG of one drawing, its lines in `colour` (any SVG colour)."""
    return (PICTURES_FOLDER / f"{key}.svg").read_text().strip().replace("currentColor", colour)
