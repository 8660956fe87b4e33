"""What a role that may only do what the site does could try with statements of its own: each must come to nothing.

``who`` stands in ``here`` (the family under test unless said), perhaps with ``eyes``. The statement works for the
database owner, so that it is the wall that stops it and no slip of the pen.
"""

from dataclasses import dataclass

ITEM = (
    "INSERT INTO item (id, dossier_id, circle_id, parent_id, kind, author_id, assignee_id, state, happened, version,"
    " created, changed, changed_by_id, sealed) VALUES (%(new0)s, {dossier}, {circle}, {parent}, 'walls.note', {author},"
    " {assignee}, '', now(), 1, now(), now(), {author}, 'x')"
)
LETTER = (
    "INSERT INTO invitation (id, dossier_id, circle_id, inviter_id, seat_id, circles, role, authority, token_hash,"
    " address_hash, state, sent, expires, times_sent, sealed) VALUES (%(new0)s, {dossier}, {circle}, {inviter}, {seat},"
    " '[]', {role}, {authority}, 'new', 'a', 'sent', now(), now() + interval '1 day', 1, 'x')"
)
CIRCLE = (
    "INSERT INTO circle (id, dossier_id, kind, holder_id, created, sealed)"
    " VALUES (%(new0)s, {dossier}, {kind}, {holder}, now(), 'x')"
)
PLACE = "INSERT INTO circle_seat (circle_id, seat_id, dossier_id, since) VALUES ({circle}, {seat}, {dossier}, now())"
LINE = (
    "INSERT INTO access_event (id, at, dossier_id, circle_id, person_id, seat_id, action, place, seq, hash)"
    " VALUES (%(new0)s, now(), {dossier}, {circle}, {person}, {seat}, 'read', 'x', 1, '')"
)
SEEN = (
    "INSERT INTO item_seen (item_id, seat_id, dossier_id, circle_id, at)"
    " VALUES ({item}, {seat}, %(one)s, {circle}, now())"
)
VERSION = (
    "INSERT INTO item_version (item_id, version, dossier_id, circle_id, state, happened, changed, changed_by_id,"
    " sealed) VALUES ({item}, 99, %(one)s, {circle}, '', now(), now(), {seat}, 'x')"
)


@dataclass(frozen=True)
class Attack:
    """One try: its name, who tries, and the statement."""

    name: str
    who: str
    statement: str
    eyes: str = ""
    here: str = "one"


def item(author: str, circle: str, *, parent: str = "", assignee: str = "", dossier: str = "one") -> str:
    """An item by a seat in a circle."""
    return ITEM.format(
        dossier=_name(dossier),
        circle=_name(circle),
        parent=_name(parent),
        author=_name(author),
        assignee=_name(assignee),
    )


def letter(
    inviter: str,
    circle: str,
    role: str = "professional",
    *,
    authority: bool = False,
    seat: str = "",
    dossier: str = "one",
) -> str:
    """A letter that would seat somebody."""
    return LETTER.format(
        dossier=_name(dossier),
        circle=_name(circle),
        inviter=_name(inviter),
        seat=_name(seat),
        role=f"'{role}'",
        authority=authority,
    )


def circle(kind: str, holder: str = "", *, dossier: str = "one") -> str:
    """A new circle."""
    return CIRCLE.format(dossier=_name(dossier), kind=f"'{kind}'", holder=_name(holder))


def place(seat: str, where: str, *, dossier: str = "one") -> str:
    """A seat put in a circle."""
    return PLACE.format(circle=_name(where), seat=_name(seat), dossier=_name(dossier))


def line(person: str, seat: str, where: str, *, dossier: str = "one") -> str:
    """A line in the access log."""
    return LINE.format(person=_name(person), seat=_name(seat), circle=_name(where), dossier=_name(dossier))


def seen(what: str, seat: str, where: str) -> str:
    """That a seat saw an item."""
    return SEEN.format(item=_name(what), seat=_name(seat), circle=_name(where))


def version(what: str, seat: str, where: str) -> str:
    """An earlier version of an item."""
    return VERSION.format(item=_name(what), seat=_name(seat), circle=_name(where))


def _name(name: str) -> str:
    return f"%({name})s::uuid" if name else "NULL"


