"""ASVS V16: what goes wrong is written down, in one line, in UTC, without what people wrote."""

import logging
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.support.family import Family
from tests.support.house import House

SECRET = "Zwanenmeer"


def test_a_line_of_the_log_can_not_be_forged(house: House, caplog: pytest.LogCaptureFixture) -> None:
    Client().get("/a%0AINFO%20all%20is%20well%0D%1b[2J/")
    told = [record.getMessage() for record in caplog.records if "all" in record.getMessage()]
    assert told
    assert not any(sign in line for line in told for sign in "\n\r\x1b")


def test_refusals_and_faults_are_written_down(house: House, caplog: pytest.LogCaptureFixture) -> None:
    Client().get("/nothing/")
    Client(enforce_csrf_checks=True).post("/sign-in/", {})
    Client().get("/", headers={"host": "evil.example"})
    said = caplog.text
    assert "Not Found" in said
    assert "Forbidden" in said
    assert "DisallowedHost" in said or "Invalid HTTP_HOST" in said


def test_what_was_typed_is_in_no_line(house: House, caplog: pytest.LogCaptureFixture) -> None:
    family = Family(house)
    with caplog.at_level(logging.DEBUG):
        client = family.client("Ann")
        client.post(f"/d/{family.id}/journal/write/", {"text": SECRET, "circle": str(family.table), "day": "x"})
        Client().post("/sign-in/", {"login": f"{SECRET}@example.org", "password": SECRET})
        client.post("/account/", {"name": SECRET * 50})
    ours = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    assert SECRET not in ours


def test_moments_are_kept_with_their_zone(house: House) -> None:
    assert settings.USE_TZ is True
    kinds = house.owner.execute(
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE table_schema = 'public' AND data_type = 'timestamp without time zone'"
    ).fetchall()
    assert kinds == []


def test_lines_go_to_one_place() -> None:
    """To the process's own error stream, which whoever runs the site collects: no file of ours, no other server."""
    handlers: Any = settings.LOGGING["handlers"]
    assert {one["class"] for one in handlers.values()} == {"logging.StreamHandler"}
