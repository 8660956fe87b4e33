from django.apps import AppConfig


class FamilyConfig(AppConfig):
    name = "keukentafel.rooms.family"
    label = "family"
