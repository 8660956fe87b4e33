"""Draw the house from its own imports: python tools/draw_house.py > docs/pictures/house.svg

Floors and packages as in pyproject.toml's import-linter contract; a line is an import that really stands in the code.
"""

import sys
import tomllib
from html import escape
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parents[1]
WIDTH, FLOOR, BOX, GAP, TOP = 900, 92, 118, 14, 70
STYLE = """
text { font: 600 15px system-ui, sans-serif; text-anchor: middle; fill: #14213d }
.title { font-size: 20px } .floor { fill: #e4eeea } .box { fill: #fff; stroke: #1b458b; stroke-width: 2 }
.import { stroke: #1b458b; stroke-width: 1.4; opacity: .38; fill: none } .ground { fill: #8a5a2b }
@media (prefers-color-scheme: dark) { .floor { fill: #223 } .box { fill: #113 } text { fill: #eef } }
"""


def floors() -> list[list[str]]:
    """The contract's layers from the top down; rooms are drawn one by one."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    named = [[part.strip() for part in layer.split("|")] for layer in layers]
    rooms = sorted(path.parent.name for path in (ROOT / "src/keukentafel/rooms").glob("*/apps.py"))
    return [[f"rooms.{room}" for room in rooms] if floor == ["rooms"] else floor for floor in named]


def places(house: list[list[str]]) -> dict[str, tuple[float, float]]:
    """The middle of each package's box."""
    spots = {}
    for level, floor in enumerate(house):
        width = len(floor) * BOX + (len(floor) - 1) * GAP
        for at, package in enumerate(floor):
            spots[package] = ((WIDTH - width) / 2 + at * (BOX + GAP) + BOX / 2, TOP + level * FLOOR + FLOOR / 2)
    return spots


def imports(packages: list[str]) -> list[tuple[str, str]]:
    """Pairs (importer, imported) of packages, as the code has them."""
    graph = grimp.build_graph("keukentafel")
    pairs = set()
    for package in packages:
        for other in packages:
            one, two = f"keukentafel.{package}", f"keukentafel.{other}"
            if package != other and graph.direct_import_exists(importer=one, imported=two, as_packages=True):
                pairs.add((package, other))
    return sorted(pairs)


def draw() -> str:
    """The picture as SVG."""
    house = floors()
    spots = places(house)
    pairs = imports(list(spots))
    height = TOP + len(house) * FLOOR + 40
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="t d">',
        '<title id="t">The house of Keukentafel</title>',
        f'<desc id="d">{escape(told(house, pairs))}</desc><style>{STYLE}</style>',
        f'<text class="title" x="{WIDTH / 2}" y="40">The house: imports go down only</text>',
    ]
    floor = f'<rect class="floor" x="20" y="{{}}" width="{WIDTH - 40}" height="{FLOOR - 12}" rx="10"/>'
    lines += [floor.format(TOP + level * FLOOR + 6) for level in range(len(house))]
    for one, two in pairs:
        (x1, y1), (x2, y2) = spots[one], spots[two]
        lines.append(f'<path class="import" d="M{x1} {y1 + 18}C{x1} {y1 + 60} {x2} {y2 - 60} {x2} {y2 - 18}"/>')
    for package, (x, y) in spots.items():
        lines.append(f'<rect class="box" x="{x - BOX / 2}" y="{y - 19}" width="{BOX}" height="38" rx="8"/>')
        lines.append(f'<text x="{x}" y="{y + 5}">{package}</text>')
    lines.append(f'<rect class="ground" x="20" y="{height - 26}" width="{WIDTH - 40}" height="8" rx="4"/></svg>')
    return "\n".join(lines) + "\n"


def told(house: list[list[str]], pairs: list[tuple[str, str]]) -> str:
    """The same in words."""
    levels = "; ".join(", ".join(floor) for floor in house)
    return f"Floors from the top: {levels}. Imports: " + ", ".join(f"{one} to {two}" for one, two in pairs) + "."


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "src"))
    sys.stdout.write(draw())
