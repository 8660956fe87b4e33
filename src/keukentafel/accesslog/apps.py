from django.apps import AppConfig


class AccessLogConfig(AppConfig):
    name = "keukentafel.accesslog"
    label = "accesslog"
    default_auto_field = "django.db.models.BigAutoField"
