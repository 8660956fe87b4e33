"""The icons of the installed app, made of our own mug: PNG, because a phone draws no SVG on its home screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typst

GROUND = "#e4eeea"
"""Of `tokens.json`: an icon that a phone cuts to a shape of its own has to fill its square."""
ICONS = {"icon-192": (192, 0.84), "icon-512": (512, 0.84), "icon-maskable": (512, 0.6)}
"""Each with its size in dots, and which part of it the mug takes: a mask leaves only the middle four fifths."""


def build(drawing: Path, folder: Path) -> None:
    """Write every icon into `folder`."""
    for name, (size, part) in ICONS.items():
        page = f'#set page(width: {size}pt, height: {size}pt, margin: 0pt, fill: rgb("{GROUND}"))\n'
        middle = f'#place(center + horizon, image("drawing.svg", width: {size * part}pt))'
        files: Any = {
            "main.typ": (page + middle).encode(),
            "drawing.svg": drawing.read_bytes(),
        }  # its types know no files by name
        (folder / f"{name}.png").write_bytes(typst.compile(files, format="png", ppi=72))
