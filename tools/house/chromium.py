"""A Chromium for the browser tests: found, else installed, else said in words."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from .words import INSIDE, Stop, attempt, say

VARIABLE = "KEUKENTAFEL_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLAYWRIGHTS = "from playwright.sync_api import sync_playwright as p\nwith p() as w: print(w.chromium.executable_path)"
NONE = (
    "The browser tests need Chromium. This machine has none, and it could not be installed.\n"
    "  On Debian: sudo apt-get install chromium. Elsewhere: install Chromium or Google Chrome.\n"
    f"  Does it stand in an unusual place? Then name it: {VARIABLE}=/path/to/chromium"
)


def chromium() -> Path:
    """The path of a Chromium that starts; raise Stop when there is none and none can be installed."""
    named = os.environ.get(VARIABLE)
    if named:
        if not _starts(named):
            raise Stop(f"{VARIABLE} names {named}, and that does not start.")
        return Path(named)
    found = _on_path() or _from_playwright() or _by_apt() or _by_playwright()
    if found is None:
        raise Stop(NONE)
    return found


def _on_path() -> Path | None:
    """The first that starts: Ubuntu has a `chromium-browser` that only tells to install something else."""
    found = (shutil.which(name) for name in NAMES)
    return next((Path(path) for path in found if path and _starts(path)), None)


def _by_apt() -> Path | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    say("- Chromium, by apt-get")
    attempt(["apt-get", "update", "-qq"])
    attempt(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
        env={"DEBIAN_FRONTEND": "noninteractive"},
    )
    return _on_path()


def _from_playwright() -> Path | None:
    """The one that Playwright fetched earlier."""
    path = attempt([INSIDE, "-c", PLAYWRIGHTS]).stdout.strip()
    return Path(path) if path and _starts(path) else None


def _by_playwright() -> Path | None:
    say("- Chromium, by Playwright")
    with_system_parts = ["--with-deps"] if os.geteuid() == 0 else []
    attempt([INSIDE, "-m", "playwright", "install", *with_system_parts, "chromium"])
    return _from_playwright()


def _starts(path: str) -> bool:
    return attempt([path, "--version"]).returncode == 0
