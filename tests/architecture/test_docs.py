"""What the documentation shows is what the code is."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from keukentafel.site.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)")
COMMAND = re.compile(r"`keukentafel ([a-z][a-z-]*)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    assert [link for link in LINK.findall(page.read_text()) if not (page.parent / link).exists()] == []


def test_every_command_that_is_named_is_there_and_the_readme_names_all() -> None:
    there = {str(command.name) for command in COMMANDS}
    assert {name for page in PAGES for name in COMMAND.findall(page.read_text())} <= there
    listed = (ROOT / "README.md").read_text().split("## The command line", 1)[1].split("##", 1)[0]
    assert there - set(re.findall(r"`([a-z-]+)`", listed)) == set()


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


def test_every_setting_is_in_the_docs() -> None:
    """As a name in the code, and as a name in the list for who runs the site, or in a page that it names."""
    files = (ROOT / "src/keukentafel").rglob("*.py")
    names = {name for file in files for name in re.findall(r"KEUKENTAFEL_[A-Z0-9_]*[A-Z0-9]", file.read_text())}
    docs = "".join((ROOT / "docs" / name).read_text() for name in ("settings.md", "keys.md", "exchange/format.md"))
    told = set(re.findall(r"KEUKENTAFEL_[A-Z0-9_]*[A-Z0-9]", docs))
    assert names - told - {"KEUKENTAFEL_EXIT_TO"} == set(), "docs/settings.md"  # that one is Django's own setting
    assert len(names) > 25
