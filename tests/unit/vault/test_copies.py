"""The key store and its short backups: what is destroyed goes from all of them, and none stays longer than its days."""

import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from keukentafel import vault
from keukentafel.vault import KeysAway, NoKey, Vault
from keukentafel.vault.house import PEOPLE

NOON = datetime(2026, 3, 28, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def house(tmp_path: Path) -> Vault:
    house = Vault.in_folder(tmp_path / "keys", days=3)
    house.prepare()
    return house


def ids(path: Path) -> set[UUID]:
    with closing(sqlite3.connect(path)) as copy:
        return {UUID(bytes=row[0]) for row in copy.execute("SELECT id FROM data_key")}


def test_a_copy_is_whole_and_for_us_alone(house: Vault) -> None:
    keys = [uuid4() for _ in range(20)]
    house.create(*keys)
    copy = house.copies.make()
    assert ids(copy) == {PEOPLE, *keys}
    assert copy.stat().st_mode & 0o777 == 0o600
    assert copy.parent.stat().st_mode & 0o777 == 0o700


def test_each_is_kept_its_days_and_not_longer(house: Vault) -> None:
    for copy in house.copies.all():
        copy.unlink()
    made = [house.copies.make(NOON + day * DAY) for day in range(6)]
    assert list(house.copies.all()) == made[3:]
    house.copies.make(NOON + 30 * DAY)
    assert len(house.copies.all()) == 1


def test_what_is_destroyed_is_gone_from_every_copy_down_to_the_bytes(house: Vault) -> None:
    gone, stays = uuid4(), uuid4()
    house.create(gone, stays)
    wrapped = house._store.get(gone)[1]
    copies = [house.copies.make(NOON + hour * timedelta(hours=1)) for hour in range(3)]
    files = [house._store.path, *copies]
    assert all(wrapped in file.read_bytes() and gone.bytes in file.read_bytes() for file in files), "nothing to see"
    house.destroy(gone)
    assert not any(wrapped in file.read_bytes() or gone.bytes in file.read_bytes() for file in files)
    assert all(stays in ids(copy) for copy in copies)
    with pytest.raises(NoKey):
        house.lend(gone, shared=(), personal=())


def test_destroying_what_is_not_there_is_no_mistake(house: Vault) -> None:
    before = ids(house._store.path)
    house.create(gone := uuid4(), stays := uuid4())
    for key in (gone, gone, uuid4()):
        house.destroy(key)
    assert ids(house._store.path) - before == {stays}


def test_a_copy_made_while_something_is_destroyed_does_not_keep_it(house: Vault) -> None:
    """Whichever of the two comes first."""
    keys = [uuid4() for _ in range(40)]
    house.create(*keys)
    with ThreadPoolExecutor() as another:
        copying = another.submit(lambda: [house.copies.make() for _ in range(15)])
        for key in keys:
            house.destroy(key)
        copying.result()
    assert house.copies.all()
    assert all(ids(copy) == {PEOPLE} for copy in house.copies.all())


def test_what_a_dying_copy_left_is_tidied_up(house: Vault) -> None:
    left = [
        house.copies.make().with_name(name) for name in ("keys-x.part", ".keys-x.part.7.part", "keys-x.part-journal")
    ]
    for path in left:
        path.write_bytes(b"half")
    house.copies.make()
    assert not any(path.exists() for path in left)


def test_a_file_of_somebody_else_s_is_left_alone(house: Vault) -> None:
    strange = house.copies.make().with_name("keys-of-grandma.sqlite3")
    strange.write_bytes(b"no copy of ours")
    house.copies.make(NOON + 99 * DAY)
    house.destroy(uuid4())
    assert strange.read_bytes() == b"no copy of ours"


def test_a_copy_in_the_place_of_the_store_opens_everything(house: Vault) -> None:
    house.create(key := uuid4())
    block = house.lend(key, shared=(), personal=()).seal(key, b"x", b"words")
    copy = house.copies.make()
    house._store.path.unlink()
    with pytest.raises(KeysAway, match="is not there"):
        house.anew().lend(key, shared=(), personal=())
    copy.rename(house._store.path)
    assert house.anew().lend(key, shared=(), personal=()).open(key, b"x", block) == b"words"


def test_a_store_that_is_gone_is_never_made_anew_by_the_way(house: Vault) -> None:
    house._store.path.unlink()
    for call in (lambda: house.create(uuid4()), lambda: house.destroy(uuid4()), house.made, house.copies.make):
        with pytest.raises(KeysAway):
            call()
    assert not house.is_prepared
    assert house.trouble()


def test_nor_is_a_key_encryption_key(house: Vault) -> None:
    (house._store.path.parent / "kek-1.key").rename(house._store.path.parent / "away")
    house.prepare()
    assert [path.name for path in house._store.path.parent.glob("kek*")] == []
    assert house.trouble()
    with pytest.raises(KeysAway):
        house.create(uuid4())


def test_a_store_from_before_keys_told_their_age(tmp_path: Path) -> None:
    house = Vault.in_folder(tmp_path)
    house.prepare()
    house.create(key := uuid4())
    with closing(sqlite3.connect(tmp_path / "keys.sqlite3")) as store, store:
        store.execute("DROP TABLE retired")
        store.execute("DROP INDEX by_kek")
        store.execute("ALTER TABLE data_key DROP COLUMN made")
    (tmp_path / "destroyed.ids").unlink()
    with pytest.raises(KeysAway, match="is not there"):
        house.anew().lend(key, shared=(), personal=())
    house.prepare()
    house.create(new := uuid4())
    assert house.made()[key] == 0
    assert house.made()[new] > 0
    house.anew().lend(key, shared=(), personal=())


def test_preparing_at_the_same_time_makes_one(tmp_path: Path) -> None:
    with ThreadPoolExecutor() as many:
        for one in [many.submit(Vault.in_folder(tmp_path).prepare) for _ in range(6)]:
            one.result()
    house = Vault.in_folder(tmp_path)
    assert house.under() == {"kek-1": 1}
    assert house.trouble() is None


def test_a_mangled_store_is_told_in_words(house: Vault) -> None:
    house._store.path.write_bytes(b"no database" * 1000)
    with pytest.raises(KeysAway, match="can't be used"):
        house.anew().lend(uuid4(), shared=(), personal=())


def test_pages_can_say_how_long_it_takes() -> None:
    assert vault.backups_last_days() == vault.current().copies.days == 7


DAMAGED = {"empty": b"", "cut": None, "scribbled": os.urandom(8192)}


@pytest.mark.parametrize("how", DAMAGED)
def test_one_damaged_copy_keeps_nothing_from_being_destroyed_nor_a_rotation_from_its_end(
    house: Vault, how: str
) -> None:
    """It opens nothing for anybody, and would hold up what every family was promised."""
    one, other = uuid4(), uuid4()
    house.create(one, other)
    first = house.copies.make()
    second = house.copies.make()
    mangled = DAMAGED[how]
    first.write_bytes(first.read_bytes()[:5000] if mangled is None else mangled)
    house.destroy(one)
    assert one not in ids(second)
    assert first not in house.copies.all()
    first.write_bytes(b"not a database" * 400)
    turned = house.rotate()
    assert turned.destroyed
    assert [one.id for one in house.health().keks] == [turned.kek]
