"""``keukentafel keys``, as an operator runs it, on a house with families in it."""

import os
import re
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from click.testing import CliRunner, Result

from keukentafel import vault
from keukentafel.access import keys as access_keys
from keukentafel.exchange import archives
from keukentafel.site import jobs
from keukentafel.site.backups import keys as backups
from keukentafel.site.cli import keukentafel
from keukentafel.site.cli.keys import findings
from keukentafel.site.environment import Environment
from tests.support.family import Family
from tests.support.house import House


@pytest.fixture
def family(house: House, monkeypatch: pytest.MonkeyPatch) -> Family:
    """With a personal circle; no keys of earlier tests are left over."""
    for key in vault.current().made():
        vault.current().destroy(key)
    for variable, value in {"KEUKENTAFEL_WEB_URL": house.web_url, "KEUKENTAFEL_OWNER_URL": house.owner_url}.items():
        monkeypatch.setenv(variable, value)
    family = Family(house)
    family.seat("Oma", "relative")
    family.personal("hers", "Oma")
    return family


def run(*words: str, said: str = "") -> Result:
    result = CliRunner().invoke(keukentafel, ["keys", *words], input=said)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def grow_old(monkeypatch: pytest.MonkeyPatch) -> None:
    """No key is in the making any more."""
    monkeypatch.setattr(access_keys, "IN_THE_MAKING", -1)


def test_verify_finds_all_well(family: Family, monkeypatch: pytest.MonkeyPatch) -> None:
    grow_old(monkeypatch)
    result = run("verify")
    assert (result.exit_code, "4 keys open what they are for." in result.output) == (0, True)


def test_verify_sees_as_an_owner_of_the_database_that_is_no_superuser(family: Family) -> None:
    """Forced row-level security holds for that one too."""
    owner = family.house.owner
    owner.execute("DROP ROLE IF EXISTS keys_owner")
    owner.execute("CREATE ROLE keys_owner LOGIN PASSWORD 'only-for-tests' NOSUPERUSER IN ROLE keukentafel_rule")
    try:
        from psycopg.conninfo import make_conninfo

        url = make_conninfo(family.house.owner_url, user="keys_owner", password="only-for-tests")
        assert access_keys.verify(url, lambda done, of: None).fit == 4
    finally:
        owner.execute("DROP ROLE keys_owner")


def needed(family: Family) -> set[UUID]:
    """The dossier, the personal circle and two accounts: each has a key of its own."""
    return {family.id, family.circles["hers"], *(person.pk for person in family.people.values())}


def test_an_archive_on_its_way_has_a_key_that_is_for_something(family: Family, monkeypatch: pytest.MonkeyPatch) -> None:
    with family.visit("Ann") as visit:
        archive = archives.ask(visit, "a long passphrase of mine", "nl")
    grow_old(monkeypatch)
    result = run("verify")
    assert (result.exit_code, "5 keys open what they are for." in result.output) == (0, True)
    assert set(vault.current().made()) == needed(family) | {archive}


@pytest.mark.parametrize("which", ["dossier", "circle", "account"])
def test_verify_finds_a_key_that_is_missing(family: Family, which: str) -> None:
    gone = {"dossier": family.id, "circle": family.circles["hers"], "account": family.people["Oma"].pk}[which]
    vault.current().destroy(gone)
    result = run("verify")
    assert result.exit_code == 1
    assert f"These have no key (1): {gone}" in result.output
    assert "3 keys open what they are for." in result.output


def test_verify_finds_a_key_that_is_another_s(family: Family) -> None:
    """It unwraps, but it is not the one."""
    store = vault.current()._store
    mine, hers = store.get(family.id), store.get(family.circles["hers"])
    store.wrap_anew({family.id: (mine, hers), family.circles["hers"]: (hers, mine)})
    result = run("verify")
    assert result.exit_code == 1
    assert "These do not open by their key (2)" in result.output


