from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "keukentafel.notices"
    label = "notices"

    def ready(self) -> None:
        """What somebody chose here goes along with their own data."""
        from keukentafel.notices.choosing import as_data
        from keukentafel.overview.mine.account import also

        also(as_data)
