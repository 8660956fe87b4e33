"""What a circle is called on the screen."""

from django.utils.translation import gettext as _

from keukentafel.access import OpenCircle


def circle_name(circle: OpenCircle) -> str:
    """Its own name, or that of the two circles that always exist, in the reader's language."""
    match circle.kind:
        case "table":
            return _("The table")
        case "family":
            return _("The family")
        case _other:
            return circle.name
