"""What goes into an archive, in order: the head, the items with their pages and files, the log, the house, the first
page.
"""

from collections.abc import Callable, Iterator
from typing import Any

from keukentafel import __version__
from keukentafel.access import Visit
from keukentafel.dossiers import blobs
from keukentafel.dossiers.blobs import Blob
from keukentafel.dossiers.kinds import all_kinds
from keukentafel.exchange import book, log, names, reading, rights
from keukentafel.exchange import format as form
from keukentafel.exchange.letters import letters
from keukentafel.exchange.zipped import PLAIN, Entry

BIG_PART = 1_000_000
"""A part with items ends when it is as long as this, in bytes."""
Between = Callable[[], None]


def entries(visit: Visit, *, house: str, language: str, between: Between = lambda: None) -> Iterator[Entry]:
    """Every entry. ``between`` is called now and then, and may raise to stop it all."""
    head = reading.head(visit)
    writer = book.Book(visit, head, house)
    yield _json(names.HEAD, form.plain(head))
    given = rights.rights(visit)
    yield _json(names.RIGHTS, form.plain(given))
    yield from _schemas()
    yield from _items(visit, writer, between)
    yield from _log(visit, writer, between)
    around = form.House(
        format=1,
        made=visit.now,
        house=house,
        program=f"keukentafel {__version__}",
        language=language,
        accounts=reading.accounts(visit),
        letters=tuple(letters(visit)),
        emergency=rights.emergency(visit),
        calls=rights.calls(visit),
        endings=rights.endings(visit),
    )
    yield _json(names.HOUSE, form.plain(around))
    for name, page in writer.last_pages(given, around):
        yield Entry(name, [page], len(page))


def _items(visit: Visit, writer: book.Book, between: Between) -> Iterator[Entry]:
    for number, batch in enumerate(_parts(visit), 1):
        between()
        yield Entry(names.items_part(number), [form.canonical({"format": 1, "items": [one[1] for one in batch]})])
        for name, page in writer.pages([kept for kept, _ in batch]):
            yield Entry(name, [page], len(page))
        for kept, _ in batch:
            yield from (_file(blob, between) for blob in kept.blobs)


def _parts(visit: Visit) -> Iterator[list[tuple[reading.Kept, Any]]]:
    """Items with their JSON, in parts of bounded length, each of one room."""
    part: list[tuple[reading.Kept, Any]] = []
    length = 0
    for kept in reading.items(visit):
        if part and (len(part) == form.ITEMS_IN_PART or length > BIG_PART or part[-1][0].room != kept.room):
            yield part
            part, length = [], 0
        as_json = form.plain(kept.item)
        part.append((kept, as_json))
        length += len(form.canonical(as_json))
    if part:
        yield part


def _file(blob: Blob, between: Between) -> Entry:
    level = PLAIN if blob.media_type in names.SQUEEZED else 6
    return Entry(names.path_of(blob.id, blob.media_type), _watched(blob, between), blob.size, level)


def _watched(blob: Blob, between: Between) -> Iterator[bytes]:
    for at, chunk in enumerate(blobs.content(blob)):
        if at % 256 == 0:
            between()
        yield chunk


def _log(visit: Visit, writer: book.Book, between: Between) -> Iterator[Entry]:
    for number, part in enumerate(log.parts(visit), 1):
        between()
        yield _json(names.log_part(number), form.plain(part))
        name, page = writer.log_page(number, part)
        yield Entry(name, [page], len(page))


def _schemas() -> Iterator[Entry]:
    for name, schema in schemas().items():
        yield _json(f"schema/{name}.json", schema)


def schemas() -> dict[str, Any]:
    """The published JSON Schema of every part, and of the content of every kind of item."""
    found: dict[str, Any] = {name: part.model_json_schema(mode="serialization") for name, part in form.PARTS.items()}
    found["kinds"] = {
        kind.name: {"schema": kind.schema, "states": list(kind.states), "content": kind.content.model_json_schema()}
        for kind in all_kinds()
        if kind.content.__module__.startswith("keukentafel.")
    }
    return found


def _json(name: str, part: Any) -> Entry:
    content = form.canonical(part)
    return Entry(name, [content], len(content))
