"""Jobs of archives. They carry ids; one that goes out enters by the doorway as who asked for it."""

from uuid import UUID

from procrastinate.contrib.django import app

from keukentafel.access.files import remove_strays
from keukentafel.access.old_archives import end_old_archives
from keukentafel.exchange import archives, bringing, making
from keukentafel.exchange.events import ArchiveAsked, ArchiveCame


def queue_making(event: ArchiveAsked) -> None:
    """Put the making in the queue, in the transaction in which it was asked."""
    make_archive.defer(dossier=str(event.dossier), person=str(event.person), archive=str(event.archive))


def queue_bringing(event: ArchiveCame) -> None:
    """Put the reading in the queue."""
    bring_archive.defer(person=str(event.person), archive=str(event.archive))


@app.task(name="exchange.make_archive", queue="archives")
def make_archive(dossier: str, person: str, archive: str) -> None:
    """Make an archive, unless whoever asked for it has no seat any more."""
    making.make(UUID(person), UUID(dossier), UUID(archive))


@app.task(name="exchange.bring_archive", queue="archives")
def bring_archive(person: str, archive: str) -> None:
    """Read an archive that somebody brought along."""
    bringing.bring(UUID(person), UUID(archive))


@app.periodic(cron="*/10 * * * *")
@app.task(name="exchange.tidy", queue="archives")
def tidy(timestamp: int) -> None:
    """Destroy archives whose time is over, with their keys, and what a crash left over."""
    end_old_archives()
    archives.tidy()
    remove_strays()
