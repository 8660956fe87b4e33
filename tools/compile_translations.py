"""Merge every package's locale/nl.po into the one catalogue that Django reads, and compile it.

Usage: .venv/bin/python tools/compile_translations.py

Writes src/keukentafel/locale/nl/LC_MESSAGES/django.mo (settings: LOCALE_PATHS). Two packages that put the same English
into different Dutch are an error: one of them would be lost.
"""

from __future__ import annotations

import sys
from pathlib import Path

import polib

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "keukentafel"
COMPILED = PACKAGE / "locale" / "nl" / "LC_MESSAGES" / "django.mo"
HEADER = {
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": "nl",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
Key = tuple[str | None, str]


def catalogues() -> list[Path]:
    """Every package's Dutch, in a steady order."""
    return sorted(PACKAGE.rglob("locale/nl.po"))


def merge(files: list[Path]) -> tuple[dict[Key, polib.POEntry], list[str]]:
    """All translated entries by (context, English), and in words each that two files translate differently."""
    merged: dict[Key, polib.POEntry] = {}
    quarrels = []
    for file in files:
        for entry in polib.pofile(str(file)).translated_entries():
            known = merged.setdefault((entry.msgctxt, entry.msgid), entry)
            if _dutch(known) != _dutch(entry):
                quarrels.append(
                    f"{file.relative_to(PACKAGE)}: “{entry.msgid}” is also “{known.msgstr}”, here “{entry.msgstr}”"
                )
    return merged, quarrels


def _dutch(entry: polib.POEntry) -> tuple[str, dict[int, str]]:
    return entry.msgstr, entry.msgstr_plural


def main() -> int:
    """Compile; 1 when two files quarrel."""
    merged, quarrels = merge(catalogues())
    for quarrel in quarrels:
        print(quarrel)
    if quarrels:
        return 1
    together = polib.POFile()
    together.metadata = HEADER
    together.extend(merged.values())
    COMPILED.parent.mkdir(parents=True, exist_ok=True)
    together.save_as_mofile(str(COMPILED))
    return 0


if __name__ == "__main__":
    sys.exit(main())