MEMBER = "UPDATE circle_seat SET {} WHERE circle_id = %(circle_school)s AND seat_id = %({})s"
SEAT = "UPDATE seat SET {} WHERE id = %({})s"
CHANGE_ITEM = "UPDATE item SET {} WHERE id = %({})s"

WRITING = (
    Attack("write as another's seat", "Bo", item("seat_Ann", "circle_table")),
    Attack("write in a circle that is not open", "Bo", item("seat_Bo", "circle_family")),
    Attack("write in a personal circle", "Ann", item("seat_Ann", "circle_tess")),
    Attack("write next door", "Bo", item("seat_Bo", "zed_circle_table", dossier="zed")),
    Attack("write here, booked next door", "Bo", item("seat_Bo", "circle_table", dossier="zed")),
    Attack("write without a seat", "Vreemd", item("seat_Bo", "circle_table")),
    Attack("write after leaving", "Piet", item("seat_Piet", "circle_table")),
    Attack("write while looking through another's eyes", "Ann", item("seat_Bo", "circle_table"), eyes="seat_Bo"),
    Attack("hang under what is hidden", "Bo", item("seat_Bo", "circle_table", parent="item_family")),
    Attack("hang under what lies in another circle", "Bo", item("seat_Bo", "circle_table", parent="item_school")),
    Attack("hand to a hidden seat", "Bo", item("seat_Bo", "circle_table", assignee="seat_Eva")),
    Attack("hand to a seat next door", "Bo", item("seat_Bo", "circle_table", assignee="zed_seat_Zed")),
    Attack("change what another wrote", "Kim", CHANGE_ITEM.format("sealed = 'x'", "item_table")),
    Attack("delete what another wrote", "Kim", "DELETE FROM item WHERE id = %(item_ann)s"),
    Attack("change what is hidden", "Ann", CHANGE_ITEM.format("sealed = 'x'", "item_tess")),
    Attack("delete what is hidden", "Ann", "DELETE FROM item WHERE id = %(item_tess)s"),
    Attack("delete as a guest", "Eva", "DELETE FROM item WHERE id = %(item_tess)s"),
    Attack("delete next door", "Ann", "DELETE FROM item WHERE id = %(item_zed)s"),
    Attack(
        "change while looking through another's eyes", "Ann", CHANGE_ITEM.format("state = 'x'", "item_table"), "seat_Bo"
    ),
    Attack("put another's name under one's words", "Bo", CHANGE_ITEM.format("author_id = %(seat_Ann)s", "item_table")),
    Attack(
        "say that another changed it",
        "Bo",
        CHANGE_ITEM.format("version = 9, changed_by_id = %(seat_Ann)s", "item_table"),
    ),
    Attack("make it another kind", "Bo", CHANGE_ITEM.format("kind = 'x'", "item_table")),
    Attack("book it next door", "Bo", CHANGE_ITEM.format("dossier_id = %(zed)s", "item_table")),
    Attack(
        "move to a circle that is not open", "Bo", CHANGE_ITEM.format("circle_id = %(circle_family)s", "item_table")
    ),
    Attack("move to another's personal circle", "Ann", CHANGE_ITEM.format("circle_id = %(circle_tess)s", "item_ann")),
    Attack("move next door", "Bo", CHANGE_ITEM.format("circle_id = %(zed_circle_table)s", "item_table")),
    Attack(
        "take another's words into one's own circle",
        "Tess",
        CHANGE_ITEM.format("circle_id = %(circle_tess)s", "item_school"),
    ),
    Attack("move what one only was handed", "Tess", CHANGE_ITEM.format("circle_id = %(circle_table)s", "item_handed")),
    Attack("rewrite history", "Kim", "UPDATE item_version SET sealed = 'x' WHERE item_id = %(item_table)s"),
    Attack("erase history", "Kim", "DELETE FROM item_version WHERE item_id = %(item_table)s"),
    Attack("invent history", "Kim", version("item_table", "seat_Kim", "circle_table")),
    Attack("invent history of what is hidden", "Bo", version("item_family", "seat_Bo", "circle_table")),
    Attack("say that another saw it", "Bo", seen("item_ann", "seat_Kim", "circle_table")),
    Attack("see what is hidden", "Bo", seen("item_family", "seat_Bo", "circle_table")),
    Attack("say that another did not see it", "Kim", "DELETE FROM item_seen WHERE item_id = %(item_table)s"),
)

