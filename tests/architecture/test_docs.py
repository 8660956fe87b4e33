"""What the documentation shows is what the code is."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_the_picture_of_the_house_is_drawn_from_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import draw_house

    fresh = draw_house.draw()
    kept = (ROOT / "docs/pictures/house.svg").read_text()
    assert kept == fresh, "python tools/draw_house.py > docs/pictures/house.svg"
    sys.modules.pop("draw_house")


def test_the_map_of_kinds_is_that_of_the_code() -> None:
    command = [sys.executable, "-m", "keukentafel.site.cli", "kinds", "--markdown"]  # apart: tests register toy kinds
    fresh = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert (ROOT / "docs/kinds.md").read_text() == fresh, "keukentafel kinds --markdown > docs/kinds.md"
