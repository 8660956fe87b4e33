from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OverviewConfig(AppConfig):
    name = "keukentafel.overview"
    label = "overview"

    def ready(self) -> None:
        """Declare the two doors of this floor."""
        from keukentafel.dossiers import rooms

        rooms.register(rooms.Room("today", _("Today"), "today", entry="overview:today", order=10))
        rooms.register(
            rooms.Room(
                "who_looked", _("Who looked?"), "looked", entry="overview:who_looked", order=50, family_only=True
            )
        )
