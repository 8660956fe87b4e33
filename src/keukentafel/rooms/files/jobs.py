"""The check of files that the scanner has not seen: it was away, or came later, or they were brought along."""

from uuid import UUID

from django.conf import settings
from procrastinate.contrib.django import app

from keukentafel.access import Refused, enter
from keukentafel.access.files import remove_gone
from keukentafel.access.unchecked import Unchecked, unchecked, was_checked
from keukentafel.dossiers import blobs, reading
from keukentafel.dossiers.filed import CHECKING, FILE
from keukentafel.media import scanner
from keukentafel.rooms.files import actions
from keukentafel.vault import Unreadable

PLACE = "file_check"


@app.periodic(cron="*/2 * * * *")
@app.task(name="files.check", queue="house", queueing_lock="files.check")
def check(timestamp: int) -> None:
    """Ask the scanner about each of them; away again, they wait for the next time."""
    if settings.CLAMD and scanner.version(settings.CLAMD):
        for one in unchecked():
            if not check_one(one):
                return


def check_one(one: Unchecked) -> bool:
    """Ask about one file. False when the scanner is away."""
    try:
        with enter(one.person, one.dossier, place=PLACE) as visit:
            visit.for_nobody()
            blob = blobs.one(visit, one.blob)
            visit.notebook.read.clear()  # nobody looked
    except (Refused, Unreadable):
        return True
    try:
        answer = scanner.ask(settings.CLAMD, blobs.content(blob))
    except Unreadable:
        return True
    if answer == "away":
        return False
    if answer == "clean":
        was_checked(one.blob)
    _told(one, blob.item, harmful=answer != "clean")
    return True


def _told(one: Unchecked, item: UUID, *, harmful: bool) -> None:
    """Say it at the item, when all its files were seen."""
    try:
        with enter(one.person, one.dossier, place=PLACE) as visit:
            visit.for_nobody()
            found = reading.one(visit, item)
            visit.notebook.read.clear()
            if found.kind != FILE.name:
                return
            if harmful:
                actions.failed(visit, found)
            elif found.state == CHECKING and not any(map(blobs.unknown, blobs.of_items(visit, [found.id])[found.id])):
                actions.passed(visit, found)
    except Refused:
        return
    remove_gone()
