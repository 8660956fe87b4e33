"""What stands in the JSON as a short key, in words for who reads the pages of an archive; and why one is refused.

English here, translated where shown. A test finds the field, state or reason that has no words.
"""

from collections.abc import Mapping
from typing import Final

from keukentafel.exchange.unfit import Reason


def gettext_noop(words: str) -> str:
    """Mark words that are translated later."""
    return words


FIELDS: Final[Mapping[str, str]] = {
    "about": gettext_noop("About which item"),
    "again": gettext_noop("Comes back"),
    "also_there": gettext_noop("Also there"),
    "answers": gettext_noop("Answers an earlier message"),
    "asks": gettext_noop("Asks what was meant"),
    "asked": gettext_noop("Who is asked"),
    "at": gettext_noop("At what time"),
    "bring": gettext_noop("What to bring"),
    "changed": gettext_noop("Otherwise than usual"),
    "comes": gettext_noop("Who comes"),
    "day": gettext_noop("Day"),
    "days": gettext_noop("How many days"),
    "entry": gettext_noop("In the calendar"),
    "formal": gettext_noop("Laid down with an organisation"),
    "function": gettext_noop("Function"),
    "hard": gettext_noop("What was hard"),
    "hope": gettext_noop("What they hope for"),
    "height": gettext_noop("Height in dots"),
    "media_type": gettext_noop("Type of file"),
    "laid": gettext_noop("Prepared for you"),
    "later": gettext_noop("The later one of two"),
    "link": gettext_noop("Link"),
    "made": gettext_noop("What was made of it"),
    "minutes": gettext_noop("How many minutes"),
    "moments": gettext_noop("Moments"),
    "name": gettext_noop("Name"),
    "seconds": gettext_noop("Seconds"),
    "size": gettext_noop("Size in bytes"),
    "sort": gettext_noop("Sort"),
    "width": gettext_noop("Width in dots"),
    "next": gettext_noop("What now"),
    "note": gettext_noop("In words"),
    "notes": gettext_noop("Notes"),
    "occasion": gettext_noop("What for"),
    "of": gettext_noop("Whose question"),
    "organisation": gettext_noop("Organisation"),
    "outcome": gettext_noop("How it went"),
    "picked": gettext_noop("Which one was picked"),
    "picture": gettext_noop("Picture"),
    "place": gettext_noop("Where or when"),
    "points": gettext_noop("Order of the points"),
    "question": "",
    "repeats": gettext_noop("Comes back"),
    "says": gettext_noop("Who comes"),
    "score": gettext_noop("The weather"),
    "seat": gettext_noop("Who"),
    "seats": gettext_noop("With whom"),
    "sign": gettext_noop("Sign"),
    "subject": "",
    "text": "",
    "there": gettext_noop("Who was there"),
    "ticks": gettext_noop("What suits"),
    "times": gettext_noop("How many times"),
    "title": "",
    "travel": gettext_noop("Minutes on the way"),
    "travel_how": gettext_noop("How one gets there"),
    "until": gettext_noop("Until"),
    "went_well": gettext_noop("What went well"),
    "what": "",
    "where": gettext_noop("Where"),
    "who": gettext_noop("Who"),
    "who_text": gettext_noop("Who"),
    "whose": gettext_noop("Whose goal"),
    "why": gettext_noop("Why"),
    "words": "",
    "zone": gettext_noop("Time zone"),
}
"""What a field of an item's content is called; nothing, where the words speak for themselves."""
STATES: Final[Mapping[str, str]] = {
    "open": gettext_noop("open"),
    "partly": gettext_noop("partly done"),
    "reached": gettext_noop("reached"),
    "set_aside": gettext_noop("set aside"),
    "done": gettext_noop("done"),
    "kept": gettext_noop("worked out"),
    "not_kept": gettext_noop("did not work out"),
    "ended": gettext_noop("no longer holds"),
    "invited": gettext_noop("the family wrote a letter"),
    "declined": gettext_noop("the family said no"),
    "checking": gettext_noop("still being checked for viruses"),
    "harmful": gettext_noop("something harmful was in it; it is gone"),
    "asked": gettext_noop("waits for the family"),
    "agreed": gettext_noop("the family said yes"),
    "planned": gettext_noop("it is on"),
    "cancelled": gettext_noop("it is off"),
    "picked": gettext_noop("a moment is picked"),
    "dropped": gettext_noop("no moment was picked"),
    "prepared": gettext_noop("still to come"),
    "held": gettext_noop("was held"),
    "off": gettext_noop("it is off"),
    "there": gettext_noop("was there"),
    "away": gettext_noop("was not there"),
    "written": gettext_noop("written, not confirmed yet"),
    "confirmed": gettext_noop("the family confirmed it"),
}
ENDINGS: Final[Mapping[str, str]] = {
    "waiting": gettext_noop("waits until %(when)s"),
    "done": gettext_noop("done %(when)s"),
    "objected": gettext_noop("%(name)s said no"),
    "taken_back": gettext_noop("%(name)s took it back"),
    "lapsed": gettext_noop("lapsed"),
}
"""What came of what somebody asked to be ended."""
REFUSED: Final[Mapping[Reason, str]] = {
    "not_whole": gettext_noop(
        "This is not a whole archive of Kitchen table. Perhaps a piece is missing, or another program packed it again. "
        "Take the file as you fetched it."
    ),
    "passphrase": gettext_noop("The passphrase does not fit this archive. Look at every word and every hyphen."),
    "changed": gettext_noop(
        "Something in this archive was changed after it was made. We don't read it. Take the file as you fetched it."
    ),
    "future": gettext_noop(
        "This archive was made by a newer Kitchen table than this one. Ask here for the newer version."
    ),
    "bomb": gettext_noop("Far more comes out of this archive than could be in a dossier. We stopped unpacking it."),
    "path": gettext_noop("A file in this archive points to a place outside of it. We don't unpack that."),
    "twice": gettext_noop("Something stands in this archive twice. We can't know which of the two is right."),
    "unknown_entry": gettext_noop("There is a file in this archive that does not belong in it: %(detail)s."),
    "too_many": gettext_noop("There are more things in this archive than this house takes."),
    "json": gettext_noop("A part of this archive is not written as it should be: %(detail)s."),
    "kind": gettext_noop("This house does not know one sort of thing that is in the archive: %(detail)s."),
    "strange_id": gettext_noop("Something in this archive belongs to another dossier: %(detail)s."),
    "too_long": gettext_noop("A text in this archive is longer than fits here: %(detail)s."),
    "wrong": gettext_noop("Something in this archive can't be so: %(detail)s."),
    "missing": gettext_noop("Something is missing from this archive: %(detail)s."),
    "not_owner": gettext_noop(
        "Who took this archive along does not own the dossier: it is for their own file. Only who owns a dossier, a "
        "parent or a young person of 16 or older, brings it to another house."
    ),
    "too_big": gettext_noop("This archive is larger than this house takes."),
    "type": gettext_noop("A file in this archive is not what it says it is: %(detail)s."),
    "broken": gettext_noop("Something went wrong with us. Nothing was kept. Try it again later."),
}
