"""The room of files declares itself."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    """The room in which all photos and documents are found again."""

    name = "keukentafel.rooms.files"
    label = "files"

    def ready(self) -> None:
        """Declare the room and its kind."""
        from keukentafel.dossiers import kinds, rooms
        from keukentafel.dossiers.filed import FILE

        kinds.register(FILE)
        rooms.register(rooms.Room("files", _("Files"), "files", entry="files:files", order=46))
