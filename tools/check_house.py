"""Run the checks: linters, type check and all tests.

Usage: .venv/bin/python tools/check_house.py [lint | types | tests ...]   (nothing named: all of them)

All named checks run, also after one failed; the last lines say which did.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable

from house.chromium import VARIABLE, chromium
from house.clamd import VARIABLE as SCANNER
from house.clamd import clamd
from house.words import INSIDE, ROOT, VENV, say, stopping

CODE = ["src", "tests", "tools"]


def lint() -> dict[str, list[str]]:
    """Linters by what they look at."""
    program = f"{INSIDE}"
    return {
        "code": [program, "-m", "ruff", "check", *CODE],
        "layout of the code": [program, "-m", "ruff", "format", "--check", *CODE],
        "pages": [program, "-m", "djlint", "--lint", "--quiet", "src"],
        "floors": [str(VENV / "bin" / "lint-imports")],
        "translations": [program, "tools/check_translations.py"],
    }


def types() -> dict[str, list[str]]:
    """The type check."""
    return {"types": [str(INSIDE), "-m", "mypy"]}


def tests() -> dict[str, list[str]]:
    """All tests, on all cores, with the Chromium and the virus scanner that were found."""
    os.environ[VARIABLE] = str(chromium())
    os.environ[SCANNER] = str(clamd())
    return {"tests": [str(INSIDE), "-m", "pytest", "--numprocesses=auto"]}


GROUPS: dict[str, Callable[[], dict[str, list[str]]]] = {"lint": lint, "types": types, "tests": tests}


def check(names: list[str]) -> None:
    """Run the named groups; leave with 1 and the names of the checks that failed."""
    checks = {name: command for group in names or GROUPS for name, command in GROUPS[group]().items()}
    failed = [name for name, command in checks.items() if not _passes(name, command)]
    if failed:
        say(f"\nNot in order: {', '.join(failed)}.")
        raise SystemExit(1)
    say("\nAll in order.")


def _passes(name: str, command: list[str]) -> bool:
    say(f"\n== {name}")
    begin = time.monotonic()
    status = subprocess.run(command, cwd=ROOT, check=False).returncode
    say(f"-- {name}: {'in order' if status == 0 else f'failed ({status})'}, {time.monotonic() - begin:.0f} s")
    return status == 0


if __name__ == "__main__":
    sys.exit(stopping(lambda: check(sys.argv[1:])))
