"""The virtual environment in .venv."""

from __future__ import annotations

import os
import shutil
import sys

from .stamps import is_fresh, stamp
from .words import INSIDE, ROOT, VENV, Stop, Words, attempt, say

NO_VENV = (
    "This Python can't make a virtual environment with pip in it.\n"
    "  Debian and Ubuntu keep that apart. Run: sudo apt-get install python3-venv\n"
    "  Then run the same command again."
)


def make_venv() -> None:
    """Make .venv when there is none, or when it belongs to another folder or another Python."""
    key = f"{ROOT} {sys.version} {os.path.realpath(sys.executable)}"
    if is_fresh("venv", key) and INSIDE.exists():
        return
    say("- a virtual environment in .venv")
    shutil.rmtree(VENV, ignore_errors=True)
    if not (_with_pip() or _with_pip_from_outside() or _after_apt()):
        shutil.rmtree(VENV, ignore_errors=True)
        raise Stop(NO_VENV)
    stamp("venv", key)


def _with_pip() -> bool:
    made = attempt([sys.executable, "-m", "venv", "--clear", VENV])
    return made.returncode == 0 and _has_pip()


def _with_pip_from_outside() -> bool:
    """Without ensurepip, the machine's own pip can still put one in."""
    if attempt([sys.executable, "-m", "venv", "--clear", "--without-pip", VENV]).returncode:
        return False
    pip: Words = [sys.executable, "-m", "pip", "--python", INSIDE, "install", "--quiet", "pip"]
    return attempt(pip).returncode == 0 and _has_pip()


def _after_apt() -> bool:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    say("  (this Python lacks venv: installing Debian's python3-venv)")
    attempt(["apt-get", "update", "-qq"])
    attempt(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "python3-venv"])
    return _with_pip()


def _has_pip() -> bool:
    return attempt([INSIDE, "-m", "pip", "--version"]).returncode == 0
