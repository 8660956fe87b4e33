"""How lines of the access log become sentences. Plain Python: the words are English here and translated where shown.

``%(who)s`` did it; ``%(what)s`` is the sort of thing; ``%(whom)s`` the person it is about; ``%(where)s`` the page.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from keukentafel.accesslog.actions import Sort, Stored


def gettext_noop(words: str) -> str:
    """Mark words that are translated later."""
    return words


SMALL = frozenset({"file_small", "file_small_as"})
LOOKS = frozenset({"read", "read_as", "refused"}) | SMALL
"""What is told once however often it happened in a row."""
OF_ALL = frozenset({"take_along", "take_along_fetch", "log_export"})
"""One deed with all circles: it leaves a line in each, and is told once."""
SENTENCES: Final[Mapping[Stored, str]] = {
    "read": gettext_noop("%(who)s looked at %(where)s."),
    "read_as": gettext_noop("%(who)s looked through the eyes of %(whom)s at %(where)s."),
    "add": gettext_noop("%(who)s added: %(what)s."),
    "change": gettext_noop("%(who)s changed: %(what)s."),
    "step": gettext_noop("%(who)s said how it stands with: %(what)s."),
    "delete": gettext_noop("%(who)s threw something away for good."),
    "move_in": gettext_noop("%(who)s moved this here: %(what)s."),
    "move_out": gettext_noop("%(who)s moved something away from here."),
    "founded": gettext_noop("%(who)s started this table."),
    "place_laid": gettext_noop("%(who)s laid a place for %(whom)s."),
    "sat_down": gettext_noop("%(who)s accepted the invitation and sat down."),
    "declined": gettext_noop("An invitation was declined."),
    "birthday": gettext_noop("%(who)s had a birthday that changes who may decide what."),
    "birth_date": gettext_noop("%(who)s corrected when %(whom)s was born."),
    "birth_date_rights": gettext_noop(
        "%(who)s corrected when %(whom)s was born. That changes what %(whom)s may decide."
    ),
    "print": gettext_noop("%(who)s printed the plan."),
    "print_as": gettext_noop("%(who)s printed the plan through the eyes of %(whom)s."),
    "invite": gettext_noop("%(who)s invited somebody."),
    "invite_again": gettext_noop("%(who)s sent an invitation again."),
    "invite_withdraw": gettext_noop("%(who)s took an invitation back."),
    "invite_delete": gettext_noop("%(who)s threw an old invitation away."),
    "letter_read": gettext_noop("Somebody opened the letter with the invitation."),
    "letter_sent": gettext_noop("The letter with the invitation was sent."),
    "seat_end": gettext_noop("%(who)s ended the seat of %(whom)s."),
    "leave": gettext_noop("%(who)s left the table."),
    "card": gettext_noop("%(who)s changed what the card of %(whom)s says."),
    "coordinator": gettext_noop("%(who)s asked %(whom)s to keep the overview."),
    "freeze": gettext_noop("%(who)s froze the table: only the family sees it."),
    "thaw": gettext_noop("%(who)s opened the table again."),
    "circle_add": gettext_noop("%(who)s made a circle."),
    "circle_name": gettext_noop("%(who)s gave a circle another name."),
    "circle_fill": gettext_noop("%(who)s gave %(whom)s a place in a circle."),
    "circle_take_out": gettext_noop("%(who)s took %(whom)s out of a circle."),
    "circle_leave": gettext_noop("%(who)s left a circle."),
    "circle_remove": gettext_noop("%(who)s removed a circle."),
    "view_as": gettext_noop("%(who)s looked through the eyes of %(whom)s."),
    "view_as_end": gettext_noop("%(who)s stopped looking through the eyes of somebody else."),
    "log_export": gettext_noop("%(who)s took along who looked."),
    "burst": gettext_noop("%(who)s looked at very many pages in a short time."),
    "ending_ask": gettext_noop("%(who)s asked to destroy this dossier, or to end the seat of somebody in charge."),
    "ending_agree": gettext_noop("%(who)s agreed with that."),
    "ending_object": gettext_noop("%(who)s said no: nothing is destroyed or ended."),
    "ending_back": gettext_noop("%(who)s took that question back."),
    "destroyed": gettext_noop("%(who)s destroyed this dossier."),
    "birthday_near": gettext_noop(
        "The family was told that %(whom)s soon has a birthday that changes who may decide what."
    ),
    "authority": gettext_noop("%(who)s wrote down that %(whom)s has parental authority."),
    "authority_end": gettext_noop("%(who)s gave up parental authority over %(whom)s."),
    "authority_contest": gettext_noop("%(who)s wrote down that the parental authority of %(whom)s is otherwise."),
    "authority_agree": gettext_noop("%(who)s took words about the parental authority of %(whom)s back."),
    "about": gettext_noop("%(who)s wrote down that a circle is about %(whom)s."),
    "about_end": gettext_noop("%(who)s wrote down that a circle is about %(whom)s no more."),
    "consent": gettext_noop("%(who)s said whether %(whom)s may come into a circle."),
    "consent_end": gettext_noop("%(who)s took a consent back."),
    "emergency_on": gettext_noop("%(who)s turned emergency access on."),
    "emergency_off": gettext_noop("%(who)s turned emergency access off."),
    "emergency_mine": gettext_noop("%(who)s said yes: a circle may open in an emergency."),
    "emergency_not_mine": gettext_noop("%(who)s said no: a circle stays shut in an emergency."),
    "emergency_ask": gettext_noop("%(who)s asked for emergency access."),
    "emergency_open": gettext_noop("%(who)s opened emergency access."),
    "emergency_veto": gettext_noop("%(who)s said no to emergency access."),
    "emergency_end": gettext_noop("%(who)s gave emergency access back."),
    "split_off": gettext_noop("%(who)s took things along to this table."),
    "my_data": gettext_noop("%(who)s took personal data along from this table."),
    "take_along": gettext_noop("%(who)s made an archive to take along."),
    "take_along_fetch": gettext_noop("%(who)s fetched the archive to take along."),
    "take_along_end": gettext_noop("%(who)s destroyed the archive that was ready to take along."),
    "brought": gettext_noop("%(who)s brought this dossier here from another Kitchen table."),
    "file_open": gettext_noop("%(who)s opened a file."),
    "file_open_as": gettext_noop("%(who)s opened a file through the eyes of %(whom)s."),
    "file_small": gettext_noop("%(who)s saw small pictures of the photos."),
    "file_small_as": gettext_noop("%(who)s saw small pictures of the photos through the eyes of %(whom)s."),
    "file_save": gettext_noop("%(who)s saved a file on their own device."),
    "file_save_as": gettext_noop("%(who)s saved a file on their own device, through the eyes of %(whom)s."),
    "refused": gettext_noop("%(who)s asked for a page and did not get it. We said nothing."),
}
"""One for each of ``accesslog.actions``; there is no other."""
SORT_WORDS: Final[Mapping[Sort, str]] = {
    "look": gettext_noop("Looking"),
    "write": gettext_noop("Writing and changing"),
    "delete": gettext_noop("Throwing away"),
    "copy": gettext_noop("Printing and taking along"),
    "rights": gettext_noop("Who sits and what they may"),
    "refused": gettext_noop("Asked, and not let in"),
}
KNOCKED: Final = gettext_noop("Somebody without a seat at your table knocked. We said nothing.")
PLACES: Final[Mapping[str, str]] = {
    "hall": gettext_noop("the list of tables"),
    "today": gettext_noop("today's page"),
    "start": gettext_noop("the page where the family sits down"),
    "journal": gettext_noop("the journal"),
    "talk": gettext_noop("the conversations"),
    "reach": gettext_noop("when they can be reached"),
    "calendar": gettext_noop("the calendar"),
    "calendar_feed": gettext_noop("the calendar, by a program of their own"),
    "calendar_mail": gettext_noop("the calendar, for a mail that they asked for"),
    "plan": gettext_noop("the plan"),
    "fridge": gettext_noop("the sheet for the fridge"),
    "table": gettext_noop("the table"),
    "family": gettext_noop("rights and consent"),
    "letter": gettext_noop("the letter with the invitation"),
    "who_looked": gettext_noop("who looked"),
    "my_data": gettext_noop("their own data"),
    "meetings": gettext_noop("the meetings"),
    "requests": gettext_noop("the requests about data"),
    "left": gettext_noop("their own data, after leaving"),
    "take_along": gettext_noop("the page for taking the dossier along"),
    "files": gettext_noop("the files"),
    "file": gettext_noop("a file"),
    "file_check": gettext_noop("the check for viruses"),
}
ANYWHERE: Final = gettext_noop("the dossier")


@dataclass(frozen=True, slots=True)
class Yes:
    """The consent by which somebody was there. ``by`` and ``given``: as far as the reader of the log may know."""

    id: UUID
    by: UUID | None
    given: datetime | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log. ``who``, ``whom``: seats, if known; ``what``: a kind's name, if the thing still is.

    ``organisation``: on whose behalf; ``consent``: by whose yes, where that was
    needed; ``seq`` and ``hash``: its place in the chain of its circle.
    """

    id: UUID
    at: datetime
    day: date
    action: Stored
    place: str
    circle: UUID | None
    who: UUID | None
    whom: UUID | None
    what: str | None
    subject: UUID | None = None
    program: str = ""
    consent: Yes | None = None
    emergency: bool = False
    organisation: str = ""
    seq: int = 0
    hash: bytes = b""


