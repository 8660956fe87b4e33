"""Columns that are sealed with the account's own key. Python sees ``str``, the database a block.

What belongs to no account yet (somebody who asked for one) is sealed with the installation's key.
"""

from typing import Any
from uuid import UUID

from django.db import models
from django.db.models.lookups import Exact
from django.db.models.query_utils import DeferredAttribute

from keukentafel import vault

HASH = 32


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
            field: Any = self.field  # one of ours: they open what they sealed
            value = field.opened(instance, bytes(value))
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
    whose = row.email if hasattr(row, "email") else str(row.person_id)
    return bound(_place(row, field), _id(row), whose)


def _place(row: Any, field: Any) -> str:
    return f"{row._meta.db_table}.{field.column}"  # noqa: SLF001  # documented all the same


def _id(row: Any) -> bytes:
    return row.pk.bytes if isinstance(row.pk, UUID) else bytes(row.pk)


def account_key(row: Any) -> UUID:
    """The key with which a row is sealed: that of its account; the installation's where there is no account (yet)."""
    if hasattr(row, "person_id"):
        return row.person_id or vault.PEOPLE
    return row.pk if isinstance(row.pk, UUID) else vault.PEOPLE


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
        return vault.current().seal_text(text, _bound(model_instance, self), account_key(model_instance))

    def opened(self, row: Any, block: bytes) -> str:
        """Open a block of a row."""
        return vault.current().open_text(block, _bound(row, self), account_key(row))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Blocks pass as they are. Text comes without its row, by a filter or an update, and is refused."""
        if isinstance(value, str):
            raise TypeError(f"{self.name} is sealed with its row: save the row")
        return super().get_db_prep_value(value, connection, prepared)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """What the database gives, still sealed."""
        return None if value is None else Block(value)


class SealedAddressField(SealedField):
    """An e-mail address. In front of the block stands a keyed hash (32 bytes) by which it is looked up, in any case of
    letters; the block is bound to it, so that another hash in front makes it unreadable.
    """

    descriptor_class = Opening

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Seal on the way to the database; a new account gets its key here."""
        address = getattr(model_instance, self.attname).strip().lower()
        key = account_key(model_instance)
        if add and key != vault.PEOPLE:
            vault.current().ensure(key)
        return sealed_address(_place(model_instance, self), _id(model_instance), address, key)

    def opened(self, row: Any, block: bytes) -> str:
        """Open a block of a row."""
        found = _bound_address(_place(row, self), _id(row), block[:HASH])
        return vault.current().open_text(block[HASH:], found, account_key(row))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """An address that is looked up becomes its hash; blocks pass as they are."""
        return super().get_db_prep_value(address_hash(value) if isinstance(value, str) else value, connection, prepared)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """Blocks pass as they are. An address comes without its row, by an update, and is refused."""
        if isinstance(value, str):
            raise TypeError(f"{self.name} is sealed with its row: save the row")
        return super().get_db_prep_save(value, connection)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """What the database gives, still sealed."""
        return None if value is None else Block(value)


@SealedAddressField.register_lookup
class ByHash(Exact):
    """Compare what stands in front."""

    def process_lhs(self, compiler: Any, connection: Any, lhs: Any = None) -> Any:
        """The first bytes of the column."""
        column, values = super().process_lhs(compiler, connection, lhs)
        return f"substring({column} from 1 for {HASH})", values


def address_hash(address: str) -> bytes:
    """By which an account is looked up. Only this installation can make it."""
    return vault.current().keyed_hash("account", address.strip().lower().encode())


def sealed_address(place: str, row: bytes, address: str, key: UUID) -> bytes:
    """What lies in the column of an address."""
    found = address_hash(address)
    return found + vault.current().seal_text(address.strip().lower(), _bound_address(place, row, found), key)


def open_address(house: vault.Vault, person: UUID, block: bytes) -> str:
    """Open what lies in the column of an account's address, by the key of this vault."""
    bound_to = _bound_address("person.email", person.bytes, block[:HASH])
    return house.open_text(block[HASH:], bound_to, person)


def _bound_address(place: str, row: bytes, found: bytes) -> bytes:
    return b"\0".join([place.encode(), row, found])