BLOB = (
    "INSERT INTO blob (id, dossier_id, circle_id, item_id, size, file, created, sealed)"
    " VALUES (%(new0)s, %(one)s, {}, {}, 1, 'f', now(), 'x')"
)
ARCHIVE = (
    "INSERT INTO take_along (id, dossier_id, seat_id, person_id, state, reason, created, expires, circles, expected, size,"
    " file, sealed) VALUES (%(new0)s, %(one)s, {}, {}, 'making', '', now(), now(), '[]', 1, 1, 'f', 'x')"
)
EXCHANGE = (
    Attack("put a file with another's words", "Kim", BLOB.format("%(circle_table)s", "%(item_table)s")),
    Attack("put a file with what is hidden", "Bo", BLOB.format("%(circle_family)s", "%(item_family)s")),
    Attack("put a file in another circle than its item", "Bo", BLOB.format("%(circle_school)s", "%(item_table)s")),
    Attack("take a file from another's words", "Kim", "DELETE FROM blob WHERE item_id = %(item_table)s"),
    Attack("take a file from what is hidden", "Ann", "DELETE FROM blob WHERE item_id = %(item_tess)s"),
    Attack("see a hidden file", "Ann", "SELECT FROM blob WHERE item_id = %(item_tess)s"),
    Attack(
        "lead a file into another circle",
        "Bo",
        "UPDATE blob SET circle_id = %(circle_school)s WHERE item_id = %(item_table)s",
    ),
    Attack("swap a file", "Bo", "UPDATE blob SET file = 'g' WHERE item_id = %(item_table)s"),
    Attack("see another's notice", "Ben", "SELECT FROM notice_waiting WHERE person_id = %(person_Ann)s"),
    Attack("take another's notice away", "Ben", "DELETE FROM notice_waiting WHERE person_id = %(person_Ann)s"),
    Attack("see where another's link leads", "Ben", "SELECT FROM notice_link WHERE person_id = %(person_Ann)s"),
    Attack("see another's archive", "Ben", "SELECT FROM take_along WHERE person_id = %(person_Ann)s"),
    Attack("destroy another's archive", "Ben", "DELETE FROM take_along WHERE person_id = %(person_Ann)s"),
    Attack("keep an archive after leaving", "Piet", "SELECT FROM take_along WHERE person_id = %(person_Piet)s"),
    Attack("have an archive made as somebody else", "Bo", ARCHIVE.format("%(seat_Ann)s", "%(person_Ann)s")),
    Attack("have an archive made for another's seat", "Bo", ARCHIVE.format("%(seat_Ann)s", "%(person_Bo)s")),
    Attack("have an archive made after leaving", "Piet", ARCHIVE.format("%(seat_Piet)s", "%(person_Piet)s")),
    Attack("take along through another's eyes", "Ann", ARCHIVE.format("%(seat_Bo)s", "%(person_Ann)s"), eyes="seat_Bo"),
    Attack("see what another brings along", "Ben", "SELECT FROM bring_along WHERE person_id = %(person_Ann)s"),
)

