"""The log in words: every action that the house writes has its sentence, every door its words."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import keukentafel
from keukentafel.overview.looked.rules import FALLBACK, PLACES, SENTENCES, Line, fold, sentence

SOURCE = Path(keukentafel.__file__).parent
DOORS = re.compile(r'@door\("([a-z_]+)"\)')
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def sources(ending: str) -> str:
    return "\n".join(path.read_text() for path in sorted(SOURCE.rglob(f"*.{ending}")))


def noted() -> set[str]:
    calls = re.findall(r"(?:\.note|_noted)\(([^\n]*)", sources("py"))
    return {word for call in calls for word in re.findall(r'"([a-z_]+)"', call)}


def written_in_sql() -> set[str]:
    statements = re.findall(r"INSERT INTO access_event ([^;]*);", sources("sql"))
    action = re.compile(r"(?<!\()'([a-z_]+)', (?:'[a-z_]+'|place_)")
    return {word for statement in statements for word in action.findall(statement)}


def test_every_action_has_a_sentence() -> None:
    python, in_sql = noted(), written_in_sql()
    assert {"add", "delete", "freeze", "invite", "view_as"} <= python
    assert {"founded", "sat_down", "place_laid", "refused", "birthday"} <= in_sql
    known = {*SENTENCES, "refused"}
    assert python - known == set()
    assert in_sql - known == set()


def test_every_door_has_words() -> None:
    doors = set(DOORS.findall(sources("py")))
    assert "who_looked" in doors
    assert doors - set(PLACES) == set()


def test_an_unknown_action_falls_back() -> None:
    assert sentence(next(fold([line("never_heard_of")]))) == FALLBACK


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


def line(action, *, who=None, minutes=0, place="journal", what=None) -> Line:
    at = NOW - timedelta(minutes=minutes)
    return Line(uuid4(), at, at.date(), action, place, None, who, None, what)
