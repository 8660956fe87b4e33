"""The vault of this installation: makes, lends and destroys data keys."""

import hmac
import os
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
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from keukentafel.vault.provider import FileProvider, Provider
from keukentafel.vault.ring import Ring
from keukentafel.vault.sealing import seal, unseal
from keukentafel.vault.store import KeyStore, NoKey

PEOPLE = UUID(int=1)
"""The key of what belongs to accounts: addresses and names. One for the installation."""
CACHED = 4096


class Vault:
    """Keys by id: a dossier's id, a personal circle's id, or ``PEOPLE``."""

    def __init__(self, store: KeyStore, provider: Provider) -> None:
        self._store = store
        self._provider = provider
        self._data_key = lru_cache(CACHED)(self._fetch)
        self._cipher = lru_cache(CACHED * 4)(self._derive)
        self._siv = lru_cache(1)(self._derive_siv)
        self._log_key = lru_cache(CACHED)(lambda chain: self._sub_key(PEOPLE, b"log " + chain.bytes, 32))
        self._ensure_people()

    @classmethod
    def in_folder(cls, folder: Path) -> Self:
        """A vault with its key store and its key-encryption key in one folder (mode 0700)."""
        return cls(KeyStore(folder / "keys.sqlite3"), FileProvider(folder))

    def create(self, *keys: UUID) -> None:
        """Make a data key for each id."""
        self._store.put([(key, *self._provider.wrap(os.urandom(32))) for key in keys])

    def ensure(self, key: UUID) -> None:
        """Make a data key for an id, unless there is one."""
        with suppress(IntegrityError):  # made before, perhaps by another process
            self.create(key)

    def destroy(self, key: UUID) -> None:
        """Destroy a data key: what it sealed can never be read again."""
        self._store.delete(key)
        self._data_key.cache_clear()
        self._cipher.cache_clear()
        self._siv.cache_clear()

    def lend(self, dossier: UUID, *, shared: Iterable[UUID], personal: Iterable[UUID]) -> Ring:
        """A ring for the dossier's cover, its shared circles, and personal circles (own keys)."""
        ciphers = {dossier: self._cipher(dossier, dossier)}
        ciphers |= {circle: self._cipher(dossier, circle) for circle in shared}
        ciphers |= {circle: self._cipher(circle, circle) for circle in personal}
        return Ring(ciphers)

    def seal_address(self, address: str) -> bytes:
        """Seal so that the same address always gives the same block, for looking it up."""
        return self._siv().encrypt(address.encode(), [b"address"])

    def open_address(self, block: bytes) -> str:
        """Open what ``seal_address`` sealed."""
        return self._siv().decrypt(block, [b"address"]).decode()

    def seal_text(self, text: str, bound: bytes) -> bytes:
        """Seal a text that belongs to an account; ``bound`` says to which."""
        return seal(self._cipher(PEOPLE, PEOPLE), b"text" + bound, text.encode())

    def open_text(self, block: bytes, bound: bytes) -> str:
        """Open what ``seal_text`` sealed. Raises ``Unreadable``."""
        return unseal(self._cipher(PEOPLE, PEOPLE), b"text" + bound, block).decode()

    def keyed_hash(self, purpose: str, value: bytes) -> bytes:
        """A hash (32 bytes) that only this installation can make."""
        return hmac.digest(self._sub_key(PEOPLE, f"hash {purpose}".encode(), 32), value, sha256)

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
        return Ed25519PrivateKey.from_private_bytes(self._sub_key(PEOPLE, b"log sign", 32))

    def _derive_siv(self) -> AESSIV:
        return AESSIV(self._sub_key(PEOPLE, b"address", 64))

    def _derive(self, key: UUID, scope: UUID) -> AESGCM:
        return AESGCM(self._sub_key(key, b"circle " + scope.bytes, 32))

    def _sub_key(self, key: UUID, purpose: bytes, length: int) -> bytes:
        return HKDFExpand(SHA256(), length, purpose).derive(self._data_key(key))

    def _fetch(self, key: UUID) -> bytes:
        return self._provider.unwrap(*self._store.get(key))

    def _ensure_people(self) -> None:
        try:
            self._store.get(PEOPLE)
        except NoKey:
            self.ensure(PEOPLE)


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
