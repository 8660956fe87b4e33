"""A virus scanner (clamd) for the tests: found, else installed, else said in words."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from .words import Stop, attempt, say

VARIABLE = "KEUKENTAFEL_CLAMD_PROGRAM"
PLACES = ("/usr/sbin/clamd", "/usr/local/sbin/clamd", "/opt/homebrew/sbin/clamd")
NONE = (
    "The tests of files need ClamAV's clamd. This machine has none, and it could not be installed.\n"
    "  On Debian: sudo apt-get install clamav-daemon. Elsewhere: install ClamAV. No signatures are needed.\n"
    f"  Does it stand in an unusual place? Then name it: {VARIABLE}=/path/to/clamd"
)


def clamd() -> Path:
    """The path of a clamd that starts; raise Stop when there is none and none can be installed."""
    named = os.environ.get(VARIABLE)
    if named:
        if not _starts(named):
            raise Stop(f"{VARIABLE} names {named}, and that does not start.")
        return Path(named)
    found = _there() or _by_apt()
    if found is None:
        raise Stop(NONE)
    return found


def _there() -> Path | None:
    found = (shutil.which("clamd"), *PLACES)
    return next((Path(path) for path in found if path and _starts(path)), None)


def _by_apt() -> Path | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    say("- ClamAV, by apt-get")
    attempt(["apt-get", "update", "-qq"])
    attempt(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "clamav-daemon"],
        env={"DEBIAN_FRONTEND": "noninteractive"},
    )
    return _there()


def _starts(path: str) -> bool:
    return attempt([path, "--version"]).returncode == 0
