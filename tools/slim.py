"""Make other people's files as small as what we use of them: fonts by letters, style sheets by variants."""

from __future__ import annotations

import re
from pathlib import Path

from fontTools import subset

# What our pages never show of NL Design System's components; a class that is not named here stays.
UNUSED = re.compile(
    r"nl-button--(positive|pressed|disabled|busy|icon-only)"
    r"|nl-link--(disabled|inline-box)|nl-skip-link--visible(?!-on-focus)"
    r"|utrecht-(textbox|textarea|select)--(html|disabled|read-only|readonly|hover|active|focus|placeholder)"
    r"|utrecht-form-label--|::placeholder|utrecht-html"
)
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
EMPTY = re.compile(r"@(?:media|supports)[^{}]*\{\s*\}")
WESTERN = "U+20-7E,U+A0-FF,U+131,U+152-153,U+2010-2015,U+2018-201E,U+2022,U+2026,U+2039-203A,U+20AC,U+2212,U+2713"


def slim_font(source: Path, target: Path) -> None:
    """The letters of Western Europe only, with kerning and without hints, as woff2."""
    subset.main(
        [
            str(source),
            f"--unicodes={WESTERN}",
            "--layout-features=kern,ccmp",
            "--no-hinting",
            "--flavor=woff2",
            f"--output-file={target}",
        ]
    )


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
