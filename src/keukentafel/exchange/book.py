"""The pages of an archive: plain HTML that opens without us, without scripts, and asks nothing of the network."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django.template import engines
from django.template.backends.jinja2 import Template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from keukentafel.access import Visit
from keukentafel.dossiers import rooms, sharing
from keukentafel.dossiers.circle_names import circle_name
from keukentafel.dossiers.kinds import kind_named
from keukentafel.exchange import format as form
from keukentafel.exchange import names, rights_page, words
from keukentafel.exchange.reading import Kept
from keukentafel.exchange.rights_page import Names
from keukentafel.look import paper
from keukentafel.look.pictures import PICTURES
from keukentafel.look.show import ENGINE
from keukentafel.overview.looked import rules as looked
from keukentafel.overview.mine.values import VALUES

MOST_ON_PAGE = 100


@dataclass(frozen=True, slots=True)
class Shown:
    """An item as a page shows it. ``lines``: (label, text); ``before``: how it was, (when and who, lines)."""

    id: str
    label: str
    title: str
    depth: int
    meta: str
    lines: Sequence[tuple[str, str]]
    before: Sequence[tuple[str, Sequence[tuple[str, str]]]]
    files: Sequence[tuple[str, str, bool]]


@dataclass
class Section:
    """What lies in one room, over pages. ``pages``: (address, first day, last day)."""

    key: str
    label: str
    pages: list[tuple[str, str, str]] = field(default_factory=list)


class Book:
    """Makes the pages while the items stream by, and at last the first page, which leads to all others."""

    def __init__(self, visit: Visit, head: form.Head, house: str) -> None:
        self._visit, self._head, self._house = visit, head, house
        self._cards = {seat.id: seat.card for seat in head.seats}
        self._circles = {circle.id: circle_name(circle) for circle in visit.circles.values()}
        self._sections: dict[str, Section] = {}
        self._kinds: dict[UUID, str] = {}
        self._labels = {room.key: str(room.label) for room in rooms.in_order()}

    def pages(self, batch: Sequence[Kept]) -> Iterator[tuple[str, bytes]]:
        """The pages of some items of one room."""
        for at in range(0, len(batch), MOST_ON_PAGE):
            yield self._page(batch[at : at + MOST_ON_PAGE])

    def log_page(self, number: int, part: form.Log) -> tuple[str, bytes]:
        """A page of the log in words."""
        section = self._section("log", _("Who looked?"))
        address = names.page("log", number)
        section.pages.append((address, _day(part.lines[0].at), _day(part.lines[-1].at)))
        told = [(moment(line.at), self._sentence(line)) for line in part.lines]
        return address, self._render("log", {"told": told, "section": section, "number": number})

    def last_pages(self, rights: form.Rights, house: form.House) -> Iterator[tuple[str, bytes]]:
        """Who may decide what; and the first page, which is made last, when all others are known."""
        yield from self._rights(rights, house)
        visit = self._visit
        context = {
            "sections": list(self._sections.values()),
            "circles": [
                (self._circles[one.id], one.kind == "personal", self._sits(one.id)) for one in self._head.circles
            ],
            "seats": [self._seat(seat) for seat in self._head.seats],
            "owner": visit.owner,
            "own_file": visit.seat.role == "professional",
            "guest": visit.guest,
            "who": visit.seat.card.name,
            "made": moment(visit.now),
            "house": self._house,
        }
        yield names.INDEX, self._render("index", context)

    def _rights(self, rights: form.Rights, house: form.House) -> Iterator[tuple[str, bytes]]:
        called = Names(self._name, lambda one: self._circles.get(one) or _("a circle"), _day, moment)
        if parts := rights_page.parts(rights, house, called):
            section, address = self._section("rights", _("Who may decide what")), names.page("rights", 1)
            section.pages.append((address, "", ""))
            of_house = bool(house.emergency or house.calls or house.endings)
            yield address, self._render("rights", {"parts": parts, "section": section, "of_house": of_house})

    def _page(self, batch: Sequence[Kept]) -> tuple[str, bytes]:
        key = batch[0].room
        section = self._section(key, self._labels.get(key, key))
        number = len(section.pages) + 1
        address = names.page(key, number)
        section.pages.append((address, _day(batch[0].item.happened), _day(batch[-1].item.happened)))
        shown = [self._shown(kept) for kept in batch]
        return address, self._render("items", {"items": shown, "section": section, "number": number})

    def _section(self, key: str, label: str) -> Section:
        return self._sections.setdefault(key, Section(key, label))

    def _shown(self, kept: Kept) -> Shown:
        item, kind = kept.item, kind_named(kept.item.kind)
        self._kinds[item.id] = kind.name
        title = str(item.content.get("title") or item.content.get("what") or item.content.get("name") or "")
        meta = [self._name(item.author), moment(item.happened), self._circles[item.circle]]
        if item.state:
            meta.append(_(words.STATES.get(item.state, item.state)))
        if item.assignee:
            meta.append(_("for %(name)s") % {"name": self._name(item.assignee)})
        if item.due:
            meta.append(_("before or on %(day)s") % {"day": _day(item.due)})
        if item.version > 1:
            who = {"name": self._name(item.changed_by), "when": moment(item.changed)}
            meta.append(_("changed by %(name)s, %(when)s") % who)
        return Shown(
            id=str(item.id),
            label=capfirst(str(kind.label)),
            title=title,
            depth=min(kept.depth, 3),
            meta=" · ".join(meta),
            lines=self._lines(item.content, title),
            before=[self._before(old) for old in item.versions],
            files=[(f"../{one.path}", one.name, one.media_type in SHOWN) for one in item.files if not one.small],
        )

    def _before(self, old: form.Version) -> tuple[str, Sequence[tuple[str, str]]]:
        when = _("%(name)s, %(when)s") % {"name": self._name(old.changed_by), "when": moment(old.changed)}
        lines = self._lines(old.content, "")
        if old.state:
            lines = [*lines, (_("How it stood"), _(words.STATES.get(old.state, old.state)))]
        return when, lines

    def _lines(self, content: dict[str, Any], title: str) -> list[tuple[str, str]]:
        found = []
        for name, value in content.items():
            text = self._value(name, value)
            if text and text != title:
                label = words.FIELDS.get(name, name)
                found.append((_(label) if label else "", text))
        return found

    def _value(self, name: str, value: Any) -> str:
        if value in (None, "", False, [], ()):
            return ""
        if name == "picture":
            return _(PICTURES[value].label) if value in PICTURES else str(value)
        if isinstance(value, list | dict):
            return self._parts(name, value)
        if (name, value) in VALUES:
            return _(VALUES[name, value])
        if value is True or name == "answers":  # which message, its id would not tell anybody
            return _("yes")
        return self._name_if_seat(str(value))

    def _parts(self, name: str, value: list[Any] | dict[str, Any]) -> str:
        """A value that is made of others."""
        if isinstance(value, list):
            return ", ".join(filter(None, (self._value(name, one) for one in value)))
        return " ".join(filter(None, (self._value(inner, one) for inner, one in value.items())))

    def _name_if_seat(self, text: str) -> str:
        card = (
            next((card for seat, card in self._cards.items() if str(seat) == text), None) if len(text) == 36 else None
        )
        return card.name if card else text

    def _name(self, seat: UUID | None) -> str:
        card = self._cards.get(seat) if seat else None
        return card.name if card else _("somebody")

    def _sentence(self, line: form.LogLine) -> str:
        eyes, seat = line.eyes, line.seat
        entry = looked.Entry(
            at=line.at, first=line.at, day=line.at.date(), action=cast("Any", line.action),
            who=None if eyes else seat, whom=eyes or (line.subject if line.subject in self._cards else None),
            what=None, places=(line.place,), circles=(line.circle,),
        )  # fmt: skip
        told = {
            "who": self._name(entry.who),
            "whom": self._name(entry.whom) if entry.whom else pgettext("whom", "somebody"),
            "what": self._what(line.subject),
            "where": _(looked.place(line.place)),
        }
        return capfirst(_(looked.sentence(entry)) % told)

    def _what(self, subject: UUID | None) -> str:
        kind = self._kinds.get(subject) if subject else None
        return str(kind_named(kind).label).lower() if kind else _("something that is gone now")

    def _sits(self, circle: UUID) -> str:
        sits = [one.seat for one in self._head.sitting if one.circle == circle and one.until is None]
        return ", ".join(self._name(seat) for seat in sits)

    def _seat(self, seat: form.Seat) -> tuple[str, str, str]:
        since = _("since %(day)s") % {"day": _day(seat.since)}
        until = _("until %(day)s") % {"day": _day(seat.until)} if seat.until else ""
        return seat.card.name, sharing.standing(seat.role, seat.card), " ".join(filter(None, (since, until)))

    def _render(self, template: str, context: dict[str, Any]) -> bytes:
        page = cast("Template", engines[ENGINE].get_template(f"exchange/book/{template}.html"))
        around = {
            "title": self._head.title,
            "style": paper.style(),
            "policy": paper.policy(),
            "up": "" if template == "index" else "../",
        }
        return page.template.render(around | context).encode()


SHOWN = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp"})
"""Pictures that every browser shows; all else is a link."""


def moment(at: datetime) -> str:
    """A moment in full: whoever reads this, reads it years from now."""
    return date_format(timezone.localtime(at), "j F Y, H:i")


def _day(at: datetime | date) -> str:
    return date_format(timezone.localtime(at) if isinstance(at, datetime) else at, "j F Y")
