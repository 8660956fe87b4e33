"""Make an archive: in a job, as whoever asked for it, through the doorway."""

from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.utils import translation

from keukentafel.access import Refused, Visit, enter
from keukentafel.access.files import files
from keukentafel.access.pulse import still_here
from keukentafel.exchange import archives, writing
from keukentafel.exchange.archives import Archive
from keukentafel.exchange.zipped import zipped

PLACE = "take_along"


def make(person: UUID, dossier: UUID, archive: UUID) -> bool:
    """Make it; gives whether it is ready. Whoever lost their seat meanwhile gets nothing, and nothing stays behind."""
    try:
        # what an emergency opens shuts again: no copy of it stays with anybody
        with enter(person, dossier, place=PLACE, by_right=True) as visit:
            visit.leave()  # a job is no presence: nobody "was here"
            wanted = archives.one(visit, archive)
            if wanted is None or wanted.state != "making":
                return False
            try:
                size = _write(visit, wanted)
                archives.made(visit, wanted, size)
            except BaseException:
                files().remove(wanted.stored)
                raise
    except Refused:
        return False
    except Exception:
        _say_failed(person, dossier, archive)
        raise
    return True


def _write(visit: Visit, archive: Archive) -> int:
    secret = archives.secret(archive)
    house = str(urlsplit(settings.ORIGIN).hostname)

    def between() -> None:
        if not still_here(visit.person, visit.dossier):
            raise Refused

    files().remove(archive.stored)  # of a process that died half-way
    with translation.override(secret.language):
        entries = writing.entries(visit, house=house, language=secret.language, between=between)
        return files().write(archive.stored, archive.key, zipped(entries, secret.passphrase, visit.now))


def _say_failed(person: UUID, dossier: UUID, archive: UUID) -> None:
    try:
        with enter(person, dossier, place=PLACE) as visit:
            visit.leave()
            archives.failed(visit, archive)
    except Refused:
        return
