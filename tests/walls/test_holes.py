"""A hole planted in each wall: the same checks that guard the walls must find it, every time the tests run."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
from psycopg import errors

from keukentafel import vault
from keukentafel.access import doorway
from keukentafel.access.door import door
from keukentafel.vault import NotLent, Ring
from tests.architecture.test_house import without_door
from tests.walls.attacks import ATTACKS
from tests.walls.kit import as_web, dossier_tables, rows_in_sight, unguarded, web_login
from tests.walls.scene import Scene
from tests.walls.test_database import succeeds
from tests.walls.test_vault import KEYS, lent

TAKEN_DOWN = (
    "ALTER TABLE item NO FORCE ROW LEVEL SECURITY",
    "ALTER TABLE item DISABLE ROW LEVEL SECURITY",
    "CREATE POLICY also ON item TO keukentafel_web USING (true)",
    "CREATE POLICY also ON item USING (dossier_id IS NOT NULL)",
    "CREATE TABLE attic (id int, dossier_id uuid); GRANT SELECT ON attic TO keukentafel_web",
)


@pytest.mark.parametrize("hole", TAKEN_DOWN)
def test_a_table_without_its_wall_is_found(scene: Scene, hole: str) -> None:
    with scene.house.owner.transaction(force_rollback=True):
        assert unguarded(scene.house.owner) == []
        scene.house.owner.execute(hole.encode())
        assert unguarded(scene.house.owner) in (["item"], ["attic"])


@pytest.mark.parametrize(
    "hole",
    [
        "ALTER TABLE item DISABLE ROW LEVEL SECURITY",
        "CREATE POLICY also ON item TO keukentafel_web USING (true)",
        "ALTER ROLE {} BYPASSRLS",
    ],
)
def test_rows_without_a_visitor_are_found(scene: Scene, hole: str) -> None:
    owner, login = scene.house.owner, web_login(scene.house.web_url)
    with owner.transaction(force_rollback=True):
        owner.execute(hole.format(f'"{login}"').encode())
        with as_web(owner, login) as cursor:
            assert rows_in_sight(cursor, dossier_tables(owner))["item"] > 0


WEAKENED = {
    "make oneself an owner": "GRANT UPDATE ON seat TO keukentafel_web",
    "put another's name under one's words": "GRANT UPDATE ON item TO keukentafel_web",
    "say that another changed it": "ALTER TABLE item DISABLE TRIGGER guard",
    "invite next door": "CREATE POLICY loose ON invitation FOR INSERT TO keukentafel_web WITH CHECK (true)",
    "put oneself in a personal circle": "CREATE POLICY loose ON circle_seat FOR INSERT TO keukentafel_web WITH CHECK (true)",
    "change the log": "GRANT UPDATE ON access_event TO keukentafel_web;"
    " CREATE POLICY loose ON access_event FOR UPDATE TO keukentafel_web USING (true)",
    "read the log of a hidden circle": "CREATE POLICY loose ON access_event TO keukentafel_web USING (true)",
}


@pytest.mark.parametrize("name", WEAKENED)
def test_an_attack_that_gets_through_is_found(scene: Scene, name: str) -> None:
    attack = next(attack for attack in ATTACKS if attack.name == name)
    assert not succeeds(scene, attack)
    with scene.house.owner.transaction(force_rollback=True):
        scene.house.owner.execute(WEAKENED[name].encode())
        assert succeeds(scene, attack)


PRY = b"SELECT count(*) FROM access_open_circle WHERE CASE WHEN circle_id = ANY(%s) THEN 0 ELSE circle_id::text::int END = 1"


def test_a_rule_without_its_barrier_is_found(scene: Scene) -> None:
    owner, login = scene.house.owner, web_login(scene.house.web_url)
    mine = list(scene.next_door.circles.values())
    with owner.transaction(force_rollback=True):
        owner.execute("CREATE OR REPLACE VIEW access_open_circle AS SELECT * FROM access_rule")
        with as_web(owner, login, scene.person("Yun")) as cursor, pytest.raises(errors.InvalidTextRepresentation):
            cursor.execute(PRY, [[mine[0]]])


@contextmanager
def ring_for_everything(monkeypatch: pytest.MonkeyPatch, scene: Scene) -> Iterator[None]:
    """A doorway that lends every key of the dossier."""
    personal = [scene.one.circles["tess"]]
    shared = [circle for name, circle in scene.one.circles.items() if name != "tess"]

    def lend_all(dossier: UUID, _rows: Any) -> Ring:
        return vault.current().lend(dossier, shared=shared, personal=personal)

    with monkeypatch.context() as patch:
        patch.setattr(doorway, "_ring", lend_all)
        yield


def test_a_key_lent_too_widely_is_found(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    own = {scene.one.id} | {scene.one.circles[name] for name in KEYS["Ann"]}
    with scene.one.visit("Ann") as visit:
        assert lent(visit.ring) == own
        with pytest.raises(NotLent):
            visit.ring.seal(scene.one.circles["tess"], b"", b"")
    with ring_for_everything(monkeypatch, scene), scene.one.visit("Ann") as visit:
        assert lent(visit.ring) > own


def test_a_page_that_skips_the_door_is_found() -> None:
    def page(request: object, dossier: UUID) -> None: ...

    behind = door("x")(lambda _request, _visit: None)  # type: ignore[arg-type,return-value]
    address = "d/<uuid:dossier>/x/"
    assert without_door([(address, page)]) == [address]
    assert without_door([(address, behind)]) == []
