"""People, circles and entries in the words and faces of a page."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, get_args
from uuid import UUID

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from keukentafel.access import Visit
from keukentafel.dossiers import attachments, moving, rights, sharing
from keukentafel.dossiers.attachments import Attached
from keukentafel.dossiers.circle_names import circle_name
from keukentafel.dossiers.opened import Opened
from keukentafel.dossiers.sharing import Face, listed
from keukentafel.rooms.journal import rules
from keukentafel.rooms.journal.kinds import COMMENT, REACTION, Sign

NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Given:
    """A sign with those who gave it, in words; ``mine``: one of them is the visitor."""

    sign: str
    label: str
    names: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A comment. ``edited``: how it was changed, in words, or empty."""

    item: Opened[Any]
    face: Face
    edited: str
    may_change: bool


@dataclass(frozen=True, slots=True)
class Told:
    """An entry as a page shows it. ``seen``: others who had it before their eyes; ``seers``: who sees its circle."""

    item: Opened[Any]
    face: Face
    circle: str
    private: bool
    seers: str
    edited: str
    given: Sequence[Given]
    earlier: Sequence[Said]
    comments: Sequence[Said]
    seen: Sequence[Face]
    seen_names: str
    may_react: bool
    may_change: bool
    files: Sequence[Attached]


def sign_label(sign: str) -> str:
    """What a sign says."""
    return _labels(get_language())[sign]


@cache
def _labels(_language: str | None) -> Mapping[str, str]:
    """What the signs say in the reader's language, looked up once: a page of the journal has a hundred."""
    return {
        "thumb": pgettext("sign", "Good"),
        "heart": pgettext("sign", "With love"),
        "strong": pgettext("sign", "Stay strong"),
        "smile": pgettext("sign", "Makes me smile"),
        "candle": pgettext("sign", "Thinking of you"),
    }


def all_signs() -> list[tuple[str, str]]:
    """Every sign with what it says; the first one is always at hand."""
    return [(sign, sign_label(sign)) for sign in get_args(Sign)]


class Teller:
    """Puts items of one visit in words; looks each seat and each circle up once."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self._faces: dict[UUID, Face] = {}
        self._circles: dict[UUID, tuple[str, str]] = {}

    @cached_property
    def nobody(self) -> Face:
        """Stands for somebody who is not in sight."""
        return Face(NOBODY, _("Somebody from before"), "", 9, "?", family_side=False, away=True)

    def face(self, seat: UUID) -> Face:
        """The face of a seat."""
        known = self._faces.get(seat)
        if known is None:
            one = self.visit.seats.get(seat)
            known = self._faces[seat] = sharing.face(one) if one else self.nobody
        return known

    def name(self, seat: UUID) -> str:
        """The name of a seat; the visitor is "you"."""
        return _("you") if seat in self.visit.my_seats and not self.visit.looking_as else self.face(seat).name

    def circle(self, circle: UUID) -> tuple[str, str]:
        """The circle's name, and who sees what lies there, in words."""
        known = self._circles.get(circle)
        if known is None:
            names = [self.name(seat.id) for seat in moving.seers(self.visit, circle)]
            known = self._circles[circle] = (circle_name(self.visit.circles[circle]), listed(names))
        return known

    def told(self, entry: Opened[Any], under: Sequence[Opened[Any]], seen_by: Collection[UUID]) -> Told:
        """An entry with what was said to it."""
        name, seers = self.circle(entry.circle)
        said = [self.said(one) for one in under if one.kind == COMMENT.name]
        earlier, comments = rules.folded(said)
        seen = [s for s in seen_by if s in self.visit.seats and s != entry.author and s not in self.visit.my_seats]
        seen.sort(key=self._order)
        return Told(
            item=entry,
            face=self.face(entry.author),
            circle=name,
            private=self.visit.circles[entry.circle].personal,
            seers=seers,
            edited=self.edited(entry),
            given=self.given([one for one in under if one.kind == REACTION.name]),
            earlier=earlier,
            comments=comments,
            seen=[self.face(seat) for seat in seen],
            seen_names=listed([self.face(seat).name for seat in seen]),
            may_react=rights.may_add(self.visit, REACTION, entry.circle),
            may_change=rights.may_change(self.visit, entry),
            files=attachments.of(self.visit, under),
        )

    def said(self, comment: Opened[Any]) -> Said:
        """A comment."""
        return Said(comment, self.face(comment.author), self.edited(comment), rights.may_change(self.visit, comment))

    def given(self, reactions: Sequence[Opened[Any]]) -> list[Given]:
        """The signs that were given, the first one first."""
        by_sign: dict[str, list[UUID]] = {}
        for one in reactions:
            by_sign.setdefault(one.content.sign, []).append(one.author)
        return [
            Given(sign, sign_label(sign), listed([self.name(seat) for seat in seats], 4), self._mine(seats))
            for sign, seats in by_sign.items()
        ]

    def edited(self, item: Opened[Any]) -> str:
        """That it was changed, and by whom if that is not who wrote it; empty when it never was."""
        if not item.edited:
            return ""
        if item.changed_by == item.author:
            return pgettext("entry", "changed")
        face = self.face(item.changed_by)
        return (_("changed by %(name)s (family)") if face.family_side else _("changed by %(name)s")) % {
            "name": face.name
        }

    def _mine(self, seats: Collection[UUID]) -> bool:
        return any(seat in self.visit.my_seats for seat in seats)

    def _order(self, seat: UUID) -> Any:
        return self.visit.seats[seat].since, seat
