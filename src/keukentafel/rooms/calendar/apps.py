"""The calendar declares itself."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CalendarConfig(AppConfig):
    """The room in which one sees what is when."""

    name = "keukentafel.rooms.calendar"
    label = "calendar"

    def ready(self) -> None:
        """Declare the room, its kinds, and what it can make for other rooms."""
        from keukentafel.dossiers import kinds, makers, rooms, starting
        from keukentafel.rooms.calendar.actions import make_of
        from keukentafel.rooms.calendar.kinds import ANSWER, APPOINTMENT, PROPOSAL, SUITS
        from keukentafel.rooms.calendar.queries import starts

        kinds.register(APPOINTMENT, ANSWER, PROPOSAL, SUITS)
        rooms.register(rooms.Room("calendar", _("Calendar"), "date", entry="calendar:calendar", order=35))
        makers.register(APPOINTMENT.name, make_of)
        starting.register(APPOINTMENT.name, starts)
