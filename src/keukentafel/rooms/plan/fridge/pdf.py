"""The sheet as a PDF for everyone: tagged, PDF/UA-1 and PDF/A-2a, made by typst without reading any text as markup."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import typst

from keukentafel.rooms.plan.fridge.data import sheet_data
from keukentafel.rooms.plan.fridge.drawings import FONTS
from keukentafel.rooms.plan.fridge.sheet import Sheet

if TYPE_CHECKING:
    from typst import PDFStandard

_PAGE = Path(__file__).with_name("sheet.typ")
_STANDARDS: "list[PDFStandard]" = ["ua-1", "a-2a"]


@dataclass(frozen=True)
class Fit:
    """How a sheet works out on paper.

    `size_step` 0 is a poster, 9 the smallest readable; `overflow_ids` are the goals (with their agreements) and loose
    agreements that find no place on the first page, in order; `unprintable` are characters that no font of ours has.
    `first_column` is how many blocks stand in the first of two columns (0: one column), `under` how the telephone
    numbers are set ("rows", "side", "joined"): the page on screen follows both.
    """

    size_step: int
    pages: int
    fits: bool
    overflow_ids: tuple[str, ...]
    unprintable: frozenset[str]
    first_column: int
    under: str


@dataclass(frozen=True)
class Printed:
    """The PDF with its number of pages and the ids of what isn't on the first one."""

    pdf: bytes
    pages: int
    left_over: tuple[str, ...]
    unprintable: frozenset[str]


def fit(sheet: Sheet, say: Callable[[str], str]) -> Fit:
    """Work out whether the sheet fits on one A4, and if not what falls off. `say` translates the sheet's own words."""
    compiler, missing = _compiler(sheet, say)
    return _fit(compiler, missing)


def render(sheet: Sheet, say: Callable[[str], str]) -> Printed:
    """Make the PDF; what doesn't fit on the first page follows on the next. `say` translates the sheet's own words."""
    compiler, missing = _compiler(sheet, say)
    found = _fit(compiler, missing)
    pdf = cast("bytes", compiler.compile(format="pdf", pdf_standards=_STANDARDS))
    return Printed(pdf, found.pages, found.overflow_ids, found.unprintable)


def _fit(compiler: typst.Compiler, missing: frozenset[str]) -> Fit:
    told: dict[str, Any] = json.loads(compiler.query("<fit>", field="value", one=True))
    pages = int(json.loads(compiler.query("<pages>", field="value", one=True)))
    left = tuple(told["left"])
    return Fit(told["size"], pages, pages == 1 and not left, left, missing, told["first"], told["way"])


def _compiler(sheet: Sheet, say: Callable[[str], str]) -> tuple[typst.Compiler, frozenset[str]]:
    data, missing = sheet_data(sheet, say)
    compiler = typst.Compiler(
        input=_PAGE, root=_PAGE.parent, font_paths=_fonts(), sys_inputs={"data": json.dumps(data)}
    )
    return compiler, missing


@cache
def _fonts() -> typst.Fonts:
    """Our own fonts only: the same sheet looks the same on every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
