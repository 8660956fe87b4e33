"""The restore drill: another folder, equal counts and sums, what was destroyed stays destroyed, the rest whole."""

import json
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from keukentafel.site.backups import places
from keukentafel.site.postgres import running_cluster
from keukentafel.vault.tombstones import Tombstone, Tombstones
from tests.faults.house import Outside
from tests.walls.test_leaked_disk import on_disk

MARK = f"zq{secrets.token_hex(5)}"
pytestmark = pytest.mark.timeout(300)


@dataclass(frozen=True)
class Drill:
    """A house with two families, backed up; then one was destroyed and the other wrote on."""

    old: Outside
    families: dict[str, dict[str, str]]
    backup: Path
    before: dict[str, Any]
    after: Any

    def new(self, folder: Path) -> Outside:
        """A house that is not there yet."""
        return Outside(folder)

    def who(self, family: str) -> tuple[str, str]:
        """Owner and dossier."""
        return self.families[family]["person"], self.families[family]["dossier"]

    def keys(self, family: str) -> list[str]:
        """The ids of a family's keys."""
        return [self.families[family]["dossier"], self.families[family]["circle"]]

    @property
    def copies(self) -> str:
        """Where the backups of the keys are."""
        return str(self.old.data / "keys" / "copies")


@pytest.fixture(scope="module")
def drill(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Drill]:
    """Made once; each test restores into a folder of its own."""
    old = Outside(tmp_path_factory.mktemp("old") / "data")
    with running_cluster(old.data / "postgres") as cluster:
        old.ok("migrate")
        families = old.inside("plant", MARK)
        before = {name: old.inside("look", *_who(one)) for name, one in families.items()}
        old.ok("backup")
        (backup,) = places.all_backups(old.data / "backups")
        assert old.inside("destroy", *_who(families["one"])) == {"at_once": True}
        old.inside("more", *_who(families["two"]))
        after = old.inside("look", *_who(families["two"]))
        _hand_over_the_log(cluster.url("keukentafel"))
    yield Drill(old, families, backup.folder, before, after)
    shutil.rmtree(old.data)


def _who(family: dict[str, str]) -> tuple[str, str]:
    return family["person"], family["dossier"]


