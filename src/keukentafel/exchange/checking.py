"""Look at an archive before anything of it is believed: entries, bounds, and whether all that it says can be so.

Whoever made it may be anybody who knows its passphrase. What passes here is handed on part by part; what does not is
``Unfit``, and then nothing of it stays.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Protocol
from uuid import UUID

from django.utils import timezone
from pydantic import BaseModel, ValidationError

from keukentafel.access.ages import band_on
from keukentafel.access.visit import FAMILY_SIDE
from keukentafel.dossiers.kinds import Content, Kind, kind_named
from keukentafel.dossiers.media import NotWhatItSays, as_said
from keukentafel.dossiers.words import KEPT
from keukentafel.exchange import format as form
from keukentafel.exchange import names, rights_fit
from keukentafel.exchange.moments import must_have_been
from keukentafel.exchange.unfit import Reason, Unfit

LONGEST_PART = 16_000_000
"""Bytes of a part of JSON, or of a page."""
OWNING_BAND = 16


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much an archive may hold. ``content``: bytes that come out; ``file``: bytes of one file."""

    entries: int
    items: int
    content: int
    file: int


@dataclass(frozen=True, slots=True)
class Checked:
    """An item with its content as its kind has it, and its earlier versions."""

    item: form.Item
    kind: Kind
    content: Content
    versions: tuple[tuple[form.Version, Content], ...]


class Taker(Protocol):
    """Who takes what was looked at."""

    def head(self, head: form.Head) -> None:
        """The dossier itself; comes first."""

    def rights(self, rights: form.Rights) -> None:
        """Authority and consent; comes once."""

    def items(self, items: list[Checked]) -> None:
        """Some items, each after what it hangs under."""

    def file(self, item: UUID, file: form.File, content: Iterator[bytes]) -> None:
        """A file, after its item. ``content`` must be read to its end."""


@dataclass
class Known:
    """What was seen so far, to which later parts refer."""

    now: datetime
    head: form.Head | None = None
    rights: bool = False
    seats: set[UUID] = field(default_factory=set)
    circles: set[UUID] = field(default_factory=set)
    items: dict[UUID, tuple[str, UUID]] = field(default_factory=dict)
    files: dict[str, tuple[UUID, form.File]] = field(default_factory=dict)
    file_ids: set[UUID] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    parts: int = 0


def check(entries: Iterator[tuple[str, Iterator[bytes]]], bounds: Bounds, taker: Taker, now: datetime) -> None:
    """Read all of it, as of ``now``. Raises ``Unfit``."""
    known = Known(now)
    for name, content in entries:
        sort = _sort(name, known, bounds)
        if sort == "head":
            _head(_whole(name, content), known, taker)
        elif known.head is None:
            raise Unfit("missing", names.HEAD)
        elif sort == "rights":
            _rights(_whole(name, content), known, known.head, taker)
        elif sort == "items":
            _items(name, _whole(name, content), known, bounds, taker)
        elif sort == "file":
            _file(name, content, known, bounds, taker)
        else:
            _skip(name, content)
    _all_there(known)


def _all_there(known: Known) -> None:
    if known.head is None:
        raise Unfit("missing", names.HEAD)
    if not known.rights:
        raise Unfit("missing", names.RIGHTS)
    if known.files:
        raise Unfit("missing", next(iter(known.files)))


def _sort(name: str, known: Known, bounds: Bounds) -> str:
    if names.leads_out(name):
        raise Unfit("path")
    sort = names.sort_of(name)
    if not sort:
        raise Unfit("unknown_entry", ascii(name)[1:-1])
    if name in known.names:
        raise Unfit("twice")
    known.names.add(name)
    if len(known.names) > bounds.entries:
        raise Unfit("too_many")
    return sort


def _whole(name: str, content: Iterator[bytes]) -> bytes:
    """A part of JSON, in memory."""
    kept = bytearray()
    for piece in content:
        kept += piece
        if len(kept) > LONGEST_PART:
            raise Unfit("bomb")
    return bytes(kept)


