"""What our scripts say, in the reader's language: asked once by the script, so that no page has to carry it."""

from django.utils.translation import gettext as _


def said() -> dict[str, str]:
    """Each by its short name in the scripts. ``%s`` is a moment."""
    return {
        "typed": _("You typed this on %s. It was not sent yet."),
        "drop": _("Throw it away"),
        "only": _("Not kept on this device. You need a connection for this."),
        "page": _("Read this page aloud"),
        "piece": _("Read aloud"),
        "pause": _("Pause"),
        "on": _("Go on"),
        "stop": _("Stop"),
        "speed": _("Speed"),
        "slow": _("Slow"),
        "plain": _("Normal"),
        "fast": _("Fast"),
        "bar": _("Reading aloud"),
    }


def described() -> str:
    """The app in a sentence, for where one installs it."""
    return _("Your family's own table: one plan, and you decide who sits with you.")
