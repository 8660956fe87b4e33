"""Conversations and messages in the words and faces of a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, get_args
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from keukentafel.access import Visit
from keukentafel.dossiers import attachments, rights, sharing
from keukentafel.dossiers.attachments import Attached
from keukentafel.dossiers.circle_names import circle_name
from keukentafel.dossiers.opened import Opened
from keukentafel.dossiers.sharing import Face, listed
from keukentafel.look.words import in_sentence
from keukentafel.rooms.talk import circles, rules
from keukentafel.rooms.talk.kinds import Sign
from keukentafel.rooms.talk.queries import MOST_UNREAD, Line, Page

NOBODY = UUID(int=0)
QUOTED = 160
"""So many characters of what is answered are shown."""


@dataclass(frozen=True, slots=True)
class Given:
    """A sign with those who gave it, in words; ``mine``: one of them is the visitor."""

    sign: str
    label: str
    names: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Quote:
    """What a message answers; without words when it is gone."""

    id: UUID | None
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """A message as a bubble. ``day``: another day begins here; ``goes_on``: the same person just goes on.

    ``seen``: those who read so far.
    """

    item: Opened[Any]
    face: Face
    mine: bool
    day: date | None
    time: str
    goes_on: bool
    quote: Quote | None
    given: Sequence[Given]
    edited: str
    seen: Sequence[Face]
    may_change: bool
    files: Sequence[Attached]


@dataclass(frozen=True, slots=True)
class Row:
    """A conversation in the list. ``title``: its subject, else who talks; ``people``: the faces that stand for it."""

    item: Opened[Any]
    title: str
    where: str
    private: bool
    people: Sequence[Face]
    last: str
    last_name: str
    when: str
    unread: str


@dataclass(frozen=True, slots=True)
class Around:
    """Who talks and who reads along in a circle. ``along``: owners who were not asked in; ``mine``: the visitor was."""

    title: str
    where: str
    private: bool
    talking: Sequence[Face]
    along: Sequence[Face]
    mine: bool

    @property
    def first_names(self) -> str:
        """Everybody who reads it, shortly."""
        return listed([face.name.split()[0] for face in (*self.talking, *self.along)])


@cache
def _labels(_language: str | None) -> Mapping[str, str]:
    return {
        "thumb": pgettext("sign", "Good"),
        "heart": pgettext("sign", "With love"),
        "smile": pgettext("sign", "Makes me smile"),
        "strong": pgettext("sign", "Stay strong"),
        "candle": pgettext("sign", "Thinking of you"),
    }


def all_signs() -> list[tuple[str, str]]:
    """Every sign with what it says."""
    labels = _labels(get_language())
    return [(sign, labels[sign]) for sign in get_args(Sign)]


class Teller:
    """Puts items of one visit in words; looks each seat up once."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self._faces: dict[UUID, Face] = {}

    def face(self, seat: UUID) -> Face:
        """The face of a seat; of somebody who is not in sight, one for nobody."""
        known = self._faces.get(seat)
        if known is None:
            one = self.visit.seats.get(seat)
            known = sharing.face(one) if one else nobody()
            self._faces[seat] = known
        return known

    def name(self, seat: UUID) -> str:
        """The name of a seat; the visitor is "you"."""
        return _("you") if self.mine(seat) else self.face(seat).name

    def mine(self, seat: UUID) -> bool:
        """Whether it is the visitor's own. Looking through other eyes, it is that seat's."""
        return seat in self.visit.my_seats

    def around(self, circle: UUID, subject: str) -> Around:
        """A circle, as a conversation there says it above."""
        one = self.visit.circles[circle]
        sitting = sharing.who_sees(self.visit, circle)
        along = {seat.id for seat in circles.reads_along(self.visit, one)} if one.talk else set()
        talking = [face for face in sitting if face.id not in along]
        others = [face.name for face in talking if not self.mine(face.id)]
        where = _("Between these people") if one.talk else circle_name(one)
        title = subject or (listed(others, 4) if one.talk else circle_name(one)) or _("Conversation")
        return Around(
            title, where, one.personal, talking, [f for f in sitting if f.id in along], circles.sits(self.visit, circle)
        )

    def row(self, line: Line) -> Row:
        """A line of the list."""
        around = self.around(line.item.circle, line.item.content.subject)
        others = [face for face in around.talking if not self.mine(face.id)] or around.talking
        last = line.last
        return Row(
            item=line.item,
            title=around.title,
            where="" if self.visit.circles[line.item.circle].talk else around.where,
            private=around.private,
            people=others[:3],
            last=words(last) if last else "",
            last_name=self._who_said(last),
            when=self._when(line.last_at),
            unread="" if not line.unread else f"{MOST_UNREAD - 1}+" if line.unread >= MOST_UNREAD else str(line.unread),
        )

    def said(self, page: Page) -> list[Said]:
        """The messages of a page, oldest first."""
        days = rules.days([one.happened for one in page.messages], lambda at: timezone.localtime(at).date())
        saw = self._saw(page)
        before = None
        found = []
        for one, day in zip(page.messages, days, strict=True):
            now = (one.author, one.happened)
            found.append(self._said(page, one, day, goes_on=day is None and rules.goes_on(before, now), saw=saw))
            before = now
        return found

    def _when(self, at: datetime) -> str:
        """Short, beside a title: the time of today, else the day."""
        local, now = timezone.localtime(at), timezone.localtime(self.visit.now)
        if local.date() == now.date():
            return f"{local:%H:%M}"
        return in_sentence(date_format(local, "j M" if local.year == now.year else "j M Y"), get_language() or "")

    def _who_said(self, last: Opened[Any] | None) -> str:
        if last is None:
            return ""
        return pgettext("in the list", "You") if self.mine(last.author) else self.face(last.author).name.split()[0]

    def quote(self, message: Opened[Any] | None) -> Quote:
        """What is answered."""
        if message is None:
            return Quote(None, "", "")
        text = " ".join(words(message).split())
        return Quote(message.id, self.face(message.author).name, text if len(text) <= QUOTED else text[:QUOTED] + "…")

    def _said(
        self, page: Page, one: Opened[Any], day: date | None, *, goes_on: bool, saw: Mapping[UUID, Sequence[Face]]
    ) -> Said:
        answers = one.content.answers
        return Said(
            item=one,
            face=self.face(one.author),
            mine=self.mine(one.author),
            day=day,
            time=f"{timezone.localtime(one.happened):%H:%M}",
            goes_on=goes_on and not answers,
            quote=self.quote(page.quoted.get(answers)) if answers else None,
            given=self.given(page.given.get(one.id, ())),
            edited=self.edited(one),
            seen=saw.get(one.id, ()),
            may_change=rights.may_change(self.visit, one),
            files=attachments.of(self.visit, page.files.get(one.id, ())),
        )

    def _saw(self, page: Page) -> dict[UUID, list[Face]]:
        """For each message those who read so far. Who does not tell it is not told it of others either."""
        if self.visit.seat.card.reach.unseen:
            return {}
        others = {seat.id for seat in self.visit.seats.values() if seat.present and not seat.card.reach.unseen}
        last = rules.saw_last((one.id for one in page.messages), page.seen_by, others - self.visit.my_seats)
        wrote = {one.author: at for at, one in enumerate(page.messages)}
        place = {one.id: at for at, one in enumerate(page.messages)}
        found: dict[UUID, list[Face]] = {}
        for seat, message in last.items():
            if wrote.get(seat, -1) <= place[message]:  # their own later words say it already
                found.setdefault(message, []).append(self.face(seat))
        return found

    def given(self, reactions: Sequence[Opened[Any]]) -> list[Given]:
        """The signs that were given, the first one first."""
        labels, by_sign = _labels(get_language()), dict[str, list[UUID]]()
        for one in reactions:
            by_sign.setdefault(one.content.sign, []).append(one.author)
        return [
            Given(
                sign,
                labels[sign],
                listed([self.name(seat) for seat in seats], 4),
                any(map(self.mine, seats)),
            )
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


def words(message: Opened[Any]) -> str:
    """What it says, in short; of one without words that a file came."""
    return message.content.text or _("A photo or a file")


def nobody() -> Face:
    """Stands for somebody who is not in sight."""
    return Face(NOBODY, _("Somebody from before"), "", 9, "?", family_side=False, away=True)
