"""What a circle is called on the screen."""

from django.utils.translation import gettext as _

from keukentafel.access import OpenCircle


def circle_name(circle: OpenCircle) -> str:
    """The name of a circle in the reader's language; named and personal circles have their own.

    That of a conversation says who began it, with whom.
    """
    if circle.kind == "table":
        return _("The table")
    if circle.kind == "family":
        return _("The family")
    if circle.talk:
        return _("Conversation: %(names)s") % {"names": circle.name}
    return circle.name
