"""The minutes as they are laid ready: from the points and what came of them, in plain words."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from keukentafel.access import Visit
from keukentafel.dossiers import sharing
from keukentafel.dossiers.kinds import kind_named
from keukentafel.dossiers.opened import Opened
from keukentafel.look.words import day_words, moment_words
from keukentafel.rooms.meetings.kinds import Result
from keukentafel.rooms.meetings.queries import PointSeen, Whole

LONGEST = 20_000


def draft(visit: Visit, found: Whole, made: Mapping[UUID, Opened[Any]]) -> str:
    """The text."""
    names = [seat.card.name for seat in visit.seats.values() if seat.id in found.there]
    there = _("There were: %(names)s.") % {"names": sharing.listed(names)} if names else ""
    when = _("We talked %(moment)s.") % {"moment": moment_words(found.meeting.happened, now=visit.now)}
    talked = [point for point in found.points if not point.open]
    left = [point for point in found.points if point.open and not point.laid]
    parts = [" ".join(part for part in (when, there) if part), *(_point(visit, point, made) for point in talked)]
    if left:
        asked = "\n".join(f"- {point.item.content.question}" for point in left)
        not_yet = _("We did not get to this:")
        parts.append(f"{not_yet}\n{asked}")
    return "\n\n".join(parts)[:LONGEST]


def _point(visit: Visit, point: PointSeen, made: Mapping[UUID, Opened[Any]]) -> str:
    lines = [line for result in point.results if (line := _line(visit, result, made))]
    return "\n".join([point.item.content.question, *(f"- {line}" for line in lines)])


def _line(visit: Visit, result: Opened[Result], made: Mapping[UUID, Opened[Any]]) -> str:
    said, found = result.content, made.get(result.content.made) if result.content.made else None
    if said.made and found is None:
        return _("Something was decided here. It lies elsewhere now.")
    words = kind_named(found.kind).headline(found.content) if found else said.words
    if said.sort == "coordinator":
        return _("Keeps the overview from now on: %(name)s") % {"name": sharing.name_of(visit, said.seat)}
    if said.sort == "agreement":
        words = _with(visit, found, words)
    elif said.sort == "appointment" and found:
        words = f"{words} ({day_words(found.happened)})"
    return _sentence(said.sort, words)


def _sentence(sort: str, words: str) -> str:
    sentences = {
        "agreement": _("We agreed: %(words)s"),
        "goal": _("A goal: %(words)s"),
        "appointment": _("An appointment: %(words)s"),
        "seats": _("We want to invite: %(words)s"),
    }
    return sentences[sort] % {"words": words} if sort in sentences else words


def _with(visit: Visit, agreement: Opened[Any] | None, words: str) -> str:
    """What was agreed, with who does it and by when."""
    if agreement is None:
        return words
    who = sharing.name_of(visit, agreement.assignee)
    when = _("by %(day)s") % {"day": day_words(agreement.due)} if agreement.due else ""
    more = ", ".join(part for part in (who, when) if part)
    return f"{words} ({more})" if more else words
