"""AWS Key Management Service keeps the key-encryption keys and never gives one away.

AWS's own rotation keeps every earlier key for ever, so that nothing of an old copy would ever become unreadable. So
each key-encryption key of ours is a KMS key of its own, under the aliases ``alias/keukentafel-1``,
``alias/keukentafel-2`` ... Destroying one: from that moment it opens nothing, and AWS removes it after seven days, its
shortest time. Until then the owner of the AWS account could take that back.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from keukentafel.vault.errors import KekGone, KeysAway
from keukentafel.vault.provider import Health, Kek

SECONDS = 3
REMOVED_AFTER = 7
"""Days; AWS takes no fewer."""
GONE = {
    "NotFoundException",
    "DisabledException",
    "KMSInvalidStateException",
    "InvalidCiphertextException",
    "IncorrectKeyException",
}


class KmsProvider:
    """``name``: what the aliases begin with. ``address``: of an endpoint that is not AWS's own, if any.

    Region and credentials come from the environment or the machine's role, as ``boto3`` reads them.
    """

    def __init__(self, *, name: str, address: str = "", authority: Path | None = None) -> None:
        self._name = name
        self._address = address
        self._authority = str(authority) if authority else None

    def wrap(self, key: bytes) -> tuple[str, bytes]:
        """Encrypt by the key of the newest alias; the id is the key's ARN."""
        with self._asking(""):
            return self._wrap_by(self._newest(), key)

    def unwrap(self, kek: str, wrapped: bytes) -> bytes:
        """Decrypt; a key that waits for its removal is gone."""
        with self._asking(kek):
            plain: bytes = self._kms.decrypt(KeyId=kek, CiphertextBlob=wrapped)["Plaintext"]
        return plain

    def rotate(self) -> str:
        """Make a KMS key and its alias."""
        with self._asking(""):
            number = max(self._aliases(), default=0) + 1
            tags = [{"TagKey": "keukentafel", "TagValue": self._name}]
            made = self._kms.create_key(Description=f"Keukentafel {self._name} {number}", Tags=tags)["KeyMetadata"]
            self._kms.create_alias(AliasName=f"alias/{self._name}-{number}", TargetKeyId=made["KeyId"])
            return str(made["Arn"])

    def destroy(self, kek: str) -> None:
        """Shut the key at once and have it removed; its alias goes last, so that a broken-off run finds it again."""
        with self._asking(kek):
            aliases = self._aliases()
            mine = [number for number, arn in aliases.items() if arn == kek]
            if mine and max(aliases) in mine:
                raise ValueError(f"{kek} is in use")
            if self._kms.describe_key(KeyId=kek)["KeyMetadata"]["KeyState"] != "PendingDeletion":
                self._kms.schedule_key_deletion(KeyId=kek.rpartition("/")[2], PendingWindowInDays=REMOVED_AFTER)
            for number in mine:
                self._kms.delete_alias(AliasName=f"alias/{self._name}-{number}")

    def health(self) -> Health:
        """Whether the newest wraps and unwraps, and which there are."""
        keks: tuple[Kek, ...] = ()
        try:
            with self._asking(""):
                keks = tuple(self._described(arn) for _, arn in sorted(self._aliases().items()))
            if not keks:
                return Health("kms", keks, f"AWS KMS has no key with an alias {self._name}-...")
            probe = os.urandom(32)
            fits = self.unwrap(*self.wrap(probe)) == probe
        except KeysAway as trouble:
            return Health("kms", keks, str(trouble))
        return Health("kms", keks, "" if fits else "what it wraps it does not unwrap")

    def _wrap_by(self, kek: str, key: bytes) -> tuple[str, bytes]:
        return kek, self._kms.encrypt(KeyId=kek, Plaintext=key)["CiphertextBlob"]

    def _newest(self) -> str:
        aliases = self._aliases()
        if not aliases:
            raise KeysAway("provider", f"AWS KMS has no key with an alias {self._name}-...")
        return aliases[max(aliases)]

    def _aliases(self) -> dict[int, str]:
        """ARNs of our keys by the number of their alias."""
        ours = re.compile(rf"alias/{re.escape(self._name)}-([1-9][0-9]*)")
        pages = self._kms.get_paginator("list_aliases").paginate()
        found = ((ours.fullmatch(alias["AliasName"]), alias) for page in pages for alias in page["Aliases"])
        return {int(name[1]): self._arn(alias) for name, alias in found if name and alias.get("TargetKeyId")}

    @staticmethod
    def _arn(alias: dict[str, str]) -> str:
        return alias["AliasArn"].rsplit(":", 1)[0] + ":key/" + alias["TargetKeyId"]

    def _described(self, arn: str) -> Kek:
        return Kek(arn, self._kms.describe_key(KeyId=arn)["KeyMetadata"]["CreationDate"])

    @cached_property
    def _kms(self) -> Any:
        import boto3
        from botocore.config import Config

        patience = Config(connect_timeout=SECONDS, read_timeout=SECONDS, retries={"total_max_attempts": 2})
        return boto3.session.Session().client(
            "kms", endpoint_url=self._address or None, verify=self._authority, config=patience
        )

    @contextmanager
    def _asking(self, kek: str) -> Iterator[None]:
        try:
            from botocore.exceptions import BotoCoreError, ClientError
        except ImportError:
            raise KeysAway("provider", "the library boto3 is missing: install keukentafel[kms]") from None
        try:
            yield
        except ClientError as refused:
            code = str(refused.response.get("Error", {}).get("Code", "?"))
            if kek and code in GONE:
                raise KekGone(kek) from None
            raise KeysAway("provider", f"AWS KMS refused ({code})") from None
        except BotoCoreError as silent:
            raise KeysAway("provider", f"AWS KMS does not answer ({type(silent).__name__})") from None
