"""The log to take along: as a table and as FHIR, for who may read it, with who took it in the log."""

import csv
import io
import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone
from fhir.resources.R4B.bundle import Bundle
from tests.support.family import Family
from tests.support.house import House
from tests.support.notes import NOTE, Note, furnish
from tests.support.queue import work

from keukentafel.access.bursts import note_bursts
from keukentafel.dossiers import items
from keukentafel.overview.looked.jobs import tell_of_bursts


@pytest.fixture
def family(house: House) -> Family:
    furnish()
    family = Family(house)
    family.seat("=Bo", "professional", organisation="Wijkteam Oost", function="gezinswerker")
    family.seat("Tess", "youth", born=timezone.localdate().replace(year=timezone.localdate().year - 14, day=1))
    family.personal("van mij", "Tess")
    with family.visit("=Bo", place="journal") as visit:
        visit.has_read([family.table])
        items.add(visit, NOTE, Note(text="x"), circle=family.table)
    with family.visit("Tess", place="journal") as visit:
        items.add(visit, NOTE, Note(text="y"), circle=family.circles["van mij"])
    return family


def table(family: Family, name: str = "Ann", query: str = "") -> list[dict[str, str]]:
    client = family.client(name)
    client.cookies["language"] = "en"
    answer = client.get(f"/d/{family.id}/who-looked/csv/{query}")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith('attachment; filename="who-looked-')
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_table_says_on_whose_behalf_and_by_which_right(family: Family) -> None:
    rows = table(family)
    added = next(row for row in rows if "added" in row["What"])
    assert added["For which organisation"] == "Wijkteam Oost"
    assert (added["May, through the circle"], added["Emergency"]) == ("The table", "no")
    assert added["From which program"].startswith("web ")
    assert UUID(added["seat"]) == family.seats["=Bo"]
    assert int(added["number"]) >= 1
    assert len(bytes.fromhex(added["hash"])) == 16


def test_a_name_like_a_formula_stays_a_name(family: Family) -> None:
    assert {row["Who"] for row in table(family)} >= {"Ann", "'=Bo"}


def test_numbers_of_a_chain_have_no_gaps_for_whoever_reads_it(family: Family) -> None:
    """A gap would tell that something hidden happened."""
    for name, circles in (("Ann", 1), ("Tess", 2)):
        chains: dict[str, list[int]] = {}
        for row in table(family, name):
            chains.setdefault(row["circle"], []).append(int(row["number"]))
        assert len(chains) >= circles
        for numbers in chains.values():
            assert sorted(numbers) == list(range(1, len(numbers) + 1))
    assert str(family.circles["van mij"]) not in str(table(family, "Ann"))


def test_asked_for_by_sort_and_day(family: Family) -> None:
    assert {row["Sort"] for row in table(family, query="?sort=write")} == {"Writing and changing"}
    today = timezone.localdate()
    assert table(family, query=f"?since={today}&until={today}")
    assert not table(family, query=f"?since={today + timedelta(days=1)}")
    assert not table(family, query=f"?until={today - timedelta(days=1)}")


def test_taking_it_along_is_told(family: Family) -> None:
    table(family)
    assert any(row["What"] == "Ann took along who looked." for row in table(family))


def test_each_line_is_a_valid_audit_event(family: Family) -> None:
    answer = family.client("Ann").get(f"/d/{family.id}/who-looked/fhir/")
    assert answer["Content-Type"] == "application/fhir+json"
    bundle = Bundle.model_validate_json(answer.content)
    events = [entry.resource for entry in bundle.entry or ()]
    assert len(events) >= 3
    said = [entry["resource"] for entry in json.loads(answer.content)["entry"]]
    (added,) = (event for event in said if event["action"] == "C" and event["agent"][0]["who"]["display"] == "=Bo")
    assert [agent["who"]["display"] for agent in added["agent"]] == ["=Bo", "Wijkteam Oost"]
    assert {detail["type"] for detail in added["entity"][0]["detail"]} == {"chain", "number", "hash"}


def test_an_empty_question_gives_a_valid_bundle(family: Family) -> None:
    answer = family.client("Ann").get(f"/d/{family.id}/who-looked/fhir/?until=1999-01-01")
    assert not Bundle.model_validate_json(answer.content).entry


def test_a_date_that_is_none_is_told_at_its_field(family: Family) -> None:
    answer = family.client("Ann").get(f"/d/{family.id}/who-looked/?since=gisteren&until=2026-05-01")
    assert "Deze datum kennen we niet" in answer.content.decode()
    assert 'value="gisteren"' in answer.content.decode()


def look(family: Family, name: str, times: int) -> None:
    for _ in range(times):
        with family.visit(name, place="journal") as visit:
            visit.has_read([family.table])


def test_a_burst_of_reading_is_told_once_an_hour_to_who_governs(family: Family) -> None:
    look(family, "=Bo", 59)  # and the one of the family that is set up
    assert list(note_bursts()) == []
    look(family, "=Bo", 1)
    assert list(note_bursts()) == [frozenset({family.people["Ann"].pk})]
    assert list(note_bursts()) == []
    assert any("very many pages" in row["What"] for row in table(family))


def test_a_burst_in_a_personal_circle_is_told_to_its_holder_only(family: Family, mailoutbox) -> None:
    own = family.circles["van mij"]
    for _ in range(61):
        with family.visit("Tess", place="journal") as visit:
            visit.has_read([own])
    tell_of_bursts(0)
    work()
    assert [letter.to for letter in mailoutbox] == [[family.people["Tess"].email]]
    assert not any("very many" in row["What"] for row in table(family, "Ann"))


def test_an_address_that_is_refused_keeps_nobody_from_being_told(
    family: Family, mailoutbox: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or whoever co-owns a table with a dead mailbox looks at everything, and the others never hear of it."""
    family.seat("Ben", "parent", authority=True)
    look(family, "=Bo", 61)
    send = EmailMessage.send

    def refused(letter: EmailMessage, *more: Any) -> int:
        if letter.to == [family.people["Ann"].email]:
            raise OSError
        return send(letter, *more)

    monkeypatch.setattr(EmailMessage, "send", refused)
    tell_of_bursts(0)
    work()
    assert [letter.to for letter in mailoutbox] == [[family.people["Ben"].email]]
    monkeypatch.undo()
    family.house.owner.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'")
    work()
    assert {letter.to[0] for letter in mailoutbox} == {family.people[name].email for name in ("Ann", "Ben")}


def test_the_letter_tells_nothing(family: Family, mailoutbox) -> None:
    look(family, "=Bo", 61)
    tell_of_bursts(0)
    work()
    (letter,) = mailoutbox
    for secret in ("Bo", "Wij", "Ann", str(family.id)):
        assert secret not in letter.subject + letter.body
