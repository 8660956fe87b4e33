"""What people do with files. Putting one in is everybody's (``dossiers/putting.py``)."""

from typing import Any
from uuid import UUID

from keukentafel.access import Visit
from keukentafel.dossiers import blobs, items, moving
from keukentafel.dossiers.filed import HARMFUL, HERE
from keukentafel.dossiers.opened import Opened


def say(visit: Visit, file: Opened[Any], about: str, *, version: int) -> Opened[Any]:
    """Say what is in it. Raises ``Conflict``."""
    if file.content.words == about:
        return file
    return items.change(visit, file, file.content.model_copy(update={"words": about}), version=version)


def delete(visit: Visit, file: Opened[Any]) -> None:
    """Throw it away for good, with its bytes."""
    items.delete(visit, file)


def move(visit: Visit, file: Opened[Any], circle: UUID) -> None:
    """Bring it to another circle."""
    moving.move(visit, file, circle)


def passed(visit: Visit, file: Opened[Any]) -> None:
    """The scanner found nothing."""
    items.step(visit, file, HERE)


def failed(visit: Visit, file: Opened[Any]) -> None:
    """The scanner found something: its bytes go at once; that it was so stays for who put it in."""
    for blob in blobs.of_items(visit, [file.id]).get(file.id, []):
        blobs.remove(visit, file, blob.id)
    items.step(visit, file, HARMFUL)
