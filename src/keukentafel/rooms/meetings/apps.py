from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from keukentafel.dossiers import kinds, rooms


class MeetingsConfig(AppConfig):
    name = "keukentafel.rooms.meetings"
    label = "meetings"

    def ready(self) -> None:
        """Declare the kinds, and a door that one comes to from the plan, the table and the first page."""
        from keukentafel.rooms.meetings.kinds import MEETINGS

        kinds.register(*MEETINGS)
        entry = "meetings:meetings"
        rooms.register(rooms.Room("meetings", _("Meetings"), "people", entry=entry, order=44))
