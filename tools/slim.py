"""Make other people's files as small as what we use of them: fonts by letters, style sheets by variants."""

from __future__ import annotations

import re
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

# What our pages never show of NL Design System's components; a class that is not named here stays.
UNUSED = re.compile(
    r"nl-button--(positive|pressed|disabled|busy|icon-only)|--(secondary|subtle)\)\.nl-button--negative"
    r"|nl-skip-link--visible(?!-on-focus)"
    r"|utrecht-(textbox|textarea|select)--(html|disabled|read-only|readonly|hover|active|focus|placeholder)"
    r"|utrecht-textbox--(house|iban|numeric|password|postal|tel|url|voorvoegsel)|utrecht-select--busy|nl-button__"
    r"|utrecht-form-label--|placeholder|utrecht-html"
)
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
EMPTY = re.compile(r"@(?:media|supports)[^{}]*\{\s*\}")
LETTERS = (
    "U+20-7E,U+A0-17F,U+218-21B,U+1E80-1E85,U+1E9E,U+1EF2-1EF3"
    ",U+2010-2015,U+2018-201E,U+2022,U+2026,U+2039-203A,U+20AC,U+2212,U+2713"
)
"""Those of every European language in Latin script: what names are written with from Iceland to Turkey."""


def slim_font(slices: list[Path], target: Path, weights: tuple[int, int]) -> None:
    """One font from the slices of a variable one, for these weights and our letters, with kerning and without hints."""
    whole, *others = (instancer.instantiateVariableFont(TTFont(part), {"wght": weights}) for part in slices)
    for other in others:
        add_letters(whole, other)
    del whole["HVAR"]  # says again what the outlines say, and knows nothing of the letters that were added
    plain = target.with_suffix(".ttf")
    whole.save(plain)
    options = ["--layout-features=kern,ccmp", "--no-hinting", "--drop-tables+=STAT", "--flavor=woff2"]
    subset.main([str(plain), f"--unicodes={LETTERS}", *options, f"--output-file={target}"])


def add_letters(font: TTFont, other: TTFont) -> None:
    """The letters of another slice of the same font; glyphs of the same name are the same drawing."""
    for name in other.getGlyphOrder():
        if name not in font["glyf"].glyphs:
            font["glyf"][name] = other["glyf"][name]
            font["hmtx"][name] = other["hmtx"][name]
            font["gvar"].variations[name] = other["gvar"].variations.get(name, [])
    more = other.getBestCmap()
    for table in font["cmap"].tables:
        table.cmap.update({sign: name for sign, name in more.items() if sign not in table.cmap})


def slim_htmx(text: str) -> str:
    """Without its one direct ``eval``: our content security policy never lets it run, and names around it stay long.

    Raises ``ValueError`` when a new version has none, or more of them.
    """
    if text.count("eval(") != 1 or "eval(str)" not in text:
        raise ValueError("htmx has changed: look again where it makes code from text")
    return text.replace("eval(str)", "undefined")


def slim_css(text: str) -> str:
    """The same rules without the selectors of unused variants."""
    slim = RULE.sub(keep, text)
    while (again := EMPTY.sub("", slim)) != slim:
        slim = again
    return slim


def keep(rule: re.Match[str]) -> str:
    """A rule with the selectors that are left; nothing when none is."""
    selectors, body = rule.groups()
    if selectors.lstrip().startswith("@"):
        return rule[0]
    left = [selector for selector in split(selectors) if not UNUSED.search(without_not(selector))]
    return f"{','.join(left)}{{{body}}}" if left else ""


def without_not(selector: str) -> str:
    """A selector without its :not(...) parts, which only say what it does not match."""
    return re.sub(r":not\([^()]*\)", "", selector)


def split(selectors: str) -> list[str]:
    """A selector list by its commas, but not those within parentheses."""
    parts, depth = [""], 0
    for sign in selectors:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return parts
