from django.apps import AppConfig


class RequestsConfig(AppConfig):
    name = "keukentafel.rooms.requests"
    label = "requests"

    def ready(self) -> None:
        """Declare the kinds. No door of its own in the navigation: one comes here from "my data" and from the table."""
        from keukentafel.dossiers import kinds
        from keukentafel.rooms.requests.kinds import ANSWER, REQUESTS

        kinds.register(*REQUESTS, ANSWER)
