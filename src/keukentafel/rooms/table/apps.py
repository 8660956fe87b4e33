from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from keukentafel.dossiers import kinds, makers, rooms
from keukentafel.dossiers.rooms import Room


class TableConfig(AppConfig):
    name = "keukentafel.rooms.table"
    label = "table"

    def ready(self) -> None:
        """Declare the kinds, and the door."""
        from keukentafel.rooms.table.kinds import ASK
        from keukentafel.rooms.table.making import an_ask

        makers.register(ASK.name, an_ask)
        kinds.register(ASK)
        rooms.register(Room("table", _("Table"), "table", entry="table:table", order=40))
