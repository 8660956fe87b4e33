"""Compiled translations."""

from __future__ import annotations

from .stamps import digest, is_fresh, stamp
from .words import INSIDE, ROOT, run, say

SCRIPT = ROOT / "tools" / "compile_translations.py"
PACKAGE = ROOT / "src" / "keukentafel"


def compile_translations() -> None:
    """Merge every package's Dutch into the one catalogue that Django reads."""
    key = digest([SCRIPT, *PACKAGE.rglob("locale/*.po")])
    compiled = PACKAGE / "locale" / "nl" / "LC_MESSAGES" / "django.mo"
    if is_fresh("translations", key) and compiled.exists():
        return
    say("- translations")
    run([INSIDE, SCRIPT], "The translations could not be compiled:")
    stamp("translations", key)
