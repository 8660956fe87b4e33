"""What changes at 12, 16 and 18, in plain words: for the young person, and for the family around them."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from keukentafel.access import SeatInSight
from keukentafel.rooms.family.rules import Coming


def sources() -> dict[str, str]:
    """By which source it is known that somebody has authority."""
    return {
        "word": _("Their own word"),
        "register": _("An extract of the authority register"),
        "court": _("A decision of the court"),
    }


def source_options() -> list[tuple[str, str, str]]:
    """The same, to choose from."""
    hints = {
        "word": _("Nobody looked it up."),
        "register": _("You can ask the court for one: rechtspraak.nl."),
        "court": _("A ruling in which a judge says who has authority."),
    }
    return [(key, label, hints[key]) for key, label in sources().items()]


def what_changes(one: Coming) -> list[str]:
    """Sentences, for who reads them."""
    return (
        _for_oneself(one.band) if one.mine else [line % {"name": one.seat.card.name} for line in _for_family(one.band)]
    )


def _for_oneself(band: int) -> list[str]:
    if band == 12:
        return [
            _("You have a say. You may make a private circle: only you see it, and who you ask in."),
            _("Does a professional want to sit in a circle that is about you? Then you decide along."),
            _("What your parents agreed to for you before counts no more. They ask you, together with you."),
        ]
    if band == 16:
        return [
            _("You are in charge of this table too. You see everything, except what lies in private circles."),
            _("You decide by yourself on professionals in circles that are about you. Only your own yes counts."),
            _("You may invite people, and freeze the table."),
        ]
    return [
        _("You are of age. Nobody has parental authority over you any more."),
        _("You stay at this table as long as you like. You may leave at any time."),
        _("You may start a table of your own, and take along what is yours. Nobody here is told."),
    ]


def _for_family(band: int) -> list[str]:
    if band == 12:
        return [
            _("%(name)s has a say, and may make a private circle that you don't see. That is normal, and allowed."),
            _("Does a professional want to sit in a circle that is about %(name)s? Then you decide together."),
            _("What you agreed to for %(name)s lapses. Talk it over, and agree anew together."),
        ]
    if band == 16:
        return [
            _("%(name)s is in charge of this table too, and sees everything, except what lies in private circles."),
            _("%(name)s decides alone on professionals in circles that are about %(name)s. Your yes lapses."),
        ]
    return [
        _("%(name)s is of age. Parental authority over %(name)s ends by itself."),
        _("You stay in charge of this table as you were. %(name)s decides about their own things."),
    ]


def now_decides(seat: SeatInSight) -> str:
    """What somebody may decide now, in a sentence."""
    name = {"name": seat.card.name}
    if seat.age_band < 12:
        return _("%(name)s is under 12: the parents decide, and tell %(name)s about it.") % name
    if seat.age_band < 16:
        return _("%(name)s is 12 to 15: has a say, and decides along.") % name
    if seat.age_band < 18:
        return _("%(name)s is 16 or 17: decides for themself, and is in charge of this table too.") % name
    return _("%(name)s is of age.") % name


def purpose(professional: str, circle: str | None, about: str | None) -> str:
    """What one agrees to, in a sentence (``rules.TEXT_VERSION``).

    ``circle``: its name, or None for who does not sit in it; ``about``: a name, or None when it is about the reader.
    """
    said = {
        "professional": professional,
        "circle": _("the circle “%(name)s”") % {"name": circle} if circle else _("a circle that you don't sit in"),
        "about": about or pgettext("whom", "you"),
    }
    sentence = _(
        "%(professional)s sits in %(circle)s, sees everything that lies there about %(about)s, and may write there."
    )
    return sentence % said
