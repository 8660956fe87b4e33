from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "keukentafel.rooms.plan"
    label = "plan"