def test_verify_finds_what_is_left_over_and_destroys_it_when_asked(
    family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.current().create(stray := uuid4())
    assert run("verify").exit_code == 0, "it may be in the making"
    grow_old(monkeypatch)
    result = run("verify")
    assert (result.exit_code, f"These keys are for nothing (1): {stray}" in result.output) == (1, True)
    assert run("verify", "--destroy-strays", said="n\n").exit_code == 1
    assert stray in vault.current().made()
    assert run("verify", "--destroy-strays", said="y\n").exit_code == 0
    assert set(vault.current().made()) == needed(family)
    assert run("verify").exit_code == 0


def test_nothing_is_destroyed_beside_another_database(family: Family, monkeypatch: pytest.MonkeyPatch) -> None:
    grow_old(monkeypatch)
    family.house.empty()
    result = run("verify", "--destroy-strays", said="y\n")
    assert (result.exit_code, "Nothing was destroyed" in result.output) == (1, True)
    assert set(vault.current().made()) == needed(family)


def test_status_and_rotate(family: Family) -> None:
    before = vault.current().health().current
    status = run("status")
    assert status.exit_code == 0
    assert re.search(rf"{before}.* 5 .*wraps", status.output)
    rotated = run("rotate")
    assert rotated.exit_code == 0
    after = vault.current().health().current
    assert f"5 keys were wrapped anew. All are now under {after}." in rotated.output
    assert f"Destroyed: {before}." in rotated.output
    assert after != before
    with family.visit("Ann") as visit:
        assert visit.cover.title == "Wij"
    assert run("verify").exit_code == 0


def test_after_a_rotation_the_backup_of_the_keys_opens_and_what_opened_the_earlier_ones_is_gone(
    family: Family, tmp_path: Path
) -> None:
    here = Environment.read()
    backups.back_up(here)
    assert run("rotate").exit_code == 0
    keks = {path.name for path in here.provider.folder.glob("kek-*.key")}
    assert {path.name for path in (here.key_copies[0] / backups.BESIDE).glob("kek-*.key")} == keks
    elsewhere = replace(here, data=tmp_path)
    backups.bring_back(elsewhere, here.key_copies[0])
    saved = vault.Vault.in_folder(elsewhere.keys)
    saved.prepare()
    assert saved.trouble() is None
    saved.lend(family.id, shared=[], personal=[])


def test_a_rotation_that_broke_off_is_told_and_gone_on_with(family: Family) -> None:
    vault.current()._provider.rotate()
    status = run("status")
    assert "A rotation broke off or is running" in status.output
    assert (False, "A rotation of the keys broke off: run `keukentafel keys rotate`.") in list(
        findings(vault.current())
    )
    rotated = run("rotate")
    assert "Went on where an earlier rotation broke off." in rotated.output
    assert "A rotation broke off" not in run("status").output


def test_status_tells_of_keys_whose_key_is_gone(family: Family) -> None:
    vault.current().rotate()  # so that it is not the first: another first one would have its name
    folder, current = vault.current()._store.path.parent, vault.current().health().current
    (folder / f"{current}.key").rename(folder / "away")
    try:
        result = run("status")
        assert (result.exit_code, "MEND" in result.output) == (1, True)
        assert not next(iter(findings(vault.current())))[0]
        vault.current()._provider.rotate()
        assert f"5 keys are wrapped by {current}, which this provider does not have." in run("status").output
    finally:
        for left in folder.glob("kek-*.key"):
            left.unlink()
        (folder / "away").rename(folder / f"{current}.key")


def test_backup_by_hand_and_by_the_clock(family: Family) -> None:
    copies = vault.current().copies
    before = len(copies.all())
    result = run("backup")
    assert result.exit_code == 0
    assert Path(result.output.split(",")[0]).exists()
    assert len(copies.all()) == before + 1
    jobs.back_up_keys(int(time.time()))
    assert len(copies.all()) == before + 2
    jobs.catch_up()
    assert len(copies.all()) == before + 2, "there is one of today"
    for copy in copies.all():
        copy.unlink()
    jobs.catch_up()
    assert len(copies.all()) == 1
    assert list(findings(vault.current()))[-1][0]


def test_the_clock_is_set_in_the_worker() -> None:
    from procrastinate.contrib.django import app

    periodic = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert periodic["keys.back_up"] == jobs.NIGHTLY


def test_what_a_crash_left_undestroyed_is_destroyed_at_night(family: Family) -> None:
    circle: UUID = family.circles["hers"]
    family.house.owner.execute("DELETE FROM circle_seat WHERE circle_id = %s", [circle])
    family.house.owner.execute("DELETE FROM circle WHERE id = %s", [circle])
    assert circle in vault.current().made()
    jobs.back_up_keys(0)
    assert circle not in vault.current().made()


@pytest.mark.parametrize(
    ("command", "setting", "value", "said"),
    [
        ("keys status", "KEUKENTAFEL_KEYS", "drawer", "it can be file, vault, kms"),
        ("keys status", "KEUKENTAFEL_KEYS_DAYS", "0", "it can be 1 to 90"),
        ("keys status", "KEUKENTAFEL_KEYS_DAYS", "many", "it can be 1 to 90"),
        ("doctor", "KEUKENTAFEL_BACKUP_DAYS", "-3", "it can be 1 to 365"),
        ("doctor", "KEUKENTAFEL_MOST_PAGES", "plenty", "it can be 1 to 1,000,000,000"),
        ("doctor", "KEUKENTAFEL_BRING_MOST_MB", "2²", "it can be 1 to 1,000,000,000"),
    ],
)
def test_a_wrong_setting_is_told_in_words(tmp_path: Path, command: str, setting: str, value: str, said: str) -> None:
    environment = os.environ | {"KEUKENTAFEL_DATA": str(tmp_path), setting: value}
    told = subprocess.run(
        [sys.executable, "-m", "keukentafel.site.cli", *command.split()],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (told.returncode, said in told.stderr, "Traceback" in told.stderr) == (1, True, False)
