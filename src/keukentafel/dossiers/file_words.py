"""What is said about files: how large they may be, and why one is not taken."""

from collections.abc import Mapping
from typing import Final

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keukentafel.dossiers.uploads import most
from keukentafel.media.names import safe_name
from keukentafel.media.refusing import Reason

ACCEPT: Final = (
    "image/*,video/mp4,video/quicktime,video/webm,audio/*,"
    ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.txt,.heic,.jpg,.jpeg,.png,.mov,.mp4,.m4a,.mp3"
)
REFUSED: Final[Mapping[Reason, str | Promise]] = {
    "empty": gettext_lazy("There is nothing in it."),
    "too_big": gettext_lazy("It is too large: %(most)s MB fit."),
    "full": gettext_lazy("There is no room left at this table."),
    "unknown": gettext_lazy("We don't take this sort of file. Photos, PDF, Word, Excel, recordings, videos are fine."),
    "page": gettext_lazy("It is a page of the web or a drawing with a program in it. We don't keep those."),
    "macros": gettext_lazy("There are small programs (macros) in it. Save it without them, or as a PDF."),
    "locked": gettext_lazy("It is locked with a password, so nobody could check it. Save it without one."),
    "bomb": gettext_lazy("What is packed in it is far too large."),
    "broken": gettext_lazy("It is damaged or not whole. Open it on your own device and save it again."),
    "pixels": gettext_lazy("The picture is too large. Make it smaller, or take a new photo."),
    "mixed": gettext_lazy("There is a second file hidden in it. We don't keep those."),
    "track": gettext_lazy("It holds where it was filmed, second by second. Save it without that."),
    "harmful": gettext_lazy("The virus scanner found something harmful in it. We threw it away."),
    "unchecked": gettext_lazy("It is too large for the virus scanner, so nobody could check it."),
    "old_office": gettext_lazy("It is an old Office document, which can hide programs. Save it as .docx or PDF."),
    "busy": gettext_lazy("Many photos are being handled right now. Try again in a minute."),
}


def refused(name: str, reason: Reason, media_type: str) -> str:
    """Why a file is not taken, with its name."""
    shown = safe_name(name, media_type).rpartition(".")[0][:60]
    bound = most(media_type) // 1_000_000 if reason == "too_big" and media_type else 0
    return f"“{shown}”: {str(REFUSED[reason]) % {'most': bound} if bound else REFUSED[reason]}"


def too_many() -> str:
    """More at once than are taken."""
    return _("At most %(most)d files at once. Send the others after these.") % {"most": settings.FILES_MOST_AT_ONCE}


def full() -> str:
    """No room left."""
    most_of_all = settings.FILES_MOST_OF_ALL // 1_000_000
    return _("There is no room left: all files together may be %(most)d MB. Throw something away first.") % {
        "most": most_of_all
    }


def bounds() -> str:
    """Said before."""
    sizes = {sort: most_ // 1_000_000 for sort, most_ in settings.FILES_MOST.items()}
    return (
        _("Photos to %(photo)d MB, documents to %(document)d MB, recordings to %(voice)d MB, videos to %(video)d MB.")
        % sizes
    )


__all__ = ["ACCEPT", "bounds", "full", "refused", "too_many"]
