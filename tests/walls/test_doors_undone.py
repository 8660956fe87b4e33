"""What somebody who runs statements of their own under the role of the site can't undo, or do where it is not meant."""

from uuid import UUID

import psycopg
import pytest
from psycopg import errors

from keukentafel import vault
from keukentafel.access import keys
from keukentafel.rooms.table.actions import circles
from keukentafel.site.jobs import back_up_keys
from tests.support.family import Family
from tests.support.house import House
from tests.walls.kit import as_web, web_login

BRINGING = (
    "SELECT access_bring_here()",
    "SELECT access_bring_authority('[]')",
    "SELECT access_bring_consents('[]')",
    "SELECT access_bring_abouts('[]')",
    "SELECT access_bring_done(gen_random_uuid(), now())",
)


def has_key(key: UUID) -> bool:
    return key in vault.current().made()


@pytest.mark.parametrize("statement", BRINGING)
def test_a_dossier_that_was_only_changed_is_not_brought(house: House, statement: str) -> None:
    """A row that this transaction changed looks as new as one that it made: an owner's who only wrote a title anew."""
    family = Family(house)
    family.seat("Tess", "youth")
    before = house.owner.execute("SELECT count(*) FROM authority").fetchone()
    with as_web(house.owner, web_login(house.web_url), family.people["Ann"].pk, family.id) as web:
        web.execute("UPDATE dossier SET sealed = sealed WHERE id = %s", [family.id])
        assert web.rowcount == 1
        with pytest.raises(errors.InsufficientPrivilege):
            web.execute(statement.encode())
    assert house.owner.execute("SELECT count(*) FROM authority").fetchone() == before


def test_who_says_that_a_key_was_destroyed_does_not_save_it(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mark of what is still to be destroyed goes; that it is gone stays written, and the night finds its key."""
    family = Family(house)
    mine, hers = family.personal("mine", "Ann"), family.personal("hers", "Ann")
    with monkeypatch.context() as planted:
        planted.setattr(keys, "DOOMED", "SELECT id, kind, at FROM access_doomed() WHERE false")
        with family.visit("Ann") as visit:
            circles.remove(visit, visit.circles[mine], None)
    with psycopg.connect(house.web_url) as web:
        web.execute("SELECT access_destroyed(%s)", [[mine]])
    assert has_key(mine), "it was saved so far"
    back_up_keys(timestamp=0)
    assert not has_key(mine)
    assert has_key(hers)
    assert has_key(family.id)
    assert has_key(family.people["Ann"].pk)
