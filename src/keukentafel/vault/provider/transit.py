"""HashiCorp Vault (or OpenBao) keeps the key-encryption key in its engine ``transit``, and never gives it away.

A version of the transit key is one key-encryption key: ``keukentafel:v3``. The token comes from a file (as a Vault
agent writes it, read at every use, so that a renewed one is taken up) or from the environment as ``hvac`` reads it.
"""

import base64
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from keukentafel.vault.errors import KekGone, KeysAway
from keukentafel.vault.provider import Health, Kek

SECONDS = 3
CIPHERTEXT = re.compile(r"vault:(v[1-9][0-9]*):.+")


class TransitProvider:
    """``name``: of the transit key, made if it is not there. ``mount``: where the engine is mounted."""

    def __init__(
        self,
        address: str,
        *,
        name: str,
        mount: str = "transit",
        token_file: Path | None = None,
        authority: Path | None = None,
    ) -> None:
        self._address = address
        self._name = name
        self._mount = mount
        self._token_file = token_file
        self._authority = authority

    def wrap(self, key: bytes) -> tuple[str, bytes]:
        """Encrypt by the latest version."""
        plain = base64.b64encode(key).decode()
        with self._asking():
            said = self._transit.encrypt_data(self._name, plaintext=plain, mount_point=self._mount)["data"][
                "ciphertext"
            ]
        version = CIPHERTEXT.fullmatch(said)
        if version is None:
            raise KeysAway("provider", "Vault answered with something that is no ciphertext of transit")
        return f"{self._name}:{version[1]}", said.encode()

    def unwrap(self, kek: str, wrapped: bytes) -> bytes:
        """Decrypt; a version that was trimmed or forbidden is gone."""
        if not kek.startswith(f"{self._name}:v"):
            raise KekGone(kek)
        with self._asking():
            from hvac.exceptions import InvalidPath, InvalidRequest

            try:
                said = self._transit.decrypt_data(self._name, ciphertext=wrapped.decode(), mount_point=self._mount)
            except (InvalidRequest, InvalidPath):
                raise KekGone(kek) from None
        return base64.b64decode(said["data"]["plaintext"])

    def rotate(self) -> str:
        """The next version; the first one makes the key."""
        with self._asking():
            if self._read() is None:
                self._transit.create_key(self._name, key_type="aes256-gcm96", mount_point=self._mount)
            else:
                self._transit.rotate_key(self._name, mount_point=self._mount)
            key = self._read()
        return f"{self._name}:v{key['latest_version'] if key else 1}"

    def destroy(self, kek: str) -> None:
        """Trim this version and all before it: Vault can't bring them back."""
        after = int(kek.removeprefix(f"{self._name}:v")) + 1
        with self._asking():
            key = self._read() or {"latest_version": 0}
            if after > key["latest_version"]:
                raise ValueError(f"{kek} is in use")
            if key.get("min_available_version", 0) >= after:
                return
            # one setting at a time: hvac refuses both when they are the same, which is what trimming asks for
            for setting in ("min_decryption_version", "min_encryption_version"):
                if key.get(setting, 0) < after:
                    self._transit.update_key_configuration(self._name, mount_point=self._mount, **{setting: after})
            self._transit.trim_key(self._name, min_version=after, mount_point=self._mount)

    def health(self) -> Health:
        """Whether it wraps and unwraps, and which versions it still has."""
        keks: tuple[Kek, ...] = ()
        try:
            with self._asking():
                keks = tuple(_keks(self._name, self._read()))
            if not keks:
                return Health("vault", keks, f"Vault has no transit key {self._name}")
            probe = os.urandom(32)
            fits = self.unwrap(*self.wrap(probe)) == probe
        except KeysAway as trouble:
            return Health("vault", keks, str(trouble))
        return Health("vault", keks, "" if fits else "what it wraps it does not unwrap")

    def _read(self) -> dict[str, Any] | None:
        from hvac.exceptions import InvalidPath

        try:
            found: dict[str, Any] = self._transit.read_key(self._name, mount_point=self._mount)["data"]
        except InvalidPath:
            return None
        return found

    @property
    def _transit(self) -> Any:
        if self._token_file is not None:
            self._client.token = self._token_file.read_text().strip()
        return self._client.secrets.transit

    @cached_property
    def _client(self) -> Any:
        import hvac
        from requests import Session

        session = Session()
        session.verify = str(self._authority) if self._authority else True
        session.max_redirects = 0  # a key goes where we were told to take it, or nowhere
        return hvac.Client(self._address, timeout=SECONDS, session=session, verify=session.verify)

    @contextmanager
    def _asking(self) -> Iterator[None]:
        try:
            from hvac.exceptions import VaultError
            from requests import RequestException
        except ImportError:
            raise KeysAway("provider", "the library hvac is missing: install keukentafel[vault]") from None
        try:
            yield
        except VaultError as refused:  # its words repeat what was asked
            raise KeysAway("provider", f"Vault refused ({type(refused).__name__})") from None
        except RequestException as silent:
            raise KeysAway("provider", f"Vault does not answer ({type(silent).__name__})") from None
        except OSError as unread:
            raise KeysAway("provider", f"the token for Vault can't be read: {unread.strerror}") from None


def _keks(name: str, key: dict[str, Any] | None) -> Iterator[Kek]:
    """All that could be made to decrypt: from the oldest that was not trimmed."""
    if key is None:
        return
    times = key.get("keys", {})
    for version in range(max(1, key.get("min_available_version", 0)), key["latest_version"] + 1):
        made = times.get(str(version))
        yield Kek(f"{name}:v{version}", datetime.fromtimestamp(made, UTC) if isinstance(made, int) else None)