def _skip(name: str, content: Iterator[bytes]) -> None:
    """What is for people to read, or of another house: looked at for its size alone."""
    size = 0
    for piece in content:
        size += len(piece)
        if size > LONGEST_PART:
            raise Unfit("bomb")


class Announced(BaseModel):
    """A part of any format, of which nothing is known but that."""

    format: int


def _read(name: str, block: bytes, part: type[form.Part]) -> Any:
    try:
        if Announced.model_validate_json(block).format > form.FORMAT:
            raise Unfit("future")
        return part.model_validate_json(block)
    except ValidationError as problem:
        raise _unfit(problem, name) from None


def _unfit(problem: ValidationError, name: str) -> Unfit:
    first = problem.errors(include_url=False, include_context=False, include_input=False)[0]
    where = ".".join([name, *(str(step)[:30] for step in first["loc"])])
    reasons: dict[str, Reason] = {"string_too_long": "too_long", "json_invalid": "json", "too_long": "too_many"}
    return Unfit(reasons.get(first["type"], "wrong"), ascii(where)[1:-1])


def _head(block: bytes, known: Known, taker: Taker) -> None:
    head: form.Head = _read(names.HEAD, block, form.Head)
    must_have_been(head, names.HEAD, known.now)
    known.seats = {seat.id for seat in head.seats}
    known.circles = {circle.id for circle in head.circles}
    if len(known.seats) != len(head.seats) or len(known.circles) != len(head.circles):
        raise Unfit("twice")
    if len({(one.circle, one.seat) for one in head.sitting}) != len(head.sitting):
        raise Unfit("twice")
    _refers(known.seats, "seat", *head.mine, *(one.seat for one in head.sitting), *_holders(head))
    _refers(known.circles, "circle", *(one.circle for one in head.sitting))
    _circles(head)
    _owner(head, timezone.localdate(known.now))
    taker.head(head)
    known.head = head


def _rights(block: bytes, known: Known, head: form.Head, taker: Taker) -> None:
    rights: form.Rights = _read(names.RIGHTS, block, form.Rights)
    must_have_been(rights, names.RIGHTS, known.now)
    rights_fit.must_fit(rights, head)
    taker.rights(rights)
    known.rights = True


def _holders(head: form.Head) -> list[UUID]:
    return [circle.holder for circle in head.circles if circle.holder]


def _circles(head: form.Head) -> None:
    roles = {seat.id: seat.role for seat in head.seats}
    for kind in ("table", "family"):
        if sum(circle.kind == kind for circle in head.circles) != 1 and _owns_any(head):
            raise Unfit("wrong", f"{names.HEAD}.circles.{kind}")
    for circle in head.circles:
        held = circle.kind == "personal"
        if held != (circle.holder is not None) or (held and roles[circle.holder] not in FAMILY_SIDE):  # type: ignore[index]
            raise Unfit("wrong", f"{names.HEAD}.circles.holder")


def _owner(head: form.Head, today: date) -> None:
    for seat in head.seats:
        born = seat.card.birth_date
        if seat.role == "youth" and born and seat.age_band > band_on(born, today):
            raise Unfit("wrong", f"{names.HEAD}.seats.age_band")
    if not _owns_any(head):
        raise Unfit("not_owner")


def _owns_any(head: form.Head) -> bool:
    """Whether whoever took it along owns the dossier."""
    return any(seat.id in head.mine and seat.until is None and _owns(seat) for seat in head.seats)


def _owns(seat: form.Seat) -> bool:
    return (seat.role == "parent" and seat.authority) or (seat.role == "youth" and seat.age_band >= OWNING_BAND)


def _items(name: str, block: bytes, known: Known, bounds: Bounds, taker: Taker) -> None:
    known.parts += 1
    if name != names.items_part(known.parts):
        raise Unfit("missing", names.items_part(known.parts))
    part: form.Items = _read(name, block, form.Items)
    must_have_been(part, name, known.now)
    if len(known.items) + len(part.items) > bounds.items:
        raise Unfit("too_many")
    taker.items([_item(item, known, bounds) for item in part.items])


