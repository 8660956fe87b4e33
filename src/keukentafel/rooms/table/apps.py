from django.apps import AppConfig


class TableConfig(AppConfig):
    name = "keukentafel.rooms.table"
    label = "table"
