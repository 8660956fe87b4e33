"""How set-up speaks and stops."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
INSIDE = VENV / "bin" / "python"
MANY = 15  # lines
Words = list[str | Path]


class Stop(Exception):
    """Something is missing or went wrong; the text says what, in words, for a newcomer."""


def say(text: str) -> None:
    """Print one line at once, so that it stands in order with what tools print."""
    print(text, flush=True)


def run(command: Sequence[str | Path], failing: str, env: Mapping[str, str] | None = None) -> str:
    """Run a command from the root and return its output; raise Stop, with what was printed, when it fails."""
    result = attempt(command, env)
    if result.returncode:
        raise Stop("\n    ".join([failing, *_short(result.stdout.splitlines())]))
    return result.stdout


def _short(lines: list[str]) -> list[str]:
    """The begin and the end: some programs say first what is wrong, and some last."""
    return [*lines[:MANY], "...", *lines[-MANY:]] if len(lines) > 2 * MANY else lines


def attempt(command: Sequence[str | Path], env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command from the root; a command that does not exist counts as one that failed (127)."""
    words = [str(word) for word in command]
    full_env = os.environ | dict(env or {})
    try:
        return subprocess.run(
            words, cwd=ROOT, env=full_env, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", check=False,
        )  # fmt: skip
    except OSError as error:
        return subprocess.CompletedProcess(words, 127, stdout=str(error))


def stopping(work: Callable[[], None]) -> int:
    """Call `work`; turn a Stop or Ctrl-C into words on stderr and an exit status."""
    try:
        work()
    except Stop as stop:
        print(f"\nKeukentafel can't go on:\n  {stop}", file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0
