"""Remove the files of what was deleted: after the transaction, and at every start for what a crash left over."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connection

from keukentafel.access.steward import as_the_worker
from keukentafel.vault.bucket import Bucket
from keukentafel.vault.files import Files
from keukentafel.vault.shelves import Folder

GONE = "SELECT access_gone_files()"
REMOVED = "SELECT access_removed_files(%s)"
UNKNOWN = "SELECT access_unknown_files(%s)"
STRAY_AFTER = 24 * 60 * 60
"""A file of which no row knows is younger while it is being written: seconds."""


def files() -> Files:
    """The sealed files of this installation."""
    return _files(settings.FILES_S3, settings.FILES_FOLDER)


@cache
def _files(bucket: str, folder: Path) -> Files:
    return Files(Bucket(bucket) if bucket else Folder(folder))


def remove_gone() -> int:
    """Remove every file whose row is gone; gives how many. Twice is once."""
    with connection.cursor() as cursor:
        cursor.execute(GONE)
        gone = [row[0] for row in cursor.fetchall()]
        for name in gone:
            files().remove(name)
        if gone:
            cursor.execute(REMOVED, [gone])
    return len(gone)


def remove_strays(older_than: float = STRAY_AFTER) -> int:
    """Remove files that no row ever knew: their transaction was undone, or the process died. Gives how many.

    For the worker.
    """
    removed = 0
    old = list(files().older_than(older_than))
    for at in range(0, len(old), 500):
        with as_the_worker() as cursor:
            cursor.execute(UNKNOWN, [old[at : at + 500]])
            for row in cursor.fetchall():
                files().remove(row[0])
                removed += 1
    return removed
