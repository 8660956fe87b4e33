"""Design tokens as CSS custom properties: ours from JSON, a municipality's reduced to what our components ask for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

DECLARATION = re.compile(r"(--[\w-]+)\s*:\s*([^;}]+)")
REFERENCE = re.compile(r"var\(\s*(--[\w-]+)")


def own(source: Path) -> str:
    """CSS with our tokens: sizes and daylight colours, evening colours, and a class for each mug."""
    tokens = json.loads(source.read_text())
    day, evening = lines(tokens["light"]), lines(tokens["dark"])
    mugs = "".join(
        f".kt-mug-{number}{{--kt-mug:{colour};--kt-on-mug:{letters}}}"
        for number, (colour, letters) in enumerate(tokens["mugs"])
    )
    dark = f'@media (prefers-color-scheme:dark){{:root:not([data-mode="light"]){{color-scheme:dark;{evening}}}}}'
    chosen = f':root[data-mode="dark"]{{color-scheme:dark;{evening}}}'
    return f":root{{color-scheme:light;{day}{lines(tokens['size'])}}}{dark}{chosen}{mugs}\n"


def lines(tokens: dict[str, str]) -> str:
    """One declaration for each token."""
    return "".join(f"--kt-{name}:{value};" for name, value in tokens.items())


def needed(theme: Path, users: Iterable[Path]) -> str:
    """The tokens of `theme` that `users` ask for, directly or through another token, and then the last user."""
    text = theme.read_text()
    values = dict(DECLARATION.findall(re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)))
    texts = [path.read_text() for path in users]
    open_names = [name for found in texts for name in REFERENCE.findall(found)]
    kept: dict[str, str] = {}
    while open_names:
        name = open_names.pop()
        if name in values and name not in kept:
            kept[name] = values[name].strip()
            open_names += REFERENCE.findall(kept[name])
    body = "".join(f"{name}:{value};" for name, value in sorted(kept.items()))
    return f".voorbeeld-theme{{{body}}}\n{texts[-1]}"
