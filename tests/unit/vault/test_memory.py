"""What a process remembers: fetched once, forgotten when it is destroyed, at little cost."""

import time
from pathlib import Path
from threading import Event, Thread
from typing import Any
from uuid import UUID, uuid4

import pytest

from keukentafel.vault import NoKey, Vault, house, memory
from keukentafel.vault.errors import KekGone, KeysAway


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    made = Vault.in_folder(tmp_path)
    made.prepare()
    return made


def lend(vault: Vault, key: UUID) -> Any:
    return vault.lend(key, shared=(), personal=())


def counted(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The key-encryption keys that were asked for."""
    asked: list[str] = []
    real = vault._provider.unwrap

    def unwrap(kek: str, wrapped: bytes) -> bytes:
        asked.append(kek)
        return real(kek, wrapped)

    monkeypatch.setattr(vault._provider, "unwrap", unwrap)
    return asked


def test_a_key_is_fetched_once(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    vault.create(key := uuid4())
    asked = counted(vault, monkeypatch)
    for _ in range(5):
        vault.lend(key, shared=[uuid4()], personal=())
    assert asked == ["kek-1"]


def test_only_what_was_destroyed_is_forgotten(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    vault.create(gone := uuid4(), stays := uuid4())
    lend(vault, gone), lend(vault, stays)
    vault.anew().destroy(gone)  # as another process does
    asked = counted(vault, monkeypatch)
    lend(vault, stays)
    assert asked == []
    with pytest.raises(NoKey):
        lend(vault, gone)


def test_one_that_is_destroyed_while_it_is_fetched_is_not_kept(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another thread looks in between: what this one brings afterwards must not stay."""
    vault.create(key := uuid4())
    lend(vault, uuid := _other(vault))
    real, fetched, go_on = vault._provider.unwrap, Event(), Event()

    def slow(kek: str, wrapped: bytes) -> bytes:
        plain = real(kek, wrapped)
        fetched.set()
        assert go_on.wait(10)
        return plain

    monkeypatch.setattr(vault._provider, "unwrap", slow)
    fetching = Thread(target=lend, args=(vault, key))
    fetching.start()
    assert fetched.wait(10)
    vault.anew().destroy(key)
    lend(vault, uuid)
    go_on.set()
    fetching.join()
    with pytest.raises(NoKey):
        lend(vault, key)


def _other(vault: Vault) -> UUID:
    vault.create(other := uuid4())
    return other


def test_half_an_id_is_read_when_it_is_whole(vault: Vault) -> None:
    vault.create(gone := uuid4())
    lend(vault, gone)
    with vault._store.log.open("ab", buffering=0) as log:
        log.write(gone.bytes[:7])
        assert lend(vault, gone)
        log.write(gone.bytes[7:])
    vault._memory.look()
    assert gone not in vault._memory._keys


def test_another_log_makes_it_forget_all(vault: Vault) -> None:
    vault.create(key := uuid4())
    lend(vault, key)
    log = vault._store.log
    log.rename(log.with_name("old"))
    with pytest.raises(KeysAway, match=r"destroyed\.ids is not there"):
        lend(vault, key)
    log.write_bytes(b"")
    vault._memory.look()
    assert vault._memory._keys == {}
    assert lend(vault, key)


def test_it_holds_so_many_and_no_more(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "MOST", 3)
    keys = [uuid4() for _ in range(10)]
    vault.create(*keys)
    for key in keys:
        lend(vault, key)
    assert len(vault._memory._keys) == 3
    assert all(lend(vault, key) for key in keys)


def test_a_provider_that_is_silent_is_not_asked_by_each_page(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    vault.create(known := uuid4(), key := uuid4())
    lend(vault, known)
    asked: list[str] = []

    def silent(kek: str, wrapped: bytes) -> bytes:
        asked.append(kek)
        raise KeysAway("provider", "silent")

    with monkeypatch.context() as away:
        away.setattr(vault._provider, "unwrap", silent)
        away.setattr(house, "REST", 0.2)
        for _ in range(5):
            with pytest.raises(KeysAway, match="silent"):
                lend(vault, key)
        assert len(asked) == 1
        assert lend(vault, known), "what is remembered goes on"
    time.sleep(0.25)
    assert lend(vault, key)


def test_a_key_that_was_wrapped_anew_in_between_is_fetched_again(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was read under the old key-encryption key, and that one is gone when it is to be unwrapped."""
    vault.create(key := uuid4())
    row = vault._store.get(key)
    vault.anew().rotate()
    real, old = vault._store.get, [row]
    monkeypatch.setattr(vault._store, "get", lambda which: old.pop() if old else real(which))
    assert lend(vault, key)
    monkeypatch.setattr(vault._store, "get", lambda which: row)
    with pytest.raises(KekGone):
        lend(vault.anew(), key)


def test_a_key_that_was_wrapped_by_a_retired_one_is_wrapped_again(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    stale = [vault._provider.wrap(bytes(32))]
    vault.anew().rotate()
    real = vault._provider.wrap
    monkeypatch.setattr(vault._provider, "wrap", lambda key: stale.pop() if stale else real(key))
    vault.create(key := uuid4())
    assert vault._store.get(key)[0] == "kek-2"
    monkeypatch.setattr(vault._provider, "wrap", lambda _: ("kek-1", b"stale"))
    with pytest.raises(KeysAway, match="retired"):
        vault.create(uuid4())


def test_looking_costs_next_to_nothing(vault: Vault) -> None:
    """At most 30 µs a visit are allowed; a ``stat`` takes about one."""
    vault.create(key := uuid4())
    lend(vault, key)
    best = min(_seconds(vault) for _ in range(20))
    assert best < 15e-6


def _seconds(vault: Vault) -> float:
    started = time.process_time()
    for _ in range(1000):
        vault._memory.look()
    return (time.process_time() - started) / 1000
