from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from keukentafel.dossiers import kinds, rooms


class RequestsConfig(AppConfig):
    name = "keukentafel.rooms.requests"
    label = "requests"

    def ready(self) -> None:
        """Declare the kinds, and a door that one comes to from "my data" and from the table."""
        from keukentafel.rooms.requests.kinds import ANSWER, REQUESTS

        kinds.register(*REQUESTS, ANSWER)
        entry = "requests:requests"
        rooms.register(rooms.Room("requests", _("Requests about data"), "info", entry=entry, order=45, in_line=False))
