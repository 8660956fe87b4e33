"""ASVS 15.2.1: nothing that we lean on is older than `docs/security/rules.md` promises."""

import csv
import json
import re
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest

from tests.asvs.code import ROOT
from tests.asvs.test_paper import chapter

PROMISED = timedelta(days=90)
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-node.lock", "package-lock.json")
TABLE = ROOT / "docs" / "security" / "libraries.csv"


def rows() -> dict[str, dict[str, str]]:
    with TABLE.open(newline="") as file:
        return {row["lock"]: row for row in csv.DictReader(file)}


def faults(lock: str, row: dict[str, str], today: date) -> list[str]:
    """What is wrong with what was written of a lock."""
    found = []
    if row["sha256"] != sha256((ROOT / lock).read_bytes()).hexdigest():
        found.append(f"{lock} changed since it was checked: run `make libraries`")
    if today - date.fromisoformat(row["checked"]) > PROMISED:
        found.append(
            f"{lock} was checked on {row['checked']}: run `make libraries`, and `make lock` if something is newer"
        )
    if row["newer"] and len(row["why not yet"].split()) < 6:
        found.append(f"{lock}: {row['newer']} is newer, and nobody says why it is not taken")
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_each_lock_was_checked_as_it_is_within_the_promised_time(lock: str) -> None:
    assert set(rows()) == set(LOCKS)
    assert faults(lock, rows()[lock], datetime.now(UTC).date()) == []


def test_a_lock_that_changed_or_is_old_is_found() -> None:
    lock, today = LOCKS[0], datetime.now(UTC).date()
    row = rows()[lock]
    assert len(faults(lock, row | {"sha256": "0" * 64}, today)) == 1
    assert len(faults(lock, row, date.fromisoformat(row["checked"]) + timedelta(days=91))) == 1
    assert len(faults(lock, row | {"newer": "django 9.9", "why not yet": "later"}, today)) == 1


def test_the_promise_is_on_paper() -> None:
    assert f"every {PROMISED.days} days" in " ".join(chapter("How fast we renew").split())
    assert "pip-audit" in (ROOT / "docs" / "security" / "README.md").read_text()


@pytest.mark.parametrize("lock", LOCKS[:3])
def test_every_library_is_pinned_by_hash_to_one_version(lock: str) -> None:
    """The locks are the inventory of what others made: a package of another version or content is not installed."""
    text = (ROOT / lock).read_text()
    parts = [part for part in re.split(r"\n(?=[a-zA-Z0-9])", text) if "==" in part]
    assert parts
    loose = [part for part in parts if not re.match(r"[\w.\[\],-]+==[^\s;]+", part) or "--hash=sha256:" not in part]
    assert loose == []
    assert not re.search(r"^(-e|git\+|https?:|.*@ )", text, re.MULTILINE)


def test_every_library_of_the_look_is_pinned_by_hash_too() -> None:
    packages = {
        name: one for name, one in json.loads((ROOT / "package-lock.json").read_text())["packages"].items() if name
    }
    assert len(packages) > 10
    assert [
        name for name, one in packages.items() if not (one["version"] and one["integrity"].startswith("sha512-"))
    ] == []
