from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "keukentafel.site"
    label = "site"

    def ready(self) -> None:
        """Connect the wiring, once every room has declared its kinds."""
        from keukentafel.site import wiring

        wiring.connect()
