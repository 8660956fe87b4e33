"""The table of the OWASP ASVS: every requirement once, every test that it names there, every reason a reason."""

import ast
import csv
import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "docs" / "security" / "asvs.csv"
STATUSES = ("met", "not applicable", "open")
LEVEL_3 = {"3.4.8", "5.2.6", "6.3.7", "6.3.8", "8.3.2", "14.2.7", "14.2.8"}
LEVELS = {"1": 70, "2": 183, "3": 7}
SECTIONS = {
    1: (2, 9, 11, 3, 2), 2: (3, 3, 4, 1), 3: (0, 2, 4, 7, 5, 0, 2), 4: (3, 1, 2, 4), 5: (1, 4, 2, 3),
    6: (3, 12, 6, 4, 5, 3, 0, 4), 7: (3, 4, 2, 5, 2, 2), 8: (2, 3, 2, 1), 9: (3, 4), 10: (2, 2, 4, 11, 5, 2, 3),
    11: (2, 3, 3, 4, 1, 1), 12: (3, 2, 4), 13: (1, 5, 2, 5), 14: (2, 6, 3), 15: (3, 3, 7), 16: (1, 5, 4, 3, 3), 17: (1, 4, 2),
}  # fmt: skip
"""How many requirements of the levels that we look at each section of each chapter has, in the standard's order."""
Row = dict[str, str]


def rows() -> list[Row]:
    """The table."""
    with TABLE.open(newline="") as file:
        return list(csv.DictReader(file))


def nodes(path: Path) -> set[str]:
    """The tests of a file, as pytest calls them (without parameters)."""
    found: set[str] = set()
    for one in ast.parse(path.read_text()).body:
        if isinstance(one, ast.FunctionDef) and one.name.startswith("test_"):
            found.add(one.name)
        if isinstance(one, ast.ClassDef) and one.name.startswith("Test"):
            inner = (each for each in one.body if isinstance(each, ast.FunctionDef))
            found |= {f"{one.name}::{each.name}" for each in inner if each.name.startswith("test_")}
    return found


def faults(table: list[Row]) -> list[str]:
    """What is wrong with the table, in words."""
    wrong = [f"{row['id']}: unknown status {row['status']}" for row in table if row["status"] not in STATUSES]
    wrong += [f"{one}: {times} times" for one, times in Counter(row["id"] for row in table).items() if times > 1]
    for row in table:
        if len(row["asks"].split()) < 2:
            wrong.append(f"{row['id']}: says nothing")
        if row["status"] == "met":
            wrong += [f"{row['id']}: no test {name}" for name in row["test or reason"].split(";") if not exists(name)]
        elif len(row["test or reason"].split()) < (6 if row["status"] == "not applicable" else 2):
            wrong.append(f"{row['id']}: no reason")
    return wrong


def exists(name: str) -> bool:
    """Whether there is such a test."""
    file, _, test = name.strip().partition("::")
    path = ROOT / file
    return file.startswith("tests/") and path.is_file() and test in nodes(path)


def sections(table: list[Row]) -> dict[int, tuple[int, ...]]:
    """How many rows each section of each chapter has; 0 for a section without any."""
    found: dict[int, Counter[int]] = {}
    for row in table:
        chapter, section, _ = map(int, row["id"].split("."))
        found.setdefault(chapter, Counter())[section] += 1
    return {one: tuple(count[number] for number in range(1, max(count) + 1)) for one, count in found.items()}


def test_every_requirement_is_there_once() -> None:
    table = rows()
    assert len({row["id"] for row in table}) == len(table) == 260
    assert dict(Counter(row["level"] for row in table)) == LEVELS
    assert {row["id"] for row in table if row["level"] == "3"} == LEVEL_3
    assert sections(table) == SECTIONS


def test_each_row_says_what_it_must() -> None:
    assert faults(rows()) == []


def test_what_is_open_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever asks to see output gets the list; an open row says who sees to it."""
    open_ones = [row for row in rows() if row["status"] == "open"]
    print("\n".join(f"{row['id']}: {row['test or reason']}" for row in open_ones))  # noqa: T201  # that is its purpose
    assert all(re.match(r"[a-z, and]+: \w", row["test or reason"]) for row in open_ones)


@pytest.mark.parametrize(
    ("status", "why", "fault"),
    [
        ("met", "tests/architecture/test_asvs.py::test_that_never_was", "no test"),
        ("met", "tests/nowhere/test_x.py::test_y", "no test"),
        ("met", "", "no test"),
        ("not applicable", "Not needed.", "no reason"),
        ("open", "later", "no reason"),
        ("done", "tests/architecture/test_asvs.py::test_each_row_says_what_it_must", "unknown status"),
    ],
)
def test_a_row_that_lies_is_found(status: str, why: str, fault: str) -> None:
    planted = {"id": "1.1.1", "level": "2", "asks": "Some words", "status": status, "test or reason": why}
    assert fault in faults([planted])[0]
    good = planted | {
        "status": "met",
        "test or reason": "tests/architecture/test_asvs.py::test_each_row_says_what_it_must",
    }
    assert faults([good]) == []
    assert "2 times" in faults([good, good])[0]
