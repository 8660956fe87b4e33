from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "keukentafel.rooms.journal"
    label = "journal"
