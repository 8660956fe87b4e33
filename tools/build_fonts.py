"""Build the fonts of the fridge print from npm packages: one file a family and weight.

The packages carry a font in slices, one for each alphabet. A PDF needs the whole, and so do we to know which
characters can be printed at all. Writes for each font a .ttf (for the PDF) and, where the page uses it, a .woff2 (for
the screen), and `coverage.json` with the ranges of characters that can be printed.

    python tools/build_fonts.py [--modules node_modules] [--out src/keukentafel/look/static/built/fonts]
"""

import argparse
import json
import logging
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Font:
    """One family: its npm package under @fontsource, the slices to join, its weights, if the screen uses it."""

    package: str
    slices: tuple[str, ...]
    weights: tuple[int, ...] = (400, 700)
    screen: bool = False


FONTS = (
    Font("andika", ("latin", "latin-ext", "cyrillic", "cyrillic-ext", "vietnamese"), screen=True),
    Font("baloo-2", ("latin", "latin-ext", "vietnamese"), (700,), screen=True),
    Font("noto-sans", ("greek",)),
    Font("noto-sans-arabic", ("arabic",), screen=True),
    Font("noto-sans-hebrew", ("hebrew",)),
    Font("noto-sans-ethiopic", ("ethiopic",), screen=True),
    Font("noto-sans-armenian", ("armenian",)),
    Font("noto-sans-georgian", ("georgian",)),
    Font("noto-sans-devanagari", ("devanagari",)),
    Font("noto-emoji", ("emoji",), (400,)),
)


def main() -> int:
    """Build what is not built yet; exit code 1 when a package is missing."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--modules", type=Path, default=ROOT / "node_modules")
    parser.add_argument("--out", type=Path, default=ROOT / "src/keukentafel/look/static/built/fonts")
    asked = parser.parse_args()
    missing = [f"@fontsource/{font.package}" for font in FONTS if not _folder(asked.modules, font).is_dir()]
    if missing:
        print("Missing npm packages: " + ", ".join(missing), file=sys.stderr)
        return 1
    recipe = _recipe(asked.modules)
    if not _is_built(asked.out, recipe):
        _build(asked.modules, asked.out, recipe)
    return 0


def _folder(modules: Path, font: Font) -> Path:
    return modules / "@fontsource" / font.package


def _recipe(modules: Path) -> list[dict[str, object]]:
    versions = (json.loads((_folder(modules, font) / "package.json").read_text())["version"] for font in FONTS)
    return [{**asdict(font), "version": version} for font, version in zip(FONTS, versions, strict=True)]


def _is_built(out: Path, recipe: list[dict[str, object]]) -> bool:
    made = out / "coverage.json"
    return made.is_file() and json.loads(made.read_text())["recipe"] == json.loads(json.dumps(recipe))


def _build(modules: Path, out: Path, recipe: list[dict[str, object]]) -> None:
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    out.mkdir(parents=True, exist_ok=True)
    covered: set[int] = set()
    for font in FONTS:
        for weight in font.weights:
            covered |= _join(_folder(modules, font), font, weight, out)
    made = {"recipe": recipe, "ranges": list(_ranges(covered))}
    (out / "coverage.json").write_text(json.dumps(made))


def _join(folder: Path, font: Font, weight: int, out: Path) -> set[int]:
    """Join the slices of one weight, save it, and return the characters it can print."""
    with tempfile.TemporaryDirectory() as scratch:
        parts = [
            _unpack(folder / "files" / f"{font.package}-{part}-{weight}-normal.woff2", Path(scratch))
            for part in font.slices
        ]
        whole = TTFont(parts[0]) if len(parts) == 1 else Merger().merge([str(part) for part in parts])
        whole.save(out / f"{font.package}-{weight}.ttf")
        if font.screen:
            whole.flavor = "woff2"
            whole.save(out / f"{font.package}-{weight}.woff2")
        return set(whole.getBestCmap())


def _unpack(packed: Path, scratch: Path) -> Path:
    font = TTFont(packed)
    font.flavor = None
    plain = scratch / f"{packed.stem}.ttf"
    font.save(plain)
    return plain


def _ranges(points: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Join neighbouring code points into (first, last) pairs, in order."""
    first = last = -2
    for point in sorted(points):
        if point != last + 1:
            if first >= 0:
                yield first, last
            first = point
        last = point
    if first >= 0:
        yield first, last


if __name__ == "__main__":
    sys.exit(main())
