"""Two SVG files of symbols: icons and drawings for every page; magnets and weather for pages with goals."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

ICON = (
    '<symbol id="{id}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"'
    ' stroke-linecap="round" stroke-linejoin="round">{body}</symbol>'
)


def build(tabler: Path, drawings: Path, look: Path) -> str:
    """The sprite: tabler's icons that the look names, and our own drawings."""
    icons = load(look / "icons.py").ICONS
    symbols = [ICON.format(id=key, body=inside(tabler / "outline" / f"{name}.svg")) for key, name in icons.items()]
    symbols += [drawing(path) for path in sorted(drawings.glob("*.svg")) if path.stem != "favicon"]
    return sheet(symbols)


def magnets(drawings: Path, look: Path) -> str:
    """What hangs on the fridge, on paper as on screen: the pictures of goals, and the weather for 1 to 5."""
    symbols = [drawing(drawings / f"{key}.svg", f"picture-{key}") for key in load(look / "pictures.py").PICTURES]
    symbols += [drawing(drawings / f"scale-{score}.svg", f"weather-{score}") for score in range(1, 6)]
    return sheet(symbols)


def sheet(symbols: list[str]) -> str:
    """One file of symbols."""
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>'


def drawing(path: Path, key: str = "") -> str:
    """One of our own drawings as a symbol; its viewBox and how its lines are drawn are kept."""
    opening = path.read_text().partition("<svg")[2].partition(">")[0]
    kept = re.findall(r'((?:viewBox|fill|stroke[a-z-]*)="[^"]*")', opening)
    if not any(word.startswith("viewBox") for word in kept):
        raise ValueError(f"{path.name} has no viewBox")
    return f'<symbol id="{key or path.stem}" {" ".join(kept)}>{inside(path)}</symbol>'


def inside(path: Path) -> str:
    """What stands between <svg> and </svg>, on one line, without tabler's empty first path."""
    text = path.read_text()
    body = text[text.index(">", text.index("<svg")) + 1 : text.rindex("</svg>")]
    body = re.sub(r'<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*/>', "", body)
    return re.sub(r">\s+<", "><", re.sub(r"\s+", " ", body)).strip()


def load(path: Path) -> ModuleType:
    """A module of the look by its file: the build runs before the package is installed."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(str(path))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