def _item(item: form.Item, known: Known, bounds: Bounds) -> Checked:
    kind = _kind(item)
    if item.id in known.items:
        raise Unfit("twice")
    seats = [item.author, item.changed_by, *(version.changed_by for version in item.versions)]
    seats += [seen.seat for seen in item.seen]
    seats += [given for given in (item.assignee, *(version.assignee for version in item.versions)) if given]
    _refers(known.seats, "seat", *seats)
    _refers(known.circles, "circle", item.circle)
    _hangs(item, kind, known)
    numbers = [version.version for version in item.versions]
    if numbers != sorted(set(numbers)) or (numbers and numbers[-1] >= item.version):
        raise Unfit("wrong", f"{item.kind}.versions")
    if len({seen.seat for seen in item.seen}) != len(item.seen):
        raise Unfit("twice")
    for state in (item.state, *(version.state for version in item.versions)):
        if state not in kind.states:
            raise Unfit("wrong", f"{item.kind}.state")
    known.items[item.id] = (kind.name, item.circle)
    _declare_files(item, known, bounds)
    versions = tuple((one, _content(kind, item.schema_, one.content)) for one in item.versions)
    return Checked(item, kind, _content(kind, item.schema_, item.content), versions)


def _kind(item: form.Item) -> Kind:
    try:
        kind = kind_named(item.kind)
    except KeyError:
        raise Unfit("kind", ascii(item.kind)[1:-1]) from None
    if item.schema_ > kind.schema:
        raise Unfit("future")
    return kind


def _hangs(item: form.Item, kind: Kind, known: Known) -> None:
    """It stands alone or hangs under something of this archive, as its kind allows, in the same circle."""
    if item.parent is None:
        fits = kind.hangs(None)
    else:
        _refers(set(known.items) if item.parent not in known.items else {item.parent}, "parent", item.parent)
        above, circle = known.items[item.parent]
        fits = kind.hangs(above) and circle == item.circle
    if not fits:
        raise Unfit("wrong", f"{item.kind}.parent")


def _content(kind: Kind, schema: int, content: Mapping[str, Any]) -> Content:
    fields = dict(content)
    try:
        for version in range(schema, kind.schema):
            fields = kind.upgrades[version](fields)
        return kind.content.model_validate(fields, context=KEPT)
    except ValidationError as problem:
        raise _unfit(problem, kind.name) from None
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Unfit("wrong", kind.name) from None  # an upgrade that did not find what it upgrades


def _declare_files(item: form.Item, known: Known, bounds: Bounds) -> None:
    for file in item.files:
        if file.id in known.file_ids:
            raise Unfit("twice")
        if file.path != names.path_of(file.id, file.media_type):
            raise Unfit("wrong", "files.path")
        if file.size > bounds.file:
            raise Unfit("too_big")
        known.file_ids.add(file.id)
        known.files[file.path] = (item.id, file)


def _file(name: str, content: Iterator[bytes], known: Known, bounds: Bounds, taker: Taker) -> None:
    if name not in known.files:
        raise Unfit("unknown_entry", name)
    item, file = known.files.pop(name)
    try:
        taker.file(item, file, as_said(file.media_type, _as_declared(content, file)))
    except NotWhatItSays as problem:
        raise Unfit("type", ascii(str(problem))[1:-1]) from None


def _as_declared(content: Iterator[bytes], file: form.File) -> Iterator[bytes]:
    hashed, size = sha256(), 0
    for piece in content:
        size += len(piece)
        if size > file.size:
            raise Unfit("bomb")
        hashed.update(piece)
        yield piece
    if (size, hashed.hexdigest()) != (file.size, file.sha256):
        raise Unfit("changed")


def _refers(there: set[UUID], what: str, *asked: UUID) -> None:
    for one in asked:
        if one not in there:
            raise Unfit("strange_id", what)
