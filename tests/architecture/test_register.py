"""The register of processing activities names every table of the database, and every question for a lawyer is in the DPIA."""

import re
from pathlib import Path

from tests.support.house import House

from keukentafel.access.laying import SQL
from keukentafel.people import throttle
from keukentafel.site.environment import MOST_PAGES_OF_ONE

PRIVACY = Path(__file__).parents[2] / "docs" / "privacy"
REGISTER, DPIA = (PRIVACY / "register.md").read_text(), (PRIVACY / "dpia.md").read_text()
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"


def named() -> set[str]:
    """The tables in the last chapter of the register."""
    chapter = REGISTER.split("## 5. ", 1)[1]
    first = [line.split("|")[1] for line in chapter.splitlines() if line.startswith("| `")]
    return {name for cell in first for name in re.findall(r"`(\w+)`", cell)}


def missing(tables: set[str]) -> list[str]:
    """Tables of which the register says nothing."""
    return sorted(tables - named())


def test_every_table_is_in_the_register(house: House) -> None:
    tables = {row[0] for row in house.owner.execute(TABLES.encode()).fetchall()}
    assert len(tables) > 15
    assert missing(tables) == []


def test_a_table_that_the_register_forgot_is_found() -> None:
    assert missing({"person", "a_list_of_neighbours"}) == ["a_list_of_neighbours"]


def test_every_table_says_what_it_holds_and_for_how_long() -> None:
    lines = [line for line in REGISTER.split("## 5. ", 1)[1].splitlines() if line.startswith("| `")]
    for line in lines:
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        assert len(cells) == 5, line
        assert all(cells), line
        assert f"### {cells[4]} " in REGISTER, line


def test_every_activity_answers_the_same_questions() -> None:
    for activity in re.findall(r"^### (2\.[1-8]) ", REGISTER, re.MULTILINE):
        text = REGISTER.split(f"### {activity} ", 1)[1].split("\n##", 1)[0]
        for question in ("doel", "van wie", "welke gegevens", "grondslag (kandidaat)", "bewaren"):
            assert re.search(rf"^\| {re.escape(question)} \|", text, re.MULTILINE), (activity, question)


def test_every_question_for_a_lawyer_is_in_the_dpia() -> None:
    asked = set(re.findall(r"JURIST (\d+)", REGISTER))
    answered = set(re.findall(r"^\| \*\*JURIST (\d+)\*\* \|", DPIA, re.MULTILINE))
    assert asked <= answered
    assert answered == {str(number) for number in range(1, len(answered) + 1)}
    for word in ("verwerkingsverantwoordelijke", "huishoudelijk gebruik", "onder 16", "drempel", "beslag", "12 tot 15"):
        assert word in DPIA, word


def test_the_limits_that_they_name_are_those_of_the_code() -> None:
    assert f"{MOST_PAGES_OF_ONE:,} pagina's".replace(",", ".") in DPIA
    assert f"{throttle.COPIES.most} kopieën in een uur" in DPIA
    assert throttle.COPIES.minutes == 60
    assert "14 dagen" in REGISTER
    assert "interval '14 days'" in (SQL / "ending.sql").read_text()


def test_what_they_point_to_is_there() -> None:
    root = PRIVACY.parents[1]
    for name in re.findall(r"`((?:tests|docs)/[\w/.]+)`", REGISTER + DPIA):
        assert (root / name).exists() or list(root.glob(f"{name}-*")), name
