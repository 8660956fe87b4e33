"""The journal declares itself."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JournalConfig(AppConfig):
    """The room in which people tell how it goes."""

    name = "keukentafel.rooms.journal"
    label = "journal"

    def ready(self) -> None:
        """Declare the room and its kinds."""
        from keukentafel.dossiers import kinds, rooms
        from keukentafel.rooms.journal.kinds import COMMENT, ENTRY, REACTION

        kinds.register(ENTRY, COMMENT, REACTION)
        rooms.register(rooms.Room("journal", _("Journal"), "journal", entry="journal:feed", order=20))
