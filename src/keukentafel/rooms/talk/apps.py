"""Conversations declare themselves."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TalkConfig(AppConfig):
    """The room in which people talk with one another."""

    name = "keukentafel.rooms.talk"
    label = "talk"

    def ready(self) -> None:
        """Declare the room and its kinds."""
        from keukentafel.dossiers import kinds, rooms
        from keukentafel.rooms.talk.kinds import CONVERSATION, MESSAGE, REACTION, TEAM

        kinds.register(CONVERSATION, MESSAGE, REACTION, TEAM)
        rooms.register(rooms.Room("talk", _("Conversations"), "talks", entry="talk:list", order=25))
