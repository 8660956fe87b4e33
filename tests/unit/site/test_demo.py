"""The demo: on this machine only, its stories told through the doorway."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.support.house import House

from keukentafel.site.cli.demo import demo
from keukentafel.site.demo.story import load
from keukentafel.site.demo.telling import tell_all


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "::", "keukentafel.example"])  # noqa: S104  # to be refused
def test_the_demo_listens_on_loopback_only(host: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEUKENTAFEL_DATA", str(tmp_path))
    answer = CliRunner().invoke(demo, ["--host", host])
    assert answer.exit_code == 1
    assert "this machine only" in answer.output
    assert list(tmp_path.iterdir()) == [], "nothing was set up"


def test_the_stories_can_be_told(house: House) -> None:
    accounts = tell_all(house.owner_url)
    assert len(accounts) == len(load().people) >= 12
    said = {"email", "password", "name", "role", "dossiers"}
    told = {one["name"]: set(one) for one in json.loads(json.dumps(accounts))}
    assert told["Marco Verhulst"] == said
    assert told["Judith Kramer"] == said | {"totp"}
    at_all_three = [one for one in accounts if len(one["dossiers"]) == 3]
    assert [one["name"] for one in at_all_three] == ["Judith Kramer"]
    (dossiers,) = house.owner.execute("SELECT count(*) FROM dossier").fetchone() or (0,)
    assert dossiers == 3
    (personal,) = house.owner.execute("SELECT count(*) FROM circle WHERE kind = 'personal'").fetchone() or (0,)
    assert personal == 1
