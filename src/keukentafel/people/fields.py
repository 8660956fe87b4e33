"""Columns that are sealed with the installation's key. Python sees ``str``, the database a block."""

from typing import Any
from uuid import UUID

from django.db import models
from django.db.models.query_utils import DeferredAttribute

from keukentafel import vault


class Block(bytes):
    """As it lies in the database; opened when it is asked for, by the row that it is in."""

    __slots__ = ()


class Opening(DeferredAttribute):
    """Opens a block with the row that it must belong to."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        value = super().__get__(instance, cls)
        if isinstance(value, Block):
            value = vault.current().open_text(bytes(value), _bound(instance, self.field))
            instance.__dict__[self.field.attname] = value
        return value

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


def bound(column: str, key: bytes, address: str) -> bytes:
    """What a block is bound to: its column, the account, and the address that leads to it.

    So a block that was carried to another account does not open, and neither does any of an account to which another
    address was carried. Who changes an address saves the sealed columns along.
    """
    return b"\0".join([column.encode(), key, address.strip().lower().encode()])


def _bound(row: Any, field: Any) -> bytes:
    key = row.pk.bytes if isinstance(row.pk, UUID) else bytes(row.pk)
    whose = row.email if hasattr(row, "email") else str(row.person_id)
    return bound(f"{row._meta.db_table}.{field.column}", key, whose)  # noqa: SLF001  # documented all the same


class SealedField(models.BinaryField):  # type: ignore[type-arg]  # its values are text, the base has bytes
    """Text of a person."""

    def to_python(self, value: Any) -> Any:
        """Keep text as text (the base class would decode it as base64)."""
        return value

    def value_to_string(self, obj: models.Model) -> str:
        """Fixtures never hold it in the clear."""
        return "(sealed)"


class SealedTextField(SealedField):
    """Text bound to its row, of a model with an ``email`` or a ``person_id``.

    Each writing gives another block: it can't be searched.
    """

    descriptor_class = Opening

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Seal on the way to the database."""
        text = getattr(model_instance, self.attname)
        return vault.current().seal_text(text, _bound(model_instance, self))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Blocks pass as they are. Text comes without its row, by a filter or an update, and is refused."""
        if isinstance(value, str):
            raise TypeError(f"{self.name} is sealed with its row: save the row")
        return super().get_db_prep_value(value, connection, prepared)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """What the database gives, still sealed."""
        return None if value is None else Block(value)


class SealedAddressField(SealedField):
    """An e-mail address: the same address, in any case of letters, gives the same block and can be looked up."""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Seal, always to the same block; blocks pass as they are."""
        block = vault.current().seal_address(value.strip().lower()) if isinstance(value, str) else value
        return super().get_db_prep_value(block, connection, prepared)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """Open what the database gives."""
        return None if value is None else vault.current().open_address(bytes(value))
