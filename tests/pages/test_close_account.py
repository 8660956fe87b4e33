"""Closing an account: its key goes, its seats end, what was written stays, and no table is left without an owner."""

from uuid import UUID

import pytest
from django.test import Client
from tests.support.family import Family, person
from tests.support.house import House
from tests.support.tables import cast
from tests.walls.kinds import NOTE, Note, register
from tests.walls.kit import as_web, web_login

from keukentafel import vault
from keukentafel.access import Refused, keys
from keukentafel.access.closing import only_mine
from keukentafel.dossiers import items, reading
from keukentafel.people.models import Person

ADDRESS = "/account/close/"


@pytest.fixture
def family(house: House) -> Family:
    register()
    return cast(house)


def close(browser: Client) -> int:
    return browser.post(ADDRESS, {"word": "sluit"}).status_code


def has_key(key: UUID) -> bool:
    try:
        vault.current().lend(key, shared=[], personal=[])
    except vault.NoKey:
        return False
    return True


def test_the_account_goes_with_its_key_and_leaves_a_tombstone(family: Family) -> None:
    bob = family.people["Bob"]
    browser = family.client("Bob")
    assert close(browser) == 303
    assert not Person.objects.filter(pk=bob.pk).exists()
    assert not has_key(bob.pk)
    assert keys.tombstones().all()[bob.pk].kind == "account"
    assert browser.get("/account/").status_code == 302
    for table in ("person_session",):
        assert (
            family.house.owner.execute(f"SELECT 1 FROM {table} WHERE person_id = %s".encode(), [bob.pk]).fetchone()
            is None
        )
    assert has_key(family.people["Ann"].pk)


def test_the_seats_end_and_what_was_written_stays_signed(family: Family) -> None:
    with family.visit("Juf") as visit:
        item = items.add(visit, NOTE, Note(text="van Juf"), circle=family.table).id
    assert close(family.client("Juf")) == 303
    with pytest.raises(Refused), family.visit("Juf"):
        pass
    with family.visit("Ann") as visit:
        note = reading.one(visit, item)
        assert note.content.text == "van Juf"
        seat = visit.seats[note.author]
        assert (seat.card.name, seat.present, seat.has_account) == ("Juf", False, False)


def test_a_circle_of_ones_own_goes_without_a_trace_for_others(family: Family) -> None:
    circle = family.circles["van mij"]
    assert close(family.client("Tess")) == 303
    assert not has_key(circle)
    assert family.house.owner.execute("SELECT 1 FROM circle WHERE id = %s", [circle]).fetchone() is None
    with pytest.raises(Refused), family.visit("Eva"):
        pass
    login = web_login(family.house.web_url)
    with as_web(family.house.owner, login, family.people["Ann"].pk, family.id) as cursor:
        told = {row[0] for row in cursor.execute("SELECT DISTINCT circle_id FROM access_event").fetchall()}
        told |= {row[0] for row in cursor.execute("SELECT id FROM gone_circle").fetchall()}
        told |= {row[0] for row in cursor.execute("SELECT subject_id FROM access_event").fetchall()}
    assert family.circles["table"] in told
    assert circle not in told


def test_the_only_owner_decides_first(house: House) -> None:
    family = Family(house)
    family.seat("Oma", "relative")
    ann = family.people["Ann"]
    assert only_mine(ann.pk) == {family.id}
    page = family.client("Ann").get(ADDRESS).content.decode()
    assert "Over deze tafel gaat niemand anders" in page
    assert close(family.client("Ann")) == 409
    assert Person.objects.filter(pk=ann.pk).exists()
    family.client("Ann").post(f"/d/{family.id}/table/end/", {"word": "vernietig"})
    assert close(family.client("Ann")) == 303
    assert not Person.objects.filter(pk=ann.pk).exists()


def test_the_word_has_to_be_typed(family: Family) -> None:
    assert family.client("Oma").post(ADDRESS, {"word": "nee"}).status_code == 422
    assert Person.objects.filter(pk=family.people["Oma"].pk).exists()


def test_the_same_address_can_begin_anew(house: House) -> None:
    one = person("Zoë Anders")
    browser = Client()
    browser.force_login(one)
    assert close(browser) == 303
    again = Person.objects.create_user(one.email, "three words together", name="Zoë")
    assert again.pk != one.pk
    assert Person.objects.get(email=one.email).name == "Zoë"


def test_every_table_that_names_an_account_is_emptied(family: Family) -> None:
    """Found by the column: a new sort of way in is emptied too."""
    named = {
        row[0]
        for row in family.house.owner.execute(
            "SELECT table_name FROM information_schema.columns JOIN pg_tables ON tablename = table_name AND schemaname = 'public'"
            " WHERE column_name = 'person_id' AND table_name NOT IN ('seat', 'access_event', 'log_waiting')"
        ).fetchall()
    }
    known = {row[0] for row in family.house.owner.execute("SELECT name FROM access_person_tables()").fetchall()}
    assert known == named >= {"person_session"}
