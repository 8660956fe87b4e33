"""Every function of the rule in the database: who may call it, and what it answers to a stranger who has the right ids.

Written by hand. The stranger has an account, sits nowhere, and runs statements of their own under the role of the site, as by
a page that lets SQL through. Whoever adds a function adds it here, and to ``access/sql/owners.sql``.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Final

import psycopg

from tests.walls.kit import as_web, web_login
from tests.walls.scene import Scene

Answer = list[tuple[Any, ...]] | None
NOTHING: Final[Answer] = []
NULL: Final[Answer] = [(None,)]
NO: Final[Answer] = [(False,)]
YES: Final[Answer] = [(True,)]
REFUSED: Final[Answer] = None
"""PostgreSQL refuses: by a right, or because what is asked for is there already."""
_LINKS = (
    "(SELECT jsonb_agg(jsonb_build_object('chain', c, 'before', 0, 'after', 9, 'hash', ''))"
    " FROM unnest(ARRAY[%(circle_school)s, %(one)s]::uuid[]) c)"
)
_TOKEN = "'\\x00'::bytea, '\\x00'::bytea"
_NONE = ", ".join(["'{}'"] * 20)
_COPY = (
    "SELECT access_copy_item(%(new0)s, %(circle_table)s, NULL, 'x', %(seat_Bo)s, NULL, '', now(), NULL, 1, now(), now(),"
    " %(seat_Bo)s, 'x')"
)


def _bring(name: str, columns: int) -> str:
    return f"SELECT {name}({_NONE[: columns * 6 - 2]})"


SITE: Final[dict[str, tuple[str, Answer]]] = {
    # who stands there, as they said themselves; and words of the rule, which tell of nobody
    "access_me": ("SELECT access_me() = %(me)s", YES),
    "access_here": ("SELECT access_here() = %(one)s", YES),
    "access_eyes": ("SELECT access_eyes()", NULL),
    "access_owns": ("SELECT access_owns('network', true, 18::smallint)", NO),
    "access_family_side": ("SELECT access_family_side('network')", NO),
    "access_from_12": ("SELECT access_from_12()", [("both",)]),
    # asked by policies
    "access_open_circles": ("SELECT 1 FROM access_open_circles()", NOTHING),
    "access_my_seat": ("SELECT access_my_seat(%(one)s, %(seat_Bo)s)", NO),
    "access_circle_of": ("SELECT access_circle_of(%(item_school)s)", NULL),
    "access_agreed": ("SELECT access_agreed(%(circle_school)s, %(seat_Bo)s, %(seat_Tess)s)", NULL),
    "access_authority_stands": ("SELECT access_authority_stands(%(seat_Tess)s, %(seat_Ann)s)", NO),
    # talking
    "access_talk": ("SELECT access_talk(ARRAY[%(seat_Bo)s, %(seat_Ann)s]::uuid[], %(new0)s, 'x', now())", NULL),
    # a visit
    "access_enter": ("SELECT 1 FROM access_enter(%(me)s, %(one)s, NULL)", NOTHING),
    "access_hall": ("SELECT 1 FROM access_hall()", NOTHING),
    "access_still_here": ("SELECT access_still_here(%(me)s, %(one)s, NULL)", NO),
    "access_hears": ("SELECT access_hears(%(me)s, %(one)s, %(circle_school)s)", NO),
    "access_sign": ("SELECT access_sign(%(one)s, %(item_school)s, 'typing')", NO),
    "access_close": ("SELECT 1 FROM access_close('[]', '[]', '[]', '[]', %(seat_Bo)s, %(one)s, now())", REFUSED),
    "access_advance": (f"SELECT 1 FROM access_advance({_LINKS})", REFUSED),
    "access_write": (f"SELECT 1 FROM access_write('[]', {_LINKS})", REFUSED),
    "access_link": (f"SELECT access_link('[]', {_LINKS}, 'x')", REFUSED),
    "access_waiting": ("SELECT 1 FROM access_waiting()", NOTHING),
    "access_refuse": (
        "SELECT access_refuse(%(new0)s, %(one)s, 'x', NULL, now())",
        NULL,
    ),  # a line, in the stranger's name
    "access_birthday": (
        "SELECT access_birthday(%(seat_Tess)s, 16::smallint, %(new0)s, now())",
        [("",)],
    ),  # moves nothing
    "access_carry_out": ("SELECT 1 FROM access_carry_out()", NOTHING),
    "access_is_professional": ("SELECT access_is_professional()", NO),
    # sitting down and getting up
    "access_found": (
        "SELECT access_found(%(one)s, 'x', %(new1)s, 'parent', 18::smallint, 'x', %(new2)s, 'x', %(new3)s, 'x', %(new0)s, now())",
        REFUSED,
    ),
    "access_letter": (f"SELECT 1 FROM access_letter({_TOKEN})", NOTHING),
    "access_letter_refused": (
        "SELECT access_letter_refused('\\x00', %(new0)s, now())",
        NULL,
    ),  # into a log nobody reads
    "access_letter_read": (f"SELECT access_letter_read({_TOKEN}, %(new0)s, now())", NULL),  # no line
    "access_letter_circles": (f"SELECT 1 FROM access_letter_circles({_TOKEN})", NOTHING),
    "access_letter_seats": (f"SELECT 1 FROM access_letter_seats({_TOKEN})", NOTHING),
    "access_accept": (f"SELECT access_accept({_TOKEN}, %(new0)s, 'x', %(new1)s, now())", NO),
    "access_decline": (f"SELECT access_decline({_TOKEN}, 'x', %(new1)s, now())", NO),
    "access_lay_place": ("SELECT access_lay_place(%(new0)s, 'network', false, 18::smallint, 'x', now())", NULL),
    "access_correct_birth": ("SELECT access_correct_birth(%(seat_Tess)s, 16::smallint, true, 'x')", NO),
    "access_end_seat": ("SELECT access_end_seat(%(seat_Bo)s, now())", NO),
    "access_end_guests": ("SELECT access_end_guests(%(circle_tess)s, NULL, now())", NULL),  # ends nobody
    "access_coordinate": ("SELECT access_coordinate(%(seat_Bo)s)", NO),
    "access_ask_ending": ("SELECT access_ask_ending(%(new0)s, NULL)", NULL),
    "access_answer_ending": ("SELECT access_answer_ending(%(ending)s, false)", NULL),
    "access_who_is_asked": ("SELECT access_who_is_asked()", NOTHING),
    "access_waits_for_me": ("SELECT 1 FROM access_waits_for_me()", NOTHING),
    "access_only_mine": ("SELECT access_only_mine()", NOTHING),
    "access_close_account": ("SELECT access_close_account()", YES),  # the stranger's own
    # authority, consent, emergencies
    "access_authority_record": ("SELECT access_authority_record(%(seat_Tess)s, %(seat_Ben)s, 'word', NULL, now())", NO),
    "access_authority_end": ("SELECT access_authority_end(%(seat_Tess)s, now())", NO),
    "access_authority_contest": ("SELECT access_authority_contest(%(seat_Tess)s, %(seat_Ben)s, 'x', now())", NO),
    "access_authority_agree": ("SELECT access_authority_agree(%(seat_Tess)s, %(seat_Ben)s)", NO),
    "access_circle_is_about": ("SELECT access_circle_is_about(%(circle_school)s, %(seat_Finn)s, true, now())", NO),
    "access_say": (
        "SELECT access_say(%(new0)s, %(circle_school)s, %(seat_Bo)s, %(seat_Tess)s, 12::smallint, true, 1::smallint, 'x', now())",
        NULL,
    ),
    "access_unsay": ("SELECT access_unsay(%(item_yes)s, now())", NULL),
    "access_emergency_on": (
        "SELECT access_emergency_on(24::smallint, 72::smallint, ARRAY[%(seat_Kim)s]::uuid[], ARRAY[%(circle_family)s]::uuid[])",
        NO,
    ),
    "access_emergency_off": ("SELECT access_emergency_off()", NO),
    "access_emergency_mine": ("SELECT access_emergency_mine(%(circle_school)s, true)", NO),
    "access_emergency_ask": ("SELECT access_emergency_ask(%(new0)s, 'x')", NULL),
    "access_emergency_open": ("SELECT access_emergency_open(%(item_call)s)", NO),
    "access_emergency_veto": ("SELECT access_emergency_veto(%(item_call)s)", NO),
    "access_emergency_end": ("SELECT access_emergency_end(%(item_call)s)", NO),
    # bringing and copying along. Whoever has an id learns that it is in use, as an insert of it would tell too.
    "access_known_here": ("SELECT access_known_here(ARRAY[%(one)s]::uuid[])", YES),
    "access_bring_here": ("SELECT access_bring_here()", REFUSED),
    "access_bring_dossier": ("SELECT access_bring_dossier(%(one)s, 'x', now(), NULL)", REFUSED),
    "access_bring_seats": (_bring("access_bring_seats", 9), REFUSED),
    "access_bring_circles": (_bring("access_bring_circles", 9), REFUSED),
    "access_bring_items": (_bring("access_bring_items", 14), REFUSED),
    "access_bring_versions": (_bring("access_bring_versions", 9), REFUSED),
    "access_bring_seen": (_bring("access_bring_seen", 3), REFUSED),
    "access_bring_blobs": (_bring("access_bring_blobs", 6), REFUSED),
    "access_bring_authority": ("SELECT access_bring_authority('[]')", REFUSED),
    "access_bring_abouts": ("SELECT access_bring_abouts('[]')", REFUSED),
    "access_bring_consents": ("SELECT access_bring_consents('[]')", REFUSED),
    "access_bring_done": ("SELECT access_bring_done(%(new0)s, now())", REFUSED),
    "access_brought": ("SELECT 1 FROM access_brought()", NOTHING),
    "access_alone_here": ("SELECT access_alone_here()", NO),
    "access_copy_seat": ("SELECT access_copy_seat(%(new0)s, 'relative', 18::smallint, 'x', now())", NO),
    "access_copy_item": (_COPY, NO),
    "access_copy_version": (
        "SELECT access_copy_version(%(item_school)s, 1, NULL, '', now(), NULL, now(), %(seat_Bo)s, 'x')",
        NO,
    ),
    # what is one's own
    "access_my_lines": ("SELECT 1 FROM access_my_lines(1000)", NOTHING),
    "access_sat_at_table": ("SELECT access_sat_at_table(%(seat_Piet)s)", NO),
    "access_my_ended": ("SELECT 1 FROM access_my_ended()", NOTHING),
    "access_ended_seat": ("SELECT 1 FROM access_ended_seat(%(seat_Piet)s)", NOTHING),
    "access_ask_after": (
        "SELECT access_ask_after(%(seat_Piet)s, %(new0)s, 'requests.erase', NULL, 'x', %(new1)s, now())",
        NO,
    ),
    "access_left_ending": ("SELECT 1 FROM access_left_ending(%(seat_Piet)s)", NOTHING),
    "access_left_object": ("SELECT 1 FROM access_left_object(%(seat_Piet)s)", NOTHING),
    # keys and files of what is gone already: ids without a table or a name, until key and file are gone too
    "access_doomed": ("SELECT 1 FROM access_doomed()", NOTHING),
    "access_destroyed": ("SELECT access_destroyed(ARRAY[%(one)s]::uuid[])", NULL),
    "access_gone_files": ("SELECT 1 FROM access_gone_files()", NOTHING),
    "access_removed_files": ("SELECT access_removed_files(ARRAY['x'])", NULL),  # a stray file goes a day later
    "access_risen": ("SELECT access_risen(ARRAY[%(one)s]::uuid[]) = access_risen(ARRAY[%(new0)s]::uuid[])", YES),
}
"""What the site may call. The answer is the stranger's, standing before a dossier that is there but not theirs."""

