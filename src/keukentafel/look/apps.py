from django.apps import AppConfig


class LookConfig(AppConfig):
    name = "keukentafel.look"
    label = "look"
