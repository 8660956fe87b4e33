"""The vault of this installation: makes, lends and destroys data keys."""

import hmac
import os
import time
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from sqlite3 import IntegrityError
from typing import Self
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from keukentafel.vault.copies import Copies
from keukentafel.vault.disk import alone
from keukentafel.vault.errors import KekGone, KeysAway, NoKey, Retired
from keukentafel.vault.memory import MOST, Memory
from keukentafel.vault.provider import Health, Provider
from keukentafel.vault.provider.file import FileProvider
from keukentafel.vault.ring import Ring
from keukentafel.vault.sealing import seal, unseal
from keukentafel.vault.store import KeyStore
from keukentafel.vault.turning import Told, Turned, told_nobody, turn

PEOPLE = UUID(int=1)
"""The key of what belongs to accounts: addresses and names. One for the installation."""
DAYS = 7
"""How long copies of the key store are kept, unless it is set otherwise."""
REST = 2.0
"""Seconds in which a provider that did not answer is not asked again: or every page would wait for it."""


class Vault:
    """Keys by id: a dossier's id, a personal circle's id, or ``PEOPLE``. Making a vault asks nobody anything."""

    def __init__(self, store: KeyStore, provider: Provider, copies: Copies) -> None:
        self._store = store
        self._provider = provider
        self.copies = copies
        self._memory = Memory(self._unwrapped, store.log)
        self._away: tuple[float, str] | None = None
        self._log_key = lru_cache(MOST)(self._derive_log_key)

    @classmethod
    def in_folder(
        cls, folder: Path, provider: Provider | None = None, *, copies: Path | None = None, days: int = DAYS
    ) -> Self:
        """A vault with its key store in a folder (mode 0700); its key-encryption key too, unless a provider has it."""
        store = KeyStore(folder / "keys.sqlite3")
        return cls(store, provider or FileProvider(folder), Copies(store, copies or folder / "copies", days))

    def prepare(self) -> None:
        """Set up: the store, the first key-encryption key and the people's key, where nothing is yet. Twice is once."""
        self._store.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with alone(self._store.path.with_name("rotation.lock")):
            self._store.make()
            if self._store.under():
                return
            if not self._provider.health().keks:
                self._provider.rotate()
            self.create(PEOPLE)
        self.copies.make()

    def anew(self) -> Self:
        """The same vault, remembering nothing: every key is fetched and unwrapped again."""
        return type(self)(self._store, self._provider, self.copies)

    @property
    def is_prepared(self) -> bool:
        """Whether there is a key store."""
        return self._store.path.exists()

    def create(self, *keys: UUID) -> None:
        """Make a data key for each id. Raises ``KeysAway``; ``IntegrityError`` when one of them has a key."""
        for last in (False, False, True):
            try:
                self._store.put([(key, *self._provider.wrap(os.urandom(32))) for key in keys])
            except Retired as retired:  # by a rotation, after we wrapped: the next time it is the new one
                if last:
                    raise KeysAway("provider", f"it still wraps by {retired}, which is retired") from None
            else:
                return

    def ensure(self, key: UUID) -> None:
        """Make a data key for an id, unless there is one."""
        with suppress(IntegrityError):  # made before, perhaps by another process
            self.create(key)

    def destroy(self, key: UUID) -> None:
        """Destroy a data key, in the store and all its copies on this machine: what it sealed can never be read again.

        Other processes forget it at their next visit. Twice is once: after a crash in between it is called again.
        """
        self._store.delete(key)
        self._memory.look()
        self.copies.destroy(key)

    def lend(self, dossier: UUID, *, shared: Iterable[UUID], personal: Iterable[UUID]) -> Ring:
        """A ring for the dossier's cover, its shared circles, and personal circles (own keys).

        Raises ``NoKey`` when one of them has no key, ``KeysAway`` when no key can be had.
        """
        self._memory.look()
        own = self._memory.key(dossier)
        ciphers = {dossier: own.cipher(dossier)}
        for circle in shared:
            ciphers[circle] = own.cipher(circle)
        for circle in personal:
            ciphers[circle] = self._memory.key(circle).cipher(circle)
        return Ring(ciphers)

    def seal_address(self, address: str) -> bytes:
        """Seal so that the same address always gives the same block, for looking it up."""
        return self._siv().encrypt(address.encode(), [b"address"])

    def open_address(self, block: bytes) -> str:
        """Open what ``seal_address`` sealed."""
        return self._siv().decrypt(block, [b"address"]).decode()

    def seal_text(self, text: str, bound: bytes, key: UUID = PEOPLE) -> bytes:
        """Seal a text that belongs to an account, with its own key; ``bound`` says where it lies."""
        return seal(self._memory.key(key).cipher(key), b"text" + bound, text.encode())

    def open_text(self, block: bytes, bound: bytes, key: UUID = PEOPLE) -> str:
        """Open what ``seal_text`` sealed. Raises ``Unreadable``; ``NoKey`` when the account was destroyed."""
        return unseal(self._memory.key(key).cipher(key), b"text" + bound, block).decode()

    def keyed_hash(self, purpose: str, value: bytes) -> bytes:
        """A hash (32 bytes) that only this installation can make."""
        return hmac.digest(self._memory.key(PEOPLE).sub_key(f"hash {purpose}".encode(), 32), value, sha256)

    def log_mac(self, chain: UUID, block: bytes) -> bytes:
        """A keyed hash (32 bytes) of a line of the access log, with a key of its chain's own.

        Not made of the dossier's key: the log still proves itself when that is destroyed.
        """
        return hmac.digest(self._log_key(chain), block, sha256)

    def sign_log(self, block: bytes) -> bytes:
        """An Ed25519 signature under where the access log ends."""
        return self._log_signer().sign(block)

    def check_log(self, block: bytes, signature: bytes) -> bool:
        """Whether ``sign_log`` made it."""
        try:
            self._log_signer().public_key().verify(signature, block)
        except InvalidSignature:
            return False
        return True

    def _log_signer(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self._memory.key(PEOPLE).sub_key(b"log sign", 32))

    def trouble(self) -> KeysAway | None:
        """What keeps this vault from lending keys now, asked of the store and the provider and not of the memory."""
        try:
            self._memory.look()
            self._asked(PEOPLE)
        except KeysAway as trouble:
            return trouble
        except NoKey:
            return KeysAway("store", "the key store has no key for accounts: it is that of another database")
        return None

    def health(self) -> Health:
        """How the provider is."""
        return self._provider.health()

    def under(self) -> dict[str, int]:
        """How many data keys are wrapped by each key-encryption key."""
        return self._store.under()

    def made(self) -> dict[UUID, float]:
        """Every dossier and personal circle that has a key, and when that was made (seconds since 1970; 0: unknown)."""
        return {key: at for key, at in self._store.made().items() if key != PEOPLE}

    def rotate(self, told: Told = told_nobody) -> Turned:
        """Change the key-encryption key, online; goes on where an earlier run broke off (``turning``)."""
        return turn(self._store, self._provider, self.copies, told)

    def _derive_log_key(self, chain: UUID) -> bytes:
        return self._memory.key(PEOPLE).sub_key(b"log " + chain.bytes, 32)

    def _siv(self) -> AESSIV:
        key = self._memory.key(PEOPLE)
        if key.siv is None:
            key.siv = AESSIV(key.sub_key(b"address", 64))
        return key.siv

    def _unwrapped(self, key: UUID) -> bytes:
        if self._away and time.monotonic() < self._away[0]:
            raise KeysAway("provider", self._away[1])
        return self._asked(key)

    def _asked(self, key: UUID) -> bytes:
        """By the store and the provider. A rotation may wrap the key anew, and destroy the old KEK, while we ask."""
        row = self._store.get(key)
        while True:
            try:
                plain = self._provider.unwrap(*row)
            except KekGone:
                row, before = self._store.get(key), row
                if row == before:
                    raise
            except KeysAway as trouble:
                self._away = (time.monotonic() + REST, str(trouble))
                raise
            else:
                self._away = None
                return plain


_current: Vault | None = None


def use(vault: Vault) -> None:
    """Make this the vault of the process (done once, by the settings)."""
    global _current
    _current = vault


def current() -> Vault:
    """The vault of the process."""
    if _current is None:
        raise RuntimeError("no vault: keukentafel.vault.use() was not called")
    return _current


def backups_last_days() -> int:
    """In how many days a destroyed key is gone from every copy of the key store, also those that were taken elsewhere
    as ``docs/keys.md`` says. (Here it is gone at once.)
    """
    return current().copies.days
