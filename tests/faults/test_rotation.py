"""A rotation of the key-encryption key is killed wherever it is (SIGKILL of a real process): the next one goes on."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from keukentafel.vault import Vault
from keukentafel.vault.errors import KekGone
from tests.faults import house_of_keys
from tests.faults.house_of_keys import opens, seal_in, vault_in
from tests.support.keepers import KINDS, Keeper, keeper

DOSSIERS = 30


@dataclass
class Kept:
    """A vault with dossiers in it, and a way to have other processes in it."""

    keeper: Keeper
    folder: Path
    blocks: dict[UUID, bytes]

    @property
    def choice(self) -> str:
        """The provider, for another process."""
        return json.dumps(asdict(self.keeper.choice), default=str)

    def vault(self) -> Vault:
        """A vault that remembers nothing."""
        return vault_in(self.folder, self.choice)

    def start(self, task: str, *words: object) -> "subprocess.Popen[str]":
        """A process of its own."""
        command = [sys.executable, house_of_keys.__file__, task, str(self.folder), self.choice, *map(str, words)]
        environment = os.environ | self.keeper.environment
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)

    def run(self, task: str, *words: object) -> tuple[int, str]:
        """The same, to its end: exit code and what it said."""
        with self.start(task, *words) as process:
            said, trouble = process.communicate(timeout=60)
        assert not trouble, trouble
        return process.returncode, said

    def all_open(self) -> bool:
        """For a process that remembers nothing."""
        vault = self.vault()
        return all(opens(vault, key, block) for key, block in self.blocks.items())


@pytest.fixture(params=KINDS)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kept]:
    with keeper(request.param, tmp_path / "keks") as made:
        kept = Kept(made, tmp_path / "keys", {})
        vault = kept.vault()
        vault.prepare()
        keys = [uuid4() for _ in range(DOSSIERS)]
        vault.create(*keys)
        kept.blocks |= {key: seal_in(vault, key) for key in keys}
        yield kept


def test_afterwards_the_old_one_is_gone_and_an_old_copy_opens_nothing(kept: Kept) -> None:
    vault = kept.vault()
    first = vault.health().current
    old_store = [vault._store.get(key) for key in kept.blocks]
    copy = vault.copies.make()
    done: list[tuple[int, int]] = []
    turned = vault.rotate(lambda so_far, of: done.append((so_far, of)))
    kept.keeper.later()
    assert (turned.destroyed, turned.keys, turned.went_on) == ((first,), DOSSIERS + 1, False)
    assert done[-1] == (DOSSIERS + 1, DOSSIERS + 1)
    assert vault.under() == {turned.kek: DOSSIERS + 1}
    assert [kek.id for kek in vault.health().keks] == [turned.kek]
    assert kept.all_open()
    for row in old_store:
        with pytest.raises(KekGone):
            kept.keeper.provider().unwrap(*row)
    assert not copy.exists()
    assert len(vault.copies.all()) == 1, "there is a copy that opens"


def test_killed_before_each_of_its_steps(tmp_path: Path) -> None:
    """Every step there is, one after the other, of files (the others differ in what answers, not in the steps)."""
    with keeper("file", tmp_path / "keks") as made:
        kept = Kept(made, tmp_path / "keys", {})
        kept.vault().prepare()
        for _ in range(7):
            kept.vault().create(key := uuid4())
            kept.blocks[key] = seal_in(kept.vault(), key)
        died = 0
        for step in range(1000):
            before = kept.vault().health().current
            code, _ = kept.run("die", 3, step)
            if code == 0:
                break
            assert code == -signal.SIGKILL
            died += 1
            assert kept.all_open(), f"killed before step {step}"
            turned = kept.vault().rotate()
            assert turned.kek != before
            assert kept.all_open()
            assert kept.vault().under() == {turned.kek: 8}
            assert [kek.id for kek in kept.vault().health().keks] == [turned.kek]
        assert died > 30
        left = [path.name for path in (tmp_path / "keks").iterdir()]
        assert left == [f"{kept.vault().health().current}.key"]


def test_killed_anywhere(kept: Kept) -> None:
    """At random moments, again and again the same rotation: it gets through in the end, and nothing was lost."""
    rounds = 8 if kept.keeper.kind == "file" else 4
    first, killed = kept.vault().health().current, 0
    took = _took(kept)
    for _ in range(rounds):
        with kept.start("rotate", 2) as process:
            assert process.stdout
            assert process.stdout.readline() == "ready\n"
            time.sleep(random.uniform(0, took))
            process.kill()
            killed += process.wait() == -signal.SIGKILL
        assert kept.all_open()
        found = kept.vault().health()
        known = {kek.id for kek in found.keks}
        assert set(kept.vault().under()) | {found.current} <= known
        assert len(known) <= 2, "what broke off was begun anew, not gone on with"
    turned = kept.vault().rotate()
    kept.keeper.later()
    assert killed >= rounds // 2
    assert kept.all_open()
    assert kept.vault().under() == {turned.kek: DOSSIERS + 1}
    assert first not in [kek.id for kek in kept.vault().health().keks]


def _took(kept: Kept) -> float:
    with kept.start("rotate", 2) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        started = time.monotonic()
        assert process.stdout.readline() == "done\n"
        return time.monotonic() - started


def test_others_live_on_meanwhile(kept: Kept, tmp_path: Path) -> None:
    """Two processes read, make and destroy through all of it; no read fails, and what they made opens afterwards."""
    blocks, ends = tmp_path / "blocks.json", tmp_path / "ends"
    blocks.write_text(json.dumps({key.hex: block.hex() for key, block in kept.blocks.items()}))
    others = [kept.start("live", blocks, ends) for _ in range(2)]
    try:
        for other in others:
            assert other.stdout
            assert other.stdout.readline() == "ready\n"
        for _ in range(3):
            with kept.start("rotate", 4) as process:
                assert process.stdout
                process.stdout.readline()
                time.sleep(random.uniform(0.0, 0.3))
                process.kill()
            kept.vault().rotate()
    finally:
        ends.touch()
        told = [other.communicate(timeout=60) for other in others]
    for said, trouble in told:
        assert not trouble, trouble
        life = json.loads(said)
        assert (life["wrong"], life["read"] > 10) == (0, True)
        kept.blocks |= {UUID(hex=key): bytes.fromhex(block) for key, block in life["made"].items()}
    assert kept.all_open()
    assert sum(kept.vault().under().values()) == len(kept.blocks) + 1


def test_one_at_a_time(kept: Kept) -> None:
    """Another process that begins in the middle of it is refused, and takes nothing from it."""
    others: list[tuple[int, bool]] = []

    def meanwhile(*_: object) -> None:
        if not others:
            with kept.start("rotate", 1) as other:
                trouble = other.communicate(timeout=60)[1]
            others.append((other.returncode, "Busy" in trouble))

    kept.vault().rotate(meanwhile)
    assert others == [(1, True)]
    assert len(kept.vault().under()) == 1
    assert kept.all_open()


def test_a_destroyed_key_stays_destroyed_through_a_rotation(kept: Kept) -> None:
    gone = next(iter(kept.blocks))
    vault = kept.vault()
    row = vault._store.get(gone)
    vault.destroy(gone)
    vault._store.wrap_anew({gone: (row, row)})  # a batch that was read before it was destroyed
    vault.rotate()
    assert gone not in vault.made()
