"""Who may decide what, in sentences: the page of an archive on authority, consent, emergency access and endings."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from keukentafel.exchange import format as form
from keukentafel.exchange import words
from keukentafel.rooms.family.words import sources


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence, with what is to be said beside it, and somebody's own words."""

    text: str
    beside: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """How seats, circles and days are called in this archive."""

    seat: Callable[[UUID | None], str]
    circle: Callable[[UUID], str]
    day: Callable[[datetime | date], str]
    moment: Callable[[datetime], str]


def parts(rights: form.Rights, house: form.House, names: Names) -> list[tuple[str, list[Told]]]:
    """Heading and sentences of each part in which there is something."""
    found = [
        (_("Authority over children"), [_authority(one, names) for one in rights.authority]),
        (_("Which circles are about whom"), [_about(one, names) for one in rights.abouts]),
        (_("Who said yes or no"), [_consent(one, names) for one in rights.consents]),
        (_("Help in an emergency"), list(_emergency(house, names))),
        (_("What was asked to be ended"), [_ending(one, names) for one in house.endings]),
    ]
    return [(heading, told) for heading, told in found if told]


def _authority(one: form.Authority, names: Names) -> Told:
    who = {"parent": names.seat(one.parent), "child": names.seat(one.child)}
    beside = [
        sources()[one.source],
        _("since %(day)s") % {"day": names.day(one.since)} if one.since else "",
        one.where,
        _by(_("written down by %(name)s, %(when)s"), one.recorded_by, one.recorded, names),
        _("until %(day)s") % {"day": names.day(one.ended)} if one.ended else "",
        _by(_("%(name)s says that it is otherwise, %(when)s"), one.contested_by, one.contested, names),
    ]
    return Told(_("%(parent)s has authority over %(child)s.") % who, " · ".join(filter(None, beside)), one.contest)


def _about(one: form.About, names: Names) -> Told:
    said = {"circle": names.circle(one.circle), "name": names.seat(one.seat)}
    beside = _by(_("said by %(name)s, %(when)s"), one.by, one.at, names)
    return Told(_("The circle “%(circle)s” is about %(name)s.") % said, beside)


def _consent(one: form.Consent, names: Names) -> Told:
    sentence = (
        _("%(by)s said yes to %(whom)s in “%(circle)s”, about %(about)s.")
        if one.yes
        else _("%(by)s said no to %(whom)s in “%(circle)s”, about %(about)s.")
    )
    said = {
        "by": names.seat(one.given_by),
        "whom": names.seat(one.subject),
        "about": names.seat(one.about),
        "circle": names.circle(one.circle) if one.circle else "",
    }
    until = _("until %(day)s") % {"day": names.moment(one.ended)} if one.ended else ""
    return Told(sentence % said, " · ".join(filter(None, (names.moment(one.given), until))))


def _emergency(house: form.House, names: Names) -> Iterator[Told]:
    if on := house.emergency:
        beside = [
            _by(_("turned on by %(name)s, %(when)s"), on.on_by, on.since, names),
            _("who may ask: %(names)s") % {"names": ", ".join(map(names.seat, on.seats))},
            _("what it opens: %(names)s") % {"names": ", ".join(map(names.circle, on.circles))},
            _("waits %(wait)s hours, stays open %(open)s hours") % {"wait": on.wait_hours, "open": on.open_hours},
        ]
        yield Told(_("Help in an emergency was turned on."), " · ".join(beside))
    for call in house.calls:
        came = [
            _("opened %(when)s") % {"when": names.moment(call.opened)} if call.opened else "",
            _by(_("%(name)s said no, %(when)s"), call.vetoed_by, call.vetoed, names),
            _("given back %(when)s") % {"when": names.moment(call.ended)} if call.ended else "",
        ]
        asked = {"name": names.seat(call.seat)}
        told = " · ".join(filter(None, (names.moment(call.asked), *came)))
        yield Told(_("%(name)s asked for emergency access.") % asked, told, call.why)


def _ending(one: form.Ending, names: Names) -> Told:
    who = {"name": names.seat(one.asked_by), "whom": names.seat(one.seat)}
    sentence = (
        _("%(name)s asked to end the seat of %(whom)s.") if one.seat else _("%(name)s asked to destroy the dossier.")
    )
    beside = [
        names.moment(one.asked),
        _(words.ENDINGS[one.state]) % {"when": names.moment(one.due), "name": names.seat(one.answered_by)},
        _("agreed: %(names)s") % {"names": ", ".join(map(names.seat, one.agreed))} if one.agreed else "",
    ]
    return Told(sentence % who, " · ".join(filter(None, beside)))


def _by(sentence: str, seat: UUID | None, at: datetime | None, names: Names) -> str:
    return sentence % {"name": names.seat(seat), "when": names.moment(at)} if seat and at else ""
