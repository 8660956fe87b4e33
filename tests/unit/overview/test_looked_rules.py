"""The log in words: every action that the house writes has its sentence, every door its words."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import polib
import pytest
from psycopg.errors import CheckViolation
from tests.support.house import House

import keukentafel
from keukentafel.accesslog.actions import AS, STORED
from keukentafel.overview.looked.rules import PLACES, SENTENCES, Line, fold

SOURCE = Path(keukentafel.__file__).parent
DOORS = re.compile(r'@door\("([a-z_]+)"\)')
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def sources(ending: str) -> str:
    return "\n".join(path.read_text() for path in sorted(SOURCE.rglob(f"*.{ending}")))


def noted() -> set[str]:
    calls = re.findall(r"(?:\.note|_noted|_rewrite)\(([^)]*)", sources("py"))
    return {word for call in calls for word in re.findall(r'"([a-z_]+)"', call)}


def written_in_sql() -> set[str]:
    statements = re.findall(r"INSERT INTO log_waiting ([^;]*);", sources("sql") + sources("py"))
    action = re.compile(r"(?<!\()'([a-z_]+)', (?:'[a-z_]+'|place_)")
    return {word for statement in statements for word in action.findall(statement)}


def test_the_list_of_actions_is_what_the_house_writes() -> None:
    """No more and no less: an action that nobody writes has no sentence either."""
    assert noted() | written_in_sql() | {"read", *AS.values()} == set(STORED)
    assert set(AS.values()) <= set(STORED)


def test_every_action_has_a_sentence_of_its_own_in_both_languages() -> None:
    assert set(SENTENCES) == set(STORED)
    dutch = {entry.msgid: entry.msgstr for entry in polib.pofile(str(SOURCE / "overview" / "locale" / "nl.po"))}
    for words in (list(SENTENCES.values()), [dutch[sentence] for sentence in SENTENCES.values()]):
        assert all(words)
        assert len(set(words)) == len(words)
    for sentence in SENTENCES.values():
        assert set(re.findall(r"%\((\w+)\)s", sentence)) == set(re.findall(r"%\((\w+)\)s", dutch[sentence]))


def test_the_log_takes_no_action_that_it_can_not_tell(house: House) -> None:
    line = (
        "INSERT INTO access_event (id, at, dossier_id, action, place, seq, hash) VALUES (%s, now(), %s, %s, 'x', 1, '')"
    )
    for action in STORED:
        house.owner.execute(line, [uuid4(), uuid4(), action])
    with pytest.raises(CheckViolation):
        house.owner.execute(line, [uuid4(), uuid4(), "never_heard_of"])


def test_every_door_has_words() -> None:
    doors = set(DOORS.findall(sources("py")))
    assert "who_looked" in doors
    assert doors - set(PLACES) == set()


def test_folding_keeps_people_days_and_deeds_apart() -> None:
    one, other = uuid4(), uuid4()
    lines = [
        line("read", who=one, minutes=1),
        line("read", who=one, minutes=2, place="plan"),
        line("read", who=other, minutes=3),
        line("add", who=other, minutes=4, what="journal.entry"),
        line("add", who=other, minutes=4, what="journal.entry"),
        line("add", who=other, minutes=5, what="plan.goal"),
        line("delete", who=other, minutes=6),
        line("delete", who=other, minutes=7),
        line("read", who=other, minutes=60 * 24),
    ]
    told = [(entry.action, entry.times, entry.places) for entry in fold(lines)]
    assert told == [
        ("read", 2, ("journal", "plan")),
        ("read", 1, ("journal",)),
        ("add", 2, ("journal",)),
        ("add", 1, ("journal",)),
        ("delete", 1, ("journal",)),
        ("delete", 1, ("journal",)),
        ("read", 1, ("journal",)),
    ]


def test_one_archive_is_told_once_with_all_its_circles() -> None:
    one, circles = uuid4(), (uuid4(), uuid4())
    lines = [
        replace(line("take_along", who=one, minutes=minutes), circle=circle) for minutes in (1, 9) for circle in circles
    ]
    assert [(entry.times, entry.circles) for entry in fold(lines)] == [(1, circles), (1, circles)]


def line(action, *, who=None, minutes=0, place="journal", what=None) -> Line:
    at = NOW - timedelta(minutes=minutes)
    return Line(uuid4(), at, at.date(), action, place, None, who, None, what)
