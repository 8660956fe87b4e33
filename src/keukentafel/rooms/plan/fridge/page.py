"""What the print page needs to show the sheet as paper and to help choose when it is too long."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from keukentafel.rooms.plan.fridge.data import sheet_data
from keukentafel.rooms.plan.fridge.drawings import drawing
from keukentafel.rooms.plan.fridge.pdf import Fit, fit
from keukentafel.rooms.plan.fridge.sheet import Sheet


@dataclass(frozen=True)
class Choice:
    """One goal or agreement that may go on the fridge; `seen_by` warns that not everybody may see it, else empty."""

    id: str
    label: str
    kept: bool
    seen_by: str = ""


def page_context(
    sheet: Sheet, say: Callable[[str], str], choices: Sequence[Choice], calls: Sequence[Choice] = ()
) -> dict[str, Any]:
    """Everything for `plan/fridge_print.html` but the addresses. `say` translates into the sheet's language."""
    found = fit(sheet, say)
    data, _ = sheet_data(sheet, say)
    blocks = [{"goal": goal, "loose": None, "hue": at % 8} for at, goal in enumerate(data["goals"])]
    blocks += [{"goal": None, "loose": one, "first": at == 0} for at, one in enumerate(data["agreements"])]
    return {
        "sheet": data,
        "fit": found,
        "papers": _papers(blocks, found),
        "choices": choices,
        "calls": calls,
        "missing_signs": " ".join(sorted(found.unprintable)),
        "picture": picture,
    }


def picture(key: str, words: str = "") -> Markup:
    """A drawing in the page; with `words` it is an image with that text, without it is decoration."""
    says = Markup('role="img" aria-label="{}"').format(words) if words else Markup('aria-hidden="true"')
    return Markup("<svg {} ").format(says) + Markup(drawing(key).removeprefix("<svg "))  # noqa: S704 our own file


def _papers(blocks: list[dict[str, Any]], found: Fit) -> list[list[list[dict[str, Any]]]]:
    """The blocks by paper and column, as the PDF has them."""
    left = set(found.overflow_ids)
    first = [block for block in blocks if _id(block) not in left]
    rest = [block for block in blocks if _id(block) in left]
    cut = found.first_column or len(first)
    columns = [part for part in (first[:cut], first[cut:]) if part]
    return [columns, *_sheets(rest)]


def _sheets(rest: Iterable[dict[str, Any]]) -> list[list[list[dict[str, Any]]]]:
    over = list(rest)
    return [[over]] if over else []


def _id(block: dict[str, Any]) -> str:
    return str((block["goal"] or block["loose"])["id"])
