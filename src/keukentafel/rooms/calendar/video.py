"""A video room of one's own Jitsi, where the installation has one (``KEUKENTAFEL_JITSI``)."""

from base64 import b32encode
from uuid import UUID

from django.conf import settings

from keukentafel import vault
from keukentafel.access import Visit


def has_rooms() -> bool:
    """Whether there are rooms of one's own."""
    return bool(settings.JITSI)


def room(visit: Visit, once: UUID) -> str:
    """The address of a room that nobody can guess: the same for a form that was sent twice. None without rooms."""
    if not settings.JITSI:
        return ""
    name = vault.current().keyed_hash("video room", visit.dossier.bytes + once.bytes)[:20]
    return f"{settings.JITSI}/{b32encode(name).decode().lower()}"