@dataclass(frozen=True, slots=True)
class Entry:
    """Lines told as one. ``at`` is the newest, ``first`` the oldest; ``places``, ``circles`` in the order they came."""

    at: datetime
    first: datetime
    day: date
    action: Stored
    who: UUID | None
    whom: UUID | None
    what: str | None
    places: tuple[str, ...]
    circles: tuple[UUID | None, ...]
    times: int = 1
    emergency: bool = False
    consents: tuple[Yes, ...] = ()


def fold(lines: Iterable[Line]) -> Iterator[Entry]:
    """Consecutive looks (or knocks) of the same person on the same day become one, and so does the same deed done
    again to another thing of the same sort. Newest first stays so.
    """
    now: Entry | None = None
    for line in lines:
        if now and _goes_on(now, line):
            now = _with(now, line)
            continue
        if now:
            yield now
        now = alone(line)
    if now:
        yield now


def sentence(entry: Entry) -> str:
    """The English sentence of an entry, with its placeholders."""
    return KNOCKED if entry.action == "refused" and not entry.who else SENTENCES[entry.action]


def place(name: str) -> str:
    """Where something was seen, in English words."""
    return PLACES.get(name, ANYWHERE)


def _goes_on(entry: Entry, line: Line) -> bool:
    same = (line.action, line.who, line.whom, line.day, line.emergency) == (
        entry.action, entry.who, entry.whom, entry.day, entry.emergency,
    )  # fmt: skip
    if line.action in LOOKS:
        return same
    if line.action in OF_ALL:
        return same and line.at == entry.first
    return same and line.what is not None and (line.what, (line.circle,)) == (entry.what, entry.circles)


def _with(entry: Entry, line: Line) -> Entry:
    return replace(
        entry,
        first=line.at,
        places=_one_more(entry.places, line.place),
        circles=_one_more(entry.circles, line.circle),
        consents=entry.consents if line.consent is None else _one_more(entry.consents, line.consent),
        times=entry.times + (line.at != entry.first or line.action not in {"read", "read_as"} | OF_ALL),
    )


def _one_more(seen: tuple, one: object) -> tuple:  # type: ignore[type-arg]  # of whatever it holds
    return seen if one in seen else (*seen, one)


def alone(line: Line) -> Entry:
    """A line told by itself."""
    return Entry(
        line.at,
        line.at,
        line.day,
        line.action,
        line.who,
        line.whom,
        line.what,
        (line.place,),
        (line.circle,),
        emergency=line.emergency,
        consents=(line.consent,) if line.consent else (),
    )