SEATING = (
    Attack("make oneself an owner", "Bo", SEAT.format("role = 'parent', authority = true", "seat_Bo")),
    Attack("make oneself an owner, as a parent without authority", "Oma", SEAT.format("role = 'parent'", "seat_Oma")),
    Attack("make oneself the coordinator", "Bo", SEAT.format("coordinator = true", "seat_Bo")),
    Attack("come of age", "Tess", SEAT.format("age_band = 18", "seat_Tess")),
    Attack("sit on another's seat", "Bo", SEAT.format("person_id = %(person_Bo)s", "seat_Ann")),
    Attack("sit on a child's seat", "Ann", SEAT.format("person_id = %(person_Ann)s", "seat_Finn")),
    Attack("take a seat to another dossier", "Ann", SEAT.format("dossier_id = %(zed)s", "seat_Bo")),
    Attack("end an owner's seat", "Ann", SEAT.format("until = now()", "seat_Ben")),
    Attack("take an owner's authority", "Ann", SEAT.format("authority = false", "seat_Ben")),
    Attack("end another's seat", "Oma", SEAT.format("until = now()", "seat_Bo")),
    Attack("end a hidden seat", "Ann", SEAT.format("until = now()", "seat_Eva")),
    Attack("rewrite another's card", "Bo", SEAT.format("sealed = 'x'", "seat_Kim")),
    Attack("come back after leaving", "Piet", SEAT.format("until = NULL", "seat_Piet")),
    Attack(
        "end a seat while looking through another's eyes", "Ann", SEAT.format("until = now()", "seat_Bo"), "seat_Bo"
    ),
    Attack(
        "seat oneself",
        "Vreemd",
        "INSERT INTO seat (id, dossier_id, person_id, role, authority, age_band, coordinator, since,"
        " sealed) VALUES (%(new0)s, %(one)s, %(person_Zed)s, 'parent', true, 18, false, now(), 'x')",
    ),
    Attack(
        "seat somebody without a letter",
        "Ann",
        "INSERT INTO seat (id, dossier_id, person_id, role, authority, age_band, coordinator,"
        " since, sealed) VALUES (%(new0)s, %(one)s, %(person_Zed)s, 'network', false, 18, false, now(), 'x')",
    ),
    Attack(
        "seat a child as a professional",
        "Bo",
        "INSERT INTO seat (id, dossier_id, role, authority, age_band, coordinator,"
        " since, sealed) VALUES (%(new0)s, %(one)s, 'youth', false, 0, false, now(), 'x')",
    ),
    Attack("freeze as a professional", "Bo", "UPDATE dossier SET frozen_at = now() WHERE id = %(one)s"),
    Attack("freeze next door", "Ann", "UPDATE dossier SET frozen_at = now() WHERE id = %(zed)s"),
    Attack("invite as a professional", "Bo", letter("seat_Bo", "circle_table")),
    Attack("invite in an owner's name", "Bo", letter("seat_Ann", "circle_table")),
    Attack("invite next door", "Ann", letter("seat_Ann", "circle_table", "parent", authority=True, dossier="zed")),
    Attack(
        "invite an owner into one's own circle", "Tess", letter("seat_Tess", "circle_tess", "parent", authority=True)
    ),
    Attack("invite a youth into one's own circle", "Tess", letter("seat_Tess", "circle_tess", "youth")),
    Attack("invite onto a seat next door", "Ann", letter("seat_Ann", "circle_table", seat="zed_seat_Zed")),
    Attack("invite onto a hidden seat", "Ann", letter("seat_Ann", "circle_table", seat="seat_Eva")),
    Attack(
        "send one's letter to another dossier",
        "Ann",
        "UPDATE invitation SET dossier_id = %(zed)s WHERE id = %(letter_table)s",
    ),
    Attack(
        "raise the role in a letter",
        "Tess",
        "UPDATE invitation SET role = 'parent', authority = true WHERE id = %(letter_tess)s",
    ),
    Attack("withdraw a hidden letter", "Ann", "UPDATE invitation SET state = 'withdrawn' WHERE id = %(letter_tess)s"),
    Attack("read another's letter", "Bo", "SELECT 1 FROM invitation WHERE id = %(letter_table)s"),
)

