"""kill -9, as ``keukentafel faults`` does it: here 3 of each and a few hundred writes; docs/security/faults.md has the
figures of the whole size (20 of each, 10,000 writes).
"""

import json
from pathlib import Path

import pytest

from tests.faults.house import Outside

WRITES, KILLS, DOSSIERS = 240, 3, 6
pytestmark = pytest.mark.timeout(600)


def trial(folder: Path, *words: str) -> dict[str, dict[str, int]]:
    found = folder / "found.json"
    house = Outside(folder / "data")
    said = house.run("faults", "--json", str(found), *words)
    assert found.exists(), said.stdout + said.stderr
    told: dict[str, dict[str, int]] = json.loads(found.read_text())
    return told


def test_nothing_is_lost_and_nothing_half(tmp_path: Path) -> None:
    found = trial(tmp_path, "--writes", str(WRITES), "--kills", str(KILLS), "--dossiers", str(DOSSIERS))
    verdict = found["verdict"]
    assert verdict.pop("acknowledged") >= WRITES
    assert verdict.pop("destroyed") == DOSSIERS
    assert set(verdict.values()) == {0}, verdict
    assert set(found["kills"].values()) == {KILLS}


def test_the_control_loses_some(tmp_path: Path) -> None:
    """Else killing would prove nothing: with commits acknowledged before they are on the disk, some have to be gone."""
    found = trial(tmp_path, "--control", "--writes", str(WRITES), "--kills", str(KILLS))
    assert found["verdict"]["lost"] > 0
