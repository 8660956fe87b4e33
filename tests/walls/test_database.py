"""The second wall: what PostgreSQL itself refuses to the web role, whatever the site forgets."""

import psycopg
import pytest
from psycopg import errors

from tests.walls.attacks import ATTACKS, Attack
from tests.walls.kit import as_web, dossier_tables, rows_in_sight, unguarded, web_login
from tests.walls.scene import Scene


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_comes_to_nothing(scene: Scene, attack: Attack) -> None:
    names = scene.names()
    owner = scene.house.owner
    with owner.transaction(force_rollback=True):
        done = owner.execute(attack.statement.encode(), names)
        assert done.rowcount != 0, "there is nothing here to attack"
    assert not succeeds(scene, attack)


def succeeds(scene: Scene, attack: Attack) -> bool:
    """Whether it gets somebody anything."""
    names, login = scene.names(), web_login(scene.house.web_url)
    here, eyes = names[attack.here], names.get(attack.eyes)
    with as_web(scene.house.owner, login, scene.person(attack.who), here, eyes) as cursor:
        try:
            cursor.execute(attack.statement.encode(), names)
        except errors.InsufficientPrivilege:
            return False
        return cursor.rowcount != 0


PRY = "SELECT count(*) FROM {} WHERE CASE WHEN {} = ANY(%s) THEN 0 ELSE {}::text::int END = 1"
PRIED = [
    ("access_open_circle", "circle_id"),
    ("access_open_circle", "seat_id"),
    ("access_open_circle", "dossier_id"),
    ("access_open_circle", "person_id"),
    ("access_seat_in_sight", "seat_id"),
    ("dossier", "id"),
    ("seat", "id"),
    ("circle", "id"),
    ("circle_seat", "seat_id"),
    ("item", "id"),
    ("item_version", "item_id"),
    ("item_seen", "item_id"),
    ("invitation", "id"),
    ("access_event", "id"),
    ("authority", "id"),
    ("age_notice", "seat_id"),
    ("circle_about", "circle_id"),
    ("consent", "id"),
    ("emergency_seat", "seat_id"),
    ("emergency_call", "id"),
    ("access_emergency_sitting", "seat_id"),
]


@pytest.mark.parametrize("analyzed", [False, True], ids=["new tables", "known tables"])
@pytest.mark.parametrize(("relation", "column"), PRIED)
def test_an_error_message_tells_nothing_of_hidden_rows(
    scene: Scene, relation: str, column: str, *, analyzed: bool
) -> None:
    """A condition that fails on a hidden row would show its value: it must not be asked before the rule."""
    pry, owner, login = PRY.format(relation, column, column).encode(), scene.house.owner, web_login(scene.house.web_url)
    with owner.transaction(force_rollback=True):
        if analyzed:
            owner.execute("ANALYZE")
        for name in ("Zed", "Yun", "Bo", "Vreemd"):
            with as_web(owner, login, scene.person(name)) as cursor:
                mine = [row[0] for row in cursor.execute(f"SELECT {column} FROM {relation}".encode()).fetchall()]
                assert cursor.execute(pry, [mine]).fetchone() == (0,)


def test_without_a_visitor_there_is_nothing(scene: Scene) -> None:
    with psycopg.connect(scene.house.web_url) as web, web.cursor() as cursor:
        tables = dossier_tables(scene.house.owner)
        assert set(rows_in_sight(cursor, tables).values()) == {0}
    with scene.house.owner.cursor() as cursor:
        empty = [table for table, rows in rows_in_sight(cursor, tables).items() if not rows]
        # (no line waits longer than its own transaction)
        assert empty == ["log_waiting"], "a table without rows proves nothing"


def test_every_table_of_a_dossier_is_guarded(scene: Scene) -> None:
    assert len(dossier_tables(scene.house.owner)) >= 10
    assert unguarded(scene.house.owner) == []


OWNERSHIP = """
SELECT r.rolname FROM pg_roles r
 WHERE pg_has_role(%s, r.oid, 'MEMBER') AND (r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb
    OR r.rolname = 'keukentafel_rule' OR EXISTS (SELECT FROM pg_class c WHERE c.relowner = r.oid)
    OR EXISTS (SELECT FROM pg_proc p WHERE p.proowner = r.oid))
"""


def test_the_web_role_owns_nothing_and_may_nothing_more(scene: Scene) -> None:
    login = web_login(scene.house.web_url)
    assert scene.house.owner.execute(OWNERSHIP, [login]).fetchall() == []
    rule = "SELECT rolcanlogin, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = 'keukentafel_rule'"
    assert scene.house.owner.execute(rule).fetchone() == (False, False, False)


FORBIDDEN = (
    "CREATE TABLE t (id int)",
    "CREATE TEMPORARY TABLE invitation (id int)",
    "CREATE SCHEMA s",
    "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE EXTENSION dblink",
    "ALTER TABLE item DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE item DISABLE TRIGGER guard",
    "DROP POLICY see ON item",
    "CREATE POLICY all_of_it ON item USING (true)",
    "ALTER ROLE CURRENT_USER BYPASSRLS",
    "SET ROLE keukentafel_rule",
    "SET session_replication_role = replica",
    "GRANT SELECT ON item TO PUBLIC WITH GRANT OPTION",
    "COPY item TO '/tmp/items'",
    "COPY item TO PROGRAM 'cat'",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT pg_ls_dir('.')",
    "SELECT rolpassword FROM pg_authid",
    "SELECT stavalues1 FROM pg_statistic",
    "TRUNCATE item",
)


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_web_role_cannot(scene: Scene, statement: str) -> None:
    with (
        psycopg.connect(scene.house.web_url) as web,
        pytest.raises((errors.InsufficientPrivilege, errors.InvalidGrantOperation)),
    ):
        web.execute(statement.encode())


def test_switching_row_security_off_gives_an_error_and_no_rows(scene: Scene) -> None:
    with psycopg.connect(scene.house.web_url) as web:
        web.execute("SET row_security = off")
        with pytest.raises(errors.InsufficientPrivilege):
            web.execute("SELECT * FROM item")
