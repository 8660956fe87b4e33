"""My data to take along: one plain structure, which goes out as JSON and is drawn as a page that opens anywhere."""

from typing import Any
from uuid import UUID

from keukentafel.access import Visit
from keukentafel.dossiers.circle_names import circle_name
from keukentafel.dossiers.opened import Opened
from keukentafel.dossiers.sharing import name_of
from keukentafel.overview.mine import agreed, queries, telling
from keukentafel.overview.mine.rules import own_fields
from keukentafel.rooms.plan.kinds import REVIEW

MOST_LINES = 5_000
"""Of the log of what I did, the newest; the page says when there are more."""


def table(visit: Visit, *, in_words: bool = False) -> dict[str, Any]:
    """What one table holds about the visitor; noted in its log as taken along. ``in_words``: with ``did``, to read."""
    here = visit.table.id if visit.table else next(iter(visit.circles))
    visit.note("my_data", here)
    held = queries.held(visit)
    lines = queries.my_lines(visit, MOST_LINES + 1)
    did = {"did": telling.did(visit, lines[:MOST_LINES], names=False)} if in_words else {}
    return did | {
        "title": visit.cover.title,
        "seats": [_seat(visit, seat) for seat in sorted(visit.my_seats)],
        "circles": [{"name": circle_name(circle), "kind": circle.kind} for circle in visit.circles.values()],
        "owners": sorted(seat.card.name for seat in visit.seats.values() if seat.owner and seat.present),
        "wrote": [_wrote(visit, item) for item in queries.all_wrote(visit)],
        "mine_to_do": [_about(visit, item) for item in held.given],
        "about_me": [_about(visit, item) for item in held.about],
        "asked": [_asked(visit, item, held.answers.get(item.id, [])) for item in held.asked],
        "consents": agreed.plain(agreed.consents(visit)),
        "authority": agreed.plain(agreed.authority(visit)),
        "times_seen": held.seen,
        "log": [_line(visit, line) for line in lines[:MOST_LINES]],
        "log_is_whole": len(lines) <= MOST_LINES,
    }


def _seat(visit: Visit, seat: UUID) -> dict[str, Any]:
    one = visit.seats[seat]
    card = {name: str(value) for name, value in one.card.model_dump(mode="json").items() if value}
    return {
        "role": one.role,
        "since": one.since.isoformat(),
        "in_charge": one.owner,
        "coordinator": one.coordinator,
        "card": card,
    }


def _item(visit: Visit, item: Opened[Any]) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "circle": circle_name(visit.circles[item.circle]),
        "when": item.happened.isoformat(),
        "state": item.state,
        "due": item.due.isoformat() if item.due else "",
    }


def _wrote(visit: Visit, item: Opened[Any]) -> dict[str, Any]:
    """Own words. Of what somebody else changed the words of now go along, with who that was."""
    changed = "" if item.changed_by in visit.my_seats else name_of(visit, item.changed_by)
    return _item(visit, item) | {"changed_by": changed, "content": own_fields(item.content, visit.my_seats)}


def _about(visit: Visit, item: Opened[Any]) -> dict[str, Any]:
    """What is about the person: its words, unless it is a conversation of several; then only that they were there."""
    words = {} if item.kind == REVIEW.name else own_fields(item.content, visit.my_seats)
    return _item(visit, item) | {"written_by": _writer(visit, item), "content": words}


def _asked(visit: Visit, item: Opened[Any], answers: list[Opened[Any]]) -> dict[str, Any]:
    said = [
        {"by": _writer(visit, one), "when": one.happened.isoformat(), "text": one.content.text}
        for one in sorted(answers, key=lambda one: one.happened)
    ]
    return _item(visit, item) | {"content": own_fields(item.content, visit.my_seats), "answers": said}


def _writer(visit: Visit, item: Opened[Any]) -> str:
    return "" if item.author in visit.my_seats else name_of(visit, item.author)


def _line(visit: Visit, line: queries.Line) -> dict[str, Any]:
    return {
        "at": line.at.isoformat(),
        "action": line.action,
        "place": line.place,
        "circle": circle_name(visit.circles[line.circle]) if line.circle in visit.circles else "",
        "program": line.program,
    }
