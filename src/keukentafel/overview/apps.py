from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "keukentafel.overview"
    label = "overview"
