"""How the house looks: templates, components, pictures, words for dates, and `show()`."""

from django.apps import AppConfig


class LookConfig(AppConfig):
    """Knows no other package of ours."""

    name = "keukentafel.look"
    label = "look"
