"""The sheet as a PDF for everyone: tagged, PDF/UA-1 and PDF/A-2a, made by typst without reading any text as markup."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from keukentafel.rooms.plan.fridge.data import sheet_data
from keukentafel.rooms.plan.fridge.press import press
from keukentafel.rooms.plan.fridge.sheet import Sheet


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
    data, missing = sheet_data(sheet, say)
    found, _ = press(data, "fit")
    return _fit(found, missing)


def render(sheet: Sheet, say: Callable[[str], str]) -> Printed:
    """Make the PDF; what doesn't fit on the first page follows on the next. `say` translates the sheet's own words."""
    data, missing = sheet_data(sheet, say)
    found, pdf = press(data, "pdf")
    fitted = _fit(found, missing)
    return Printed(pdf, fitted.pages, fitted.overflow_ids, fitted.unprintable)


def _fit(told: dict[str, Any], missing: frozenset[str]) -> Fit:
    pages, left = told["pages"], tuple(told["left"])
    return Fit(told["size"], pages, pages == 1 and not left, left, missing, told["first"], told["way"])
