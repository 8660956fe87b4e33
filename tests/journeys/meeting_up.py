"""What the family of `everyone` says to each other, plans, decides and keeps: a thing of each sort, for the rooms around talking."""

from datetime import timedelta
from uuid import UUID

from tests.support.family import Family
from tests.support.files import jpeg, planted

from keukentafel.access import Visit
from keukentafel.dossiers.models import new_id
from keukentafel.rooms.calendar import actions as calendar
from keukentafel.rooms.calendar import proposing
from keukentafel.rooms.calendar.kinds import Appointment, Moment, Proposal
from keukentafel.rooms.meetings import actions as meetings
from keukentafel.rooms.meetings import queries
from keukentafel.rooms.meetings.kinds import Meeting, Point
from keukentafel.rooms.talk import actions as talk


def meet(family: Family, long: str) -> dict[str, UUID]:
    """An id of each, by name; `long` is a word that is hard on a layout."""
    ids = {"at_table": family.table}
    with family.visit("Ann") as visit:
        ids |= (
            _talks(visit, family.table, long) | _dates(visit, family.table, long) | _meetings(visit, family.table, long)
        )
        ids["file"] = planted(visit, family.table, f"{long}.jpg", jpeg(64, 48)).id
        ids["document"] = planted(visit, family.table, f"{long}.txt", b"hallo").id
    with family.visit("Juf") as visit:
        talk.say(visit, talk.begin(visit, family.table, "", "Hoe gaat het?", once=new_id()), "Goed", once=new_id())
    return ids


def _talks(visit: Visit, circle: UUID, long: str) -> dict[str, UUID]:
    begun = talk.begin(visit, circle, f"Zondag {long[:40]}", "Wie komt er?", once=new_id())
    said = talk.say(visit, begun, f"مرحبا، ik kom! {long}", once=new_id())
    talk.react(visit, said, [], "thumb")
    return {"talk": begun.id, "message": said.id}


def _dates(visit: Visit, circle: UUID, long: str) -> dict[str, UUID]:
    words = Appointment(what=f"Zwemles {long[:40]}", day=visit.now.date(), repeats="weekly")
    days = tuple(Moment(day=visit.now.date() + timedelta(days=n)) for n in (3, 4))
    asked = proposing.propose(visit, Proposal(what="Samen eten", moments=days), circle=circle, once=new_id())
    return {"date": calendar.make(visit, words, circle=circle, once=new_id()).id, "moments": asked.id}


def _meetings(visit: Visit, circle: UUID, long: str) -> dict[str, UUID]:
    """One to come with a point and what came of it; one that was, with minutes and an own word."""
    ids: dict[str, UUID] = {}
    for name in ("meeting", "held"):
        words = Meeting(occasion="tuning", title=f"Om de tafel {long[:40]}")
        ids[name] = meetings.plan(visit, words, circle=circle, at=visit.now, chair=visit.seat.id, once=new_id()).id
    found = queries.whole(visit, ids["meeting"])
    ids["point"] = meetings.add_point(visit, found.meeting, Point(question=f"Wie haalt op? {long[:40]}")).id
    meetings.decide(
        visit, queries.whole(visit, ids["meeting"]).point(ids["point"]), "talked", words="Oma", once=new_id()
    )
    meetings.bring(visit, queries.whole(visit, ids["held"]).meeting, "held")
    minutes = meetings.write_minutes(visit, queries.whole(visit, ids["held"]), f"Wij spraken elkaar. {long}")
    return ids | {"word": meetings.add_own_word(visit, minutes, "Het was fijn", once=new_id()).id}


HERE = {
    **{key: {"item": "talk"} for key in ("talk:conversation", "talk:people", "talk:join", "talk:typing")},
    **{key: {"item": "talk"} for key in ("talk:move", "talk:delete")},
    **{key: {"item": "message"} for key in ("talk:edit", "talk:history", "talk:message", "talk:react", "talk:ask")},
    "talk:begin": {"circle": "at_table"},
    **{f"calendar:{name}": {"item": "date"} for name in ("one", "file", "history", "edit", "once", "cancel", "delete", "move")},
    **{f"calendar:{name}": {"item": "moments"} for name in ("proposal", "pick", "proposal_edit")},
    **{f"files:{name}": {"item": "file"} for name in ("file", "edit", "delete", "move")},
    **{f"meetings:{name}": {"meeting": "held"} for name in ("minutes", "edit_minutes", "confirm", "own_word", "drop_word")},
}  # fmt: skip
"""Which of them a page is about."""