CIRCLES = (
    Attack("put oneself in a circle", "Kim", place("seat_Kim", "circle_school")),
    Attack("put oneself in a personal circle", "Ann", place("seat_Ann", "circle_tess")),
    Attack("put another in a circle as a professional", "Bo", place("seat_Kim", "circle_school")),
    Attack("put a hidden seat in a circle", "Ann", place("seat_Eva", "circle_school")),
    Attack("put a seat from next door in a circle", "Ann", place("zed_seat_Zed", "circle_table")),
    Attack("put oneself in a circle next door", "Ann", place("seat_Ann", "zed_circle_table", dossier="zed")),
    Attack(
        "swap who sits in a circle",
        "Ann",
        MEMBER.format("seat_id = %(seat_Eva)s", "seat_Bo"),
    ),
    Attack(
        "swap the circle one sits in",
        "Bo",
        MEMBER.format("circle_id = %(circle_family)s", "seat_Bo"),
    ),
    Attack(
        "take another out of a circle",
        "Bo",
        MEMBER.format("until = now()", "seat_Tess"),
    ),
    Attack("empty a personal circle", "Ann", "DELETE FROM circle_seat WHERE circle_id = %(circle_tess)s"),
    Attack("make a circle as a professional", "Bo", circle("named")),
    Attack("make a circle of a conversation past its door", "Bo", circle("talk")),
    Attack("make one as an owner past its door", "Ann", circle("talk")),
    Attack("make a circle next door", "Ann", circle("named", dossier="zed")),
    Attack("make a second table", "Ann", circle("table")),
    Attack("make a personal circle on another's name", "Ann", circle("personal", "seat_Tess")),
    Attack("make a personal circle as a professional", "Bo", circle("personal", "seat_Bo")),
    Attack("make a personal circle as a guest", "Eva", circle("personal", "seat_Eva")),
    Attack("make one's personal circle next door", "Ann", circle("personal", "seat_Ann", dossier="zed")),
    Attack(
        "make the table one's own",
        "Ann",
        "UPDATE circle SET kind = 'personal', holder_id = %(seat_Ann)s WHERE id = %(circle_table)s",
    ),
    Attack("take a circle next door", "Ann", "UPDATE circle SET dossier_id = %(zed)s WHERE id = %(circle_school)s"),
    Attack("rename a circle as a professional", "Bo", "UPDATE circle SET sealed = 'x' WHERE id = %(circle_school)s"),
    Attack("rename a hidden circle", "Ann", "UPDATE circle SET sealed = 'x' WHERE id = %(circle_tess)s"),
    Attack(
        "open up a hidden circle",
        "Ann",
        "UPDATE circle SET holder_id = NULL, kind = 'named' WHERE id = %(circle_tess)s",
    ),
)

LOG = (
    Attack("read the log as a professional", "Bo", "SELECT 1 FROM access_event"),
    Attack("read the log of a hidden circle", "Ann", "SELECT 1 FROM access_event WHERE circle_id = %(circle_tess)s"),
    Attack("read the log as a guest", "Eva", "SELECT 1 FROM access_event WHERE circle_id = %(circle_tess)s"),
    Attack("change the log", "Ann", "UPDATE access_event SET action = 'read' WHERE dossier_id = %(one)s"),
    Attack("erase the log", "Ann", "DELETE FROM access_event WHERE dossier_id = %(one)s"),
    Attack("empty the log", "Ann", "TRUNCATE access_event"),
    Attack("read where a log ends", "Ann", "SELECT 1 FROM log_head"),
    Attack("bring a log back to its start", "Ann", "UPDATE log_head SET seq = 0"),
    Attack("log in another's name", "Bo", line("person_Ann", "seat_Ann", "circle_table")),
    Attack("log with another's seat", "Bo", line("person_Bo", "seat_Ann", "circle_table")),
    Attack("log next door", "Bo", line("person_Bo", "seat_Bo", "zed_circle_table", dossier="zed")),
    Attack("see when another was here", "Bo", "SELECT 1 FROM presence WHERE seat_id = %(seat_Ann)s"),
)

ENDING = (
    Attack("see what the owners wait for", "Tess", "SELECT 1 FROM ending"),
    Attack("see it as a professional", "Bo", "SELECT 1 FROM ending WHERE id = %(ending)s"),
    Attack("see it from next door", "Zed", "SELECT 1 FROM ending", here="zed"),
    Attack("see it through another's eyes", "Ann", "SELECT 1 FROM ending", eyes="seat_Ben"),
    Attack("make the time shorter", "Ann", "UPDATE ending SET due = now() WHERE id = %(ending)s"),
    Attack("agree for another", "Ann", """UPDATE ending SET agreed = '["x"]' WHERE id = %(ending)s"""),
    Attack("forget that it was asked", "Ben", "DELETE FROM ending WHERE id = %(ending)s"),
    Attack("read who was in charge", "Ann", "SELECT 1 FROM owner_once"),
    Attack("make it longer ago", "Ann", "UPDATE owner_once SET until = now() - interval '1 year'"),
    Attack("forget who was in charge", "Ann", "DELETE FROM owner_once"),
    Attack("read which things were destroyed", "Ann", "SELECT 1 FROM tombstone"),
    Attack("take a tombstone away", "Ann", "DELETE FROM tombstone"),
    Attack("put a tombstone up", "Ann", "INSERT INTO tombstone VALUES (%(one)s, 'dossier', now())"),
    Attack("remove the dossier", "Ann", "DELETE FROM dossier WHERE id = %(one)s"),
)

ATTACKS = (*WRITING, *EXCHANGE, *SEATING, *CIRCLES, *LOG, *ENDING)