WORKER: Final[dict[str, str]] = {
    "access_archives_over": "SELECT access_archives_over()",
    "access_bursts": "SELECT 1 FROM access_bursts()",
    "access_note_burst": "SELECT access_note_burst(%(one)s, %(circle_school)s, %(seat_Bo)s, %(new0)s)",
    "access_governors": "SELECT access_governors(%(circle_school)s)",
    "access_rounds": "SELECT 1 FROM access_rounds(current_date)",
    "access_endings_due": "SELECT 1 FROM access_endings_due()",
    "access_ending_waits": "SELECT access_ending_waits(%(ending)s)",
    "access_heads": "SELECT 1 FROM access_heads()",
    "access_unknown_files": "SELECT access_unknown_files(ARRAY['x'])",
    "access_unchecked_files": "SELECT 1 FROM access_unchecked_files(%(gone)s, 9)",
    "access_files_checked": "SELECT access_files_checked(ARRAY[%(gone)s]::uuid[])",
    "access_overdue": "SELECT 1 FROM access_overdue()",
    "access_audience": "SELECT 1 FROM access_audience(%(circle_school)s, %(seat_Bo)s)",
    "access_notices_late": "SELECT 1 FROM access_notices_late()",
    "access_notices_over": "SELECT access_notices_over()",
    "access_starts": "SELECT 1 FROM access_starts(ARRAY['calendar.appointment'], now(), now())",
    "access_promised": "SELECT 1 FROM access_promised(current_date, true)",
    "access_gone_among": "SELECT 1 FROM access_gone_among(ARRAY[%(gone)s]::uuid[])",
}
"""What the worker may call, and the site may not: it tells of tables at which nobody visits, or does something there."""
BOTH: Final = {"access_waiting", "access_link"}
"""Of the site's, what the worker may call too: its own lines of the log get their places."""

