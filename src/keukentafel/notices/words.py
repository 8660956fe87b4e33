"""What the choices are called."""

from django.utils.translation import gettext as _


def ready() -> list[tuple[str, str, str]]:
    """The ready-made choices, and one's own: key, name, and what it means."""
    return [
        ("everything", _("Everything at once"), _("By mail and on your phone. Not at night.")),
        ("daily", _("Once a day"), _("One letter at five o'clock, when there is something.")),
        ("asked", _("Only what is asked of me"), _("What you have to do or answer, and your appointments.")),
        ("own", _("My own choice"), _("As you set it below.")),
    ]


def sorts() -> list[tuple[str, str]]:
    """What somebody may be told of."""
    return [
        ("asked", _("Something is asked of me")),
        ("to_me", _("Answers to me")),
        ("messages", _("All messages")),
        ("appointments", _("Appointments, and reminders of them")),
        ("plan", _("Plan and agreements, also when a day comes or went by")),
        ("meetings", _("Meetings")),
        ("files", _("Photos and files")),
        ("rest", _("The journal and the rest")),
    ]


def ways() -> list[tuple[str, str]]:
    """By which way."""
    return [
        ("both", _("Mail and phone")),
        ("mail", _("Mail")),
        ("push", _("Phone")),
        ("page", _("Only here in the page")),
    ]


def rhythms() -> list[tuple[str, str]]:
    """How often."""
    return [("now", _("At once")), ("daily", _("Once a day")), ("weekly", _("Once a week"))]


def weekdays() -> list[tuple[str, str]]:
    """Monday first."""
    names = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
    return [(str(number), name) for number, name in enumerate(names)]
