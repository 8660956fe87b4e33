"""The key of a personal circle goes with it, whenever the process dies; the key of what is there stays."""

from collections.abc import Callable
from contextlib import suppress
from uuid import UUID

import pytest

from keukentafel import vault
from keukentafel.access import keys
from keukentafel.rooms.table.actions import circles
from tests.support.family import Family
from tests.support.house import House


class Crash(BaseException):
    """The process dies here."""


@pytest.fixture
def family(house: House) -> Family:
    family = Family(house)
    family.seat("Oma", "relative")
    family.personal("mine", "Ann")
    family.personal("hers", "Oma")
    return family


def has_key(key: UUID) -> bool:
    try:
        vault.current()._store.get(key)
    except vault.NoKey:
        return False
    return True


def doomed(house: House) -> list[UUID]:
    return [row[0] for row in house.owner.execute("SELECT id FROM doomed_key").fetchall()]


def remove(family: Family, who: str = "Ann", name: str = "mine") -> None:
    with family.visit(who) as visit:
        circles.remove(visit, visit.circles[family.circles[name]], None)


def crash(family: Family, monkeypatch: pytest.MonkeyPatch, destroy: Callable[..., None]) -> None:
    """Remove a circle in a process that dies while it destroys the key."""
    with monkeypatch.context() as planted:
        planted.setattr(vault.Vault, "destroy", destroy)
        with pytest.raises(Crash):
            remove(family)


def test_it_goes_with_the_circle(family: Family) -> None:
    remove(family)
    assert not has_key(family.circles["mine"])
    assert has_key(family.circles["hers"])
    assert doomed(family.house) == []


def test_a_process_that_dies_before_leaves_it_to_the_next(family: Family, monkeypatch: pytest.MonkeyPatch) -> None:
    circle = family.circles["mine"]

    def die(*_: object) -> None:
        raise Crash

    crash(family, monkeypatch, die)
    assert (has_key(circle), doomed(family.house)) == (True, [circle])
    with family.visit("Ann") as visit:
        assert circle not in visit.circles
    assert [keys.destroy_doomed(), keys.destroy_doomed()] == [1, 0]
    assert (has_key(circle), doomed(family.house)) == (False, [])


def test_a_process_that_dies_in_between_too(family: Family, monkeypatch: pytest.MonkeyPatch) -> None:
    circle = family.circles["mine"]
    real = vault.Vault.destroy

    def destroy_and_die(self: vault.Vault, key: UUID) -> None:
        real(self, key)
        raise Crash

    crash(family, monkeypatch, destroy_and_die)
    assert (has_key(circle), doomed(family.house)) == (False, [circle])
    remove(family, "Oma", "hers")  # the next that is removed takes it along
    assert doomed(family.house) == []


def test_what_was_not_removed_after_all_keeps_its_key(family: Family) -> None:
    with suppress(RuntimeError), family.visit("Ann") as visit:
        circles.remove(visit, visit.circles[family.circles["mine"]], None)
        raise RuntimeError
    assert keys.destroy_doomed() == 0
    assert has_key(family.circles["mine"])


def test_a_key_of_what_is_there_is_never_destroyed(family: Family) -> None:
    """Whoever may write into the table: a key can't be made again."""
    alive = [family.id, family.circles["mine"]]
    for key in alive:
        family.house.owner.execute("INSERT INTO doomed_key VALUES (%s)", [key])
    assert keys.destroy_doomed() == 0
    assert all(has_key(key) for key in alive)


def test_a_failure_is_no_failure_of_the_page(family: Family, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as planted:
        planted.setattr(vault.Vault, "destroy", full)
        remove(family)
    assert doomed(family.house) == [family.circles["mine"]]


def test_a_dossier_that_goes_takes_all_its_keys(family: Family) -> None:
    owner = family.house.owner
    with owner.transaction():
        for table in ("item_seen", "presence", "circle_seat"):
            owner.execute(f"DELETE FROM {table}".encode())
        owner.execute("DELETE FROM circle")
        owner.execute("DELETE FROM seat")
        owner.execute("DELETE FROM dossier")
    gone = {family.id, family.circles["mine"], family.circles["hers"]}
    assert set(doomed(family.house)) == gone
    assert keys.destroy_doomed() == 3
    assert not any(has_key(key) for key in gone)
