"""What a circle is called on the screen."""

from django.utils.translation import gettext as _

from keukentafel.access.visit import OpenCircle


def circle_name(circle: OpenCircle) -> str:
    """The circle's own name; the table and the family are named in the reader's language."""
    if circle.kind == "table":
        return _("The table")
    if circle.kind == "family":
        return _("The family")
    return circle.name
