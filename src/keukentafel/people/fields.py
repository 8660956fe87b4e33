"""Columns that are sealed with the installation's key. Python sees ``str``, the database a block."""

from typing import Any

from django.db import models

from keukentafel import vault


class SealedTextField(models.BinaryField):  # type: ignore[type-arg]  # its values are text, the base has bytes
    """Text of a person; each writing gives another block, so it can't be searched."""

    def seal(self, text: str) -> bytes:
        """Seal on the way to the database."""
        return vault.current().seal_text(text)

    def unseal(self, block: bytes) -> str:
        """Open on the way from the database."""
        return vault.current().open_text(block)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Seal text; blocks pass as they are."""
        block = self.seal(value) if isinstance(value, str) else value
        return super().get_db_prep_value(block, connection, prepared)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """Open what the database gives."""
        return None if value is None else self.unseal(bytes(value))

    def to_python(self, value: Any) -> Any:
        """Keep text as text (the base class would decode it as base64)."""
        return value

    def value_to_string(self, obj: models.Model) -> str:
        """Fixtures never hold it in the clear."""
        return "(sealed)"


class SealedAddressField(SealedTextField):
    """An e-mail address: the same address, in any case of letters, gives the same block and can be looked up."""

    def seal(self, text: str) -> bytes:
        """Seal deterministically."""
        return vault.current().seal_address(text.strip().lower())

    def unseal(self, block: bytes) -> str:
        """Open what ``seal`` made."""
        return vault.current().open_address(block)
