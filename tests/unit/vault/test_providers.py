"""The same of each provider: what it wraps it unwraps, through rotations, until a key is destroyed.

``vault`` is asked of OUR OWN stand-in of the documented transit API, not of Vault: see ``tests/support/keepers.py``.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from botocore.stub import Stubber
from tests.support.keepers import AWS, KINDS, Keeper, keeper

from keukentafel.vault.errors import KekGone, KeysAway
from keukentafel.vault.provider.choosing import Choice, WrongChoice, choose
from keukentafel.vault.provider.file import FileProvider
from keukentafel.vault.provider.kms import KmsProvider
from keukentafel.vault.provider.transit import TransitProvider

KEY = os.urandom(32)


@pytest.fixture(params=KINDS)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Keeper]:
    with keeper(request.param, tmp_path / "keks") as made:
        yield made


def ids(one: Keeper) -> list[str]:
    return [kek.id for kek in one.provider().health().keks]


def test_before_there_is_a_key_it_says_so(kept: Keeper) -> None:
    health = kept.provider().health()
    assert (health.keks, health.current) == ((), None)
    assert health.trouble
    with pytest.raises(KeysAway):
        kept.provider().wrap(KEY)


def test_it_wraps_and_another_process_unwraps(kept: Keeper) -> None:
    first = kept.provider().rotate()
    kek, wrapped = kept.provider().wrap(KEY)
    assert kek == first
    assert KEY not in wrapped
    assert kept.provider().wrap(KEY)[1] != wrapped or kept.kind == "file"  # key wrap has no dice
    assert kept.provider().unwrap(kek, wrapped) == KEY
    health = kept.provider().health()
    assert (health.trouble, health.current, len(health.keks)) == ("", first, 1)
    assert health.keks[0].made is not None


def test_after_a_rotation_both_unwrap_and_the_newer_wraps(kept: Keeper) -> None:
    provider = kept.provider()
    first, second = provider.rotate(), provider.rotate()
    assert first != second
    assert ids(kept) == [first, second]
    assert provider.wrap(KEY)[0] == second


def test_what_was_wrapped_before_opens_until_its_key_is_destroyed(kept: Keeper) -> None:
    provider = kept.provider()
    provider.rotate()
    old = provider.wrap(KEY)
    provider.rotate()
    new = provider.wrap(KEY)
    assert (provider.unwrap(*old), provider.unwrap(*new)) == (KEY, KEY)
    provider.destroy(old[0])
    provider.destroy(old[0])
    kept.later()
    for one in (provider, kept.provider()):
        with pytest.raises(KekGone):
            one.unwrap(*old)
        assert one.unwrap(*new) == KEY
    assert ids(kept) == [new[0]]
    assert provider.health().trouble == ""


def test_the_newest_is_never_destroyed(kept: Keeper) -> None:
    provider = kept.provider()
    provider.rotate()
    kek, wrapped = provider.wrap(KEY)
    with pytest.raises(ValueError, match="in use"):
        provider.destroy(kek)
    assert provider.unwrap(kek, wrapped) == KEY


def test_of_many_the_oldest_go_one_after_the_other(kept: Keeper) -> None:
    provider = kept.provider()
    made = [provider.rotate() for _ in range(4)]
    provider.destroy(made[0])
    assert ids(kept) == made[1:]
    for kek in made[1:3]:
        provider.destroy(kek)
    assert ids(kept) == made[3:]


def test_what_was_changed_or_is_another_s_does_not_open(kept: Keeper) -> None:
    provider = kept.provider()
    provider.rotate()
    kek, wrapped = provider.wrap(KEY)
    middle = len(wrapped) // 2
    changed = wrapped[:middle] + (b"A" if wrapped[middle : middle + 1] != b"A" else b"B") + wrapped[middle + 1 :]
    with pytest.raises(KekGone):
        provider.unwrap(kek, changed)
    for stranger in ("kek-9", "../../etc/passwd", "other:v1", "arn:aws:kms:eu-west-1:123456789012:key/nothing"):
        with pytest.raises(KekGone):
            provider.unwrap(stranger, wrapped)


def test_silent_it_says_so_in_words_without_secrets_and_it_comes_back(kept: Keeper) -> None:
    provider = kept.provider()
    provider.rotate()
    kek, wrapped = provider.wrap(KEY)
    kept.silence()
    try:
        for one in (provider, kept.provider()):
            with pytest.raises(KeysAway) as problem:
                one.wrap(KEY)
            assert "only-for-tests" not in str(problem.value)
            with pytest.raises(KeysAway):
                one.unwrap(kek, wrapped)
            assert one.health().trouble
    finally:
        kept.speak()
    assert provider.unwrap(kek, wrapped) == KEY
    assert provider.health().trouble == ""


def test_files_are_for_us_alone(tmp_path: Path) -> None:
    provider = FileProvider(tmp_path / "keks")
    provider.rotate()
    provider.rotate()
    assert (tmp_path / "keks").stat().st_mode & 0o777 == 0o700
    files = sorted((tmp_path / "keks").iterdir())
    assert [(file.name, file.stat().st_mode & 0o777, file.stat().st_size) for file in files] == [
        ("kek-1.key", 0o600, 32),
        ("kek-2.key", 0o600, 32),
    ]


def test_a_new_token_is_taken_up_at_once(tmp_path: Path) -> None:
    with keeper("vault", tmp_path / "keks") as kept:
        provider = kept.provider()
        provider.rotate()
        token = tmp_path / "keks" / "token"
        good = token.read_text()
        token.write_text("expired")
        with pytest.raises(KeysAway, match="Forbidden"):
            provider.wrap(KEY)
        token.unlink()
        with pytest.raises(KeysAway, match="token"):
            provider.wrap(KEY)
        token.write_text(good)
        assert provider.unwrap(*provider.wrap(KEY)) == KEY


@pytest.mark.parametrize(
    ("code", "gone"),
    [
        ("KMSInvalidStateException", True),
        ("NotFoundException", True),
        ("DisabledException", True),
        ("AccessDeniedException", False),
        ("ThrottlingException", False),
    ],
)
def test_what_aws_says_of_a_key_that_waits_for_its_removal(code: str, *, gone: bool) -> None:
    """By botocore's own stubber: moto's server would go on decrypting."""
    with pytest.MonkeyPatch.context() as environment:
        for variable, value in AWS.items():
            environment.setenv(variable, value)
        provider = KmsProvider(name="keukentafel")
        with Stubber(provider._kms) as stubbed:
            stubbed.add_client_error("decrypt", code)
            with pytest.raises(KeysAway) as problem:
                provider.unwrap("arn:aws:kms:eu-west-1:123456789012:key/one", KEY)
    assert isinstance(problem.value, KekGone) == gone


def test_nobody_listens(tmp_path: Path) -> None:
    silent = TransitProvider("https://127.0.0.1:1", name="keukentafel")
    with pytest.raises(KeysAway, match="does not answer"):
        silent.wrap(KEY)
    assert "does not answer" in silent.health().trouble


@pytest.mark.parametrize(
    ("kind", "address", "said"),
    [
        ("files", "", "file, vault, kms"),
        ("vault", "", "https://"),
        ("vault", "http://vault.example", "https://"),
        ("vault", "http://127.0.0.1:8200", "https://"),
        ("kms", "http://localhost:8200", "https://"),
        ("kms", "http://kms.example", "https://"),
    ],
)
def test_what_can_not_be_chosen_is_told(tmp_path: Path, kind: str, address: str, said: str) -> None:
    with pytest.raises(WrongChoice, match=said):
        choose(Choice(kind, tmp_path, address=address))


@pytest.mark.parametrize("address", ["https://vault.example", "http://127.0.0.1:8200", "http://localhost:8200"])
def test_what_can_be_chosen_asks_nobody_yet(tmp_path: Path, address: str) -> None:
    """By http only this machine, and only for a demo."""
    for kind in ("vault", "kms", "file"):
        choose(Choice(kind, tmp_path / "never", address=address, plain_here=address.startswith("http://")))
    assert not (tmp_path / "never").exists()
