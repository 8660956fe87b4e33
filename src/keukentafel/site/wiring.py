"""Which event goes to which handler: all of it, on one screen."""

from keukentafel import events


def connect() -> None:
    """Called once, when the site starts."""
    events.connect({})
