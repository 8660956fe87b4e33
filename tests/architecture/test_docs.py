"""What the documentation shows is what the code is."""

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

ROOT = Path(__file__).resolve().parents[2]


def test_the_picture_of_the_house_is_drawn_from_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import draw_house

    fresh = draw_house.draw()
    kept = (ROOT / "docs/pictures/house.svg").read_text()
    assert kept == fresh, "python tools/draw_house.py > docs/pictures/house.svg"
    sys.modules.pop("draw_house")


def test_the_map_of_kinds_is_that_of_the_code() -> None:
    from keukentafel.site.cli.kinds import kinds

    fresh = CliRunner().invoke(kinds, ["--markdown"])
    assert (ROOT / "docs/kinds.md").read_text() == fresh.output, "keukentafel kinds --markdown > docs/kinds.md"
