from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "keukentafel.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Signing in is a proof of who one is, whichever way it is done."""
        from django.contrib.auth.signals import user_logged_in

        from keukentafel.people.fresh import on_signing_in

        user_logged_in.connect(on_signing_in)