def _hand_over_the_log(url: str) -> None:
    """As the server does by itself every five minutes."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute("SELECT pg_switch_wal()")


def test_the_backup_comes_back_as_it_was_but_for_what_was_destroyed(drill: Drill, tmp_path: Path) -> None:
    new = drill.new(tmp_path / "data")
    said = new.ok("restore", str(drill.backup), "--keys", drill.copies, "--until", "backup")
    assert "Counts and sums are those of the backup." in said
    assert "2 tombstones hold; 2 things that had been destroyed were here again" in said
    assert new.inside("look", *drill.who("two")) == drill.before["two"]
    gone = new.inside("look", *drill.who("one"))
    assert gone["read"] is None
    assert {count for count, _sum in gone["rows"].values()} == {0}
    assert set(new.inside("keys", *drill.keys("one")).values()) == {False}
    assert set(new.inside("keys", *drill.keys("two")).values()) == {True}
    assert "0 of those things are here again" in new.ok("tombstones", "count")


def test_with_the_log_what_was_written_since_comes_back_too(drill: Drill, tmp_path: Path) -> None:
    new = drill.new(tmp_path / "data")
    new.ok("restore", str(drill.backup), "--keys", drill.copies)
    assert new.inside("look", *drill.who("two")) == drill.after != drill.before["two"]
    assert new.inside("look", *drill.who("one"))["read"] is None


def test_nobody_gets_in_before_tombstones_are_applied(drill: Drill, tmp_path: Path) -> None:
    new = drill.new(tmp_path / "data")
    new.ok("restore", str(drill.backup), "--keys", drill.copies, "--until", "backup")
    stone = Tombstone(UUID(drill.families["two"]["dossier"]), "dossier", datetime.now(UTC))
    Tombstones([new.data / "keys"]).add([stone])
    for command in (["serve"], ["worker"], ["demo-accounts"]):
        refused = new.run(*command)
        assert refused.returncode == 1
        assert "keukentafel tombstones apply" in refused.stderr, command
        assert "Traceback" not in refused.stderr
    assert "1 things that had been destroyed" in new.ok("tombstones", "apply")
    assert new.inside("look", *drill.who("two"))["read"] is None


def test_nothing_of_the_destroyed_can_be_found_or_opened(drill: Drill, tmp_path: Path) -> None:
    """Not in the data, the log and the backups; and no key of afterwards opens what still lies there sealed."""
    (tmp_path / "control").write_text(MARK)
    assert on_disk(tmp_path, MARK) == [Path("control")], "the search would not find it"
    assert on_disk(drill.old.data, MARK) == []
    assert set(drill.old.inside("keys", *drill.keys("one")).values()) == {False}
    sealed = UUID(drill.families["one"]["dossier"]).bytes
    assert any(sealed in path.read_bytes() for path in (drill.backup / "cluster").rglob("*") if path.is_file()), (
        "the backup never held it"
    )
    live, copies = drill.old.data / "keys" / "keys.sqlite3", sorted(Path(drill.copies).glob("*.sqlite3"))
    assert [store for store in (live, *copies) if sealed in store.read_bytes()] == []
    kept = UUID(drill.families["two"]["dossier"]).bytes
    assert [kept in store.read_bytes() for store in (live, copies[-1])] == [True, True]


@pytest.fixture
def copy(drill: Drill, tmp_path: Path) -> Path:
    """A backup to break."""
    return Path(shutil.copytree(drill.backup, tmp_path / drill.backup.name, symlinks=True))


def test_what_is_no_backup_is_refused(drill: Drill, tmp_path: Path) -> None:
    new = drill.new(tmp_path / "data")
    refused = new.run("restore", str(tmp_path), "--keys", drill.copies)
    assert (refused.returncode, "is no backup of Keukentafel" in refused.stderr) == (1, True)
    assert not (new.data / "postgres").exists()


def test_half_a_backup_is_refused(drill: Drill, copy: Path, tmp_path: Path) -> None:
    largest = max((copy / "cluster" / "base").rglob("*"), key=lambda path: path.stat().st_size)
    with largest.open("r+b") as file:
        file.seek(4096)
        file.write(b"\0\1\2\3")
    new = drill.new(tmp_path / "data")
    refused = new.run("restore", str(copy), "--keys", drill.copies)
    assert (refused.returncode, "is not whole" in refused.stderr) == (1, True), refused.stderr
    assert not (new.data / "postgres" / "cluster").exists()
    (copy / "manifest.json").unlink()
    assert "it was broken off" in new.run("restore", str(copy)).stderr


@pytest.mark.parametrize("newer", [{"format": 2}, {"migrations": ["dossiers.0999_wings"]}])
def test_a_newer_one_is_refused(drill: Drill, copy: Path, tmp_path: Path, newer: dict[str, Any]) -> None:
    told = json.loads((copy / "manifest.json").read_text())
    (copy / "manifest.json").write_text(json.dumps(told | newer))
    refused = drill.new(tmp_path / "data").run("restore", str(copy), "--keys", drill.copies)
    assert (refused.returncode, "made by a newer Keukentafel" in refused.stderr) == (1, True), refused.stderr


def test_a_house_with_a_database_or_a_running_server_is_refused(drill: Drill) -> None:
    there = drill.old.run("restore", str(drill.backup))
    assert (there.returncode, "There is a database in" in there.stderr) == (1, True)
    with running_cluster(drill.old.data / "postgres"):
        runs = drill.old.run("restore", str(drill.backup), "--replace")
    assert (runs.returncode, "runs. Stop Keukentafel" in runs.stderr) == (1, True)


def test_without_keys_it_is_refused(drill: Drill, tmp_path: Path) -> None:
    refused = drill.new(tmp_path / "data").run("restore", str(drill.backup))
    assert (refused.returncode, "There is no key store" in refused.stderr) == (1, True)
    refused = drill.new(tmp_path / "data").run("restore", str(drill.backup), "--keys", str(tmp_path))
    assert (refused.returncode, "There is no backup of a key store" in refused.stderr) == (1, True)


def test_keys_never_lie_among_the_backups_of_the_database(drill: Drill) -> None:
    place = str(drill.old.data / "backups" / "keys")
    refused = Outside(drill.old.data, KEUKENTAFEL_KEYS_COPIES=place).run("backup")
    assert (refused.returncode, "whoever takes one has both" in refused.stderr) == (1, True)


def test_a_server_of_ones_own_has_its_own_backups(drill: Drill) -> None:
    refused = Outside(drill.old.data, DATABASE_URL="postgresql://somewhere/x").run("backup")
    assert (refused.returncode, "its backups are yours to make" in refused.stderr) == (1, True)


def test_old_backups_go(tmp_path: Path) -> None:
    for days in (0, 29, 31):
        made = (datetime.now(UTC) - timedelta(days=days)).strftime(places.STAMP)
        (tmp_path / made / "cluster").mkdir(parents=True)
        (tmp_path / made / "manifest.json").write_text("{}")
        (tmp_path / made / "cluster" / "backup_label").write_text(
            f"START WAL LOCATION: 0/1 (file 0000000100000000000000{50 - days:02X})"
        )
    (tmp_path / "wal").mkdir()
    for number in (1, 20, 21, 60):
        (tmp_path / "wal" / f"0000000100000000000000{number:02X}.gz").touch()
    assert places.prune(tmp_path, 30) == 1
    assert len(places.all_backups(tmp_path)) == 2
    kept = sorted(int(path.name[22:24], 16) for path in (tmp_path / "wal").iterdir())
    assert kept == [21, 60]
