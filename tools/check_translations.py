"""Hold the Dutch catalogue against the strings in the code and the pages.

Usage: .venv/bin/python tools/check_translations.py

Fails, with a line for each, when Dutch misses a string, keeps one that no code uses, is marked fuzzy, or has other
placeholders than the English. An entry for a string of another package (say, of a sign-in form) carries the comment
`#. borrowed from <package>` and is then not called unused.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

import polib
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir

from compile_translations import PACKAGE, Key, catalogues, merge

LAZY = {f"{name}_lazy": DEFAULT_KEYWORDS[name] for name in ("gettext", "ngettext", "pgettext", "npgettext")}
KEYWORDS = {**DEFAULT_KEYWORDS, **LAZY, "gettext_noop": None}
METHODS = [("**/templates/**", "jinja2.ext:babel_extract"), ("**.py", "python")]
OPTIONS = {"**/templates/**": {"encoding": "utf-8", "silent": "false", "trimmed": "true"}}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def used() -> dict[Key, tuple[str | None, str]]:
    """Every string to translate: its plural, if it has one, and the first place it stands."""
    found: dict[Key, tuple[str | None, str]] = {}
    for file, line, message, _, context in extract_from_dir(str(PACKAGE), METHODS, OPTIONS, KEYWORDS):
        single, plural = message if isinstance(message, tuple) else (message, None)
        found.setdefault((context, single), (plural, f"{file}:{line}"))
    return found


def missing(merged: dict[Key, polib.POEntry]) -> Iterator[str]:
    """Strings without Dutch, or whose plural has none."""
    for key, (plural, place) in used().items():
        entry = merged.get(key)
        if entry is None:
            yield f"{place}: no Dutch for “{key[1]}”"
        elif plural and (entry.msgid_plural != plural or not all(entry.msgstr_plural.get(n) for n in (0, 1))):
            yield f"{place}: no Dutch plural for “{plural}”"


def faulty() -> Iterator[str]:
    """Entries that are unused, obsolete, fuzzy or have other placeholders than the English."""
    known = used()
    for file in catalogues():
        for entry in polib.pofile(str(file)):
            place = f"{file.relative_to(PACKAGE)}:{entry.linenum}"
            if entry.obsolete or not (
                (entry.msgctxt, entry.msgid) in known or entry.comment.startswith("borrowed from ")
            ):
                yield f"{place}: no code uses “{entry.msgid}”"
            elif entry.fuzzy:
                yield f"{place}: “{entry.msgid}” is marked fuzzy"
            elif not _same_placeholders(entry):
                yield f"{place}: other placeholders than in “{entry.msgid}”"


def _same_placeholders(entry: polib.POEntry) -> bool:
    """A singular may spell its number out; no translation may use a placeholder that the English lacks."""
    english = set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
    if not entry.msgid_plural:
        return english == set(PLACEHOLDER.findall(entry.msgstr))
    return all(set(PLACEHOLDER.findall(text)) <= english for text in entry.msgstr_plural.values())


def main() -> int:
    """Print every fault; 1 when there is one."""
    merged, quarrels = merge(catalogues())
    faults = [*quarrels, *missing(merged), *faulty()]
    for fault in faults:
        print(fault)
    print(f"{len(used())} strings, {len(merged)} in Dutch, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