INSIDE: Final = {
    # asked by other functions
    "access_alarm", "access_consent_for", "access_all_agreed", "access_asks_first", "access_dossier_tables", "access_ending_due", "access_my_place",
    "access_asked", "access_asked_as", "access_owner_here", "access_owners", "access_person_tables", "access_sits_here",
    # done by other functions
    "access_destroy", "access_destroy_account", "access_destroy_circle", "access_destroy_held", "access_destroy_person",
    "access_lapse", "access_put_out",
    # triggers
    "access_authority_begins", "access_circle_gone", "access_doom_key", "access_file_gone", "access_guard_item", "access_look_again",
    "access_guard_place", "access_head_of_circle", "access_head_of_dossier", "access_owner_no_more", "access_push_ends", "access_still_waiting",
}  # fmt: skip
"""What nobody may call: it is for the other functions, which run as the role of the rule."""


def ask(scene: Scene, who: str, statement: str, here: str = "", eyes: str = "", *, more: Any = None) -> list[Any]:
    """What a statement gives to somebody."""
    with _standing(scene, who, here, eyes) as cursor:
        return cursor.execute(statement.encode(), scene.names() | (more or {})).fetchall()


def ask_of(scene: Scene, who: str, here: str, eyes: str, statement: str, what: str) -> list[Any]:
    """The same of one thing, ``what``: by its name in the scene, or as it is."""
    return ask(scene, who, statement, here, eyes, more={"what": scene.names().get(what, what)})


@contextmanager
def done(scene: Scene, who: str, statement: str, more: Any = None) -> Iterator[psycopg.Cursor]:
    """What somebody's statement leaves behind, as the owner of the database sees it; undone afterwards."""
    with _standing(scene, who) as cursor:
        cursor.execute(statement.encode(), scene.names() | (more or {}))
        cursor.execute("RESET ROLE")
        yield cursor


def _standing(scene: Scene, who: str, here: str = "", eyes: str = "") -> AbstractContextManager[psycopg.Cursor]:
    names, login = scene.names(), web_login(scene.house.web_url)
    return as_web(scene.house.owner, login, scene.person(who) if who else None, names.get(here), names.get(eyes))
