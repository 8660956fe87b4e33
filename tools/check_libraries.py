"""Ask whether anything that we lean on is newer than our locks, and write down what was found, with the day.

Usage: make libraries

Asks PyPI and npm by their own clients, for nothing but what the locks name. Known faults are another question:
`docs/security/README.md` says how to ask it.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import tempfile
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from house.packages import uv_environment
from house.words import ROOT, Stop, Words, attempt, run, say, stopping
from lock import LOCKS, PLAIN, UNIVERSAL

TABLE = ROOT / "docs" / "security" / "libraries.csv"
COLUMNS = ("lock", "sha256", "checked", "newer", "why not yet")
NODE = "package-lock.json"
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


def check() -> None:
    """Ask for each lock, and write the table. What is newer and has no reason yet gets an empty one: write it."""
    before = {row["lock"]: row for row in _table()}
    rows = []
    for name in (*LOCKS, NODE):
        say(f"- {name}")
        newer = _node() if name == NODE else _python(name)
        old = before.get(name, {})
        why = old.get("why not yet", "") if newer and newer == old.get("newer") else ""
        hashed = sha256((ROOT / name).read_bytes()).hexdigest()
        rows.append([name, hashed, datetime.now(UTC).date().isoformat(), newer, why])
        if newer and not why:
            say(f"  newer: {newer}. Take it, or write in {TABLE.name} why not yet.")
    with TABLE.open("w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *rows])


def _table() -> list[dict[str, str]]:
    if not TABLE.exists():
        return []
    with TABLE.open(newline="") as file:
        return list(csv.DictReader(file))


def _python(name: str) -> str:
    """Resolve anew, as `make lock` does, beside the lock; what differs."""
    with tempfile.TemporaryDirectory() as folder:
        there = Path(folder) / name
        compile_: Words = [sys.executable, "-m", "uv", "pip", "compile", *LOCKS[name], *UNIVERSAL, *PLAIN]
        run([*compile_, "--output-file", there], f"Could not ask about {name}:", uv_environment())
        now, then = _pins(there), _pins(ROOT / name)
    return "; ".join(sorted(f"{one} {version}" for one, version in now - then))


def _pins(lock: Path) -> set[tuple[str, str]]:
    return set(PINNED.findall(lock.read_text()))


def _node() -> str:
    """What npm has newer, other than what our bounds leave out."""
    said = attempt(["npm", "outdated", "--json"])
    try:
        found = json.loads(said.stdout[said.stdout.index("{") : said.stdout.rindex("}") + 1])
    except ValueError:
        raise Stop(f"npm did not answer:\n    {said.stdout[:500]}") from None
    if "error" in found or said.returncode not in (0, 1):
        raise Stop(f"npm could not ask:\n    {said.stdout[:500]}")
    return "; ".join(sorted(f"{name} {one['latest']}" for name, one in found.items()))


if __name__ == "__main__":
    sys.exit(stopping(check))
