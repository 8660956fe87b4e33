"""Every function of the rule is known by name (``doors.py``): who may call it, and what a stranger gets out of it."""

from typing import Any

import psycopg
import pytest
from psycopg import errors

from tests.walls.doors import BOTH, INSIDE, NO, REFUSED, SITE, WORKER, Answer, ask, done
from tests.walls.kit import web_login
from tests.walls.scene import Scene

FUNCTIONS = """
SELECT p.proname, p.prosecdef, pg_get_userbyid(p.proowner), p.proconfig, has_function_privilege('public', p.oid, 'execute'),
       has_function_privilege(%s, p.oid, 'execute'), has_function_privilege(%s, p.oid, 'execute')
  FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND (p.prosecdef OR p.proname LIKE 'access\\_%%')
"""
TABLES = """
SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'm', 'p')
   AND (has_table_privilege(%(role)s, c.oid, 'select, insert, update, delete, truncate')
        OR has_any_column_privilege(%(role)s, c.oid, 'select, insert, update'))
"""
ROLE = """
SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
       ARRAY(SELECT g.rolname::text FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid WHERE m.member = r.oid)
  FROM pg_roles r WHERE rolname = %s
"""


def found(scene: Scene) -> list[Any]:
    house = scene.house
    return house.owner.execute(FUNCTIONS, [web_login(house.web_url), web_login(house.worker_url)]).fetchall()


def test_every_function_is_in_the_list(scene: Scene) -> None:
    there = found(scene)
    assert {row[0] for row in there} == SITE.keys() | WORKER.keys() | INSIDE
    assert len(there) == len(SITE) + len(WORKER) + len(INSIDE), "two of one name"
    assert {row[2] for row in there} == {"keukentafel_rule"}
    for name, definer, _, config, *_rest in there:
        assert not definer or config == ["search_path=pg_catalog, public, pg_temp"], name


def test_who_may_call_it(scene: Scene) -> None:
    there = found(scene)
    assert [row[0] for row in there if row[4]] == [], "anybody may call these"
    assert {row[0] for row in there if row[5]} == SITE.keys()
    assert {row[0] for row in there if row[6]} == WORKER.keys() | BOTH


@pytest.mark.parametrize("name", SITE)
def test_what_it_answers_to_a_stranger(scene: Scene, name: str) -> None:
    statement, answer = SITE[name]
    assert name in statement
    assert asked_by_a_stranger(scene, statement) == answer


@pytest.mark.parametrize("name", WORKER)
def test_a_stranger_with_the_rights_of_the_site_gets_nowhere_else(scene: Scene, name: str) -> None:
    assert name in WORKER[name]
    assert asked_by_a_stranger(scene, WORKER[name]) is REFUSED
    with scene.house.owner.transaction(force_rollback=True), scene.house.owner.cursor() as cursor:
        cursor.execute(f'SET LOCAL ROLE "{web_login(scene.house.worker_url)}"'.encode())
        cursor.execute(WORKER[name].encode(), scene.names())  # the worker is let through


def asked_by_a_stranger(scene: Scene, statement: str) -> Answer:
    try:
        return ask(scene, "Vreemd", statement, "one", more={"me": scene.person("Vreemd")})
    except (errors.InsufficientPrivilege, errors.UniqueViolation):
        return REFUSED


def test_the_worker_bypasses_nothing_and_reads_no_table(scene: Scene) -> None:
    owner, login = scene.house.owner, web_login(scene.house.worker_url)
    assert owner.execute(ROLE, [login]).fetchone() == (False, False, False, False, False, ["keukentafel_worker"])
    assert owner.execute(ROLE, ["keukentafel_worker"]).fetchone() == (False, False, False, False, False, [])
    assert owner.execute(TABLES, {"role": login}).fetchall() == []
    with psycopg.connect(scene.house.worker_url) as worker:
        assert worker.execute("SELECT count(*) FROM access_heads()").fetchone() != (0,)
        with pytest.raises(errors.InsufficientPrivilege):
            worker.execute("SELECT access_hall()")


@pytest.mark.parametrize("table", ["item", "seat", "person", "access_event", "log_head", "access_open_circle"])
def test_the_worker_reads_nothing_by_itself(scene: Scene, table: str) -> None:
    with psycopg.connect(scene.house.worker_url) as worker, pytest.raises(errors.InsufficientPrivilege):
        worker.execute(f"SELECT count(*) FROM {table}".encode())


def test_a_line_is_written_in_no_other_name(scene: Scene) -> None:
    with done(scene, "Vreemd", SITE["access_refuse"][0]) as after:
        assert after.execute("SELECT person_id FROM log_waiting").fetchall() == [(scene.person("Vreemd"),)]


def test_an_id_that_has_a_log_is_used_once(scene: Scene) -> None:
    """Whoever made a circle with the id of one that is gone would read what its log says."""
    make = (
        "INSERT INTO circle (id, dossier_id, kind, created, sealed) VALUES (%(what)s, %(zed)s, 'named', now(), 'x')"
        " RETURNING false"
    )
    gone = scene.house.owner.execute("SELECT id FROM gone_circle").fetchone()
    assert gone
    assert ask(scene, "Zed", make, "zed", more={"what": scene.gone}) == NO
    with pytest.raises(errors.UniqueViolation):
        ask(scene, "Zed", make, "zed", more={"what": gone[0]})


def test_ones_own_chain_moves_and_no_other(scene: Scene) -> None:
    moves = (
        "SELECT chain FROM access_advance(jsonb_build_array("
        "jsonb_build_object('chain', %(what)s::uuid, 'before', -1, 'after', 9, 'hash', '')))"
    )
    school = scene.one.circles["school"]
    assert ask(scene, "Bo", moves, "one", more={"what": school}) == [(school,)], "where it is now"
    for who in ("Zed", "Vreemd", ""):
        with pytest.raises(errors.InsufficientPrivilege):
            ask(scene, who, moves, "one", more={"what": school})


def test_the_round_tells_ids_of_dossiers_and_nothing_else(scene: Scene) -> None:
    """For the worker alone: where somebody under 18 sits, and as whom to enter."""
    owner = scene.house.owner
    with owner.transaction(force_rollback=True):
        owner.execute("SET LOCAL ROLE keukentafel_rule")
        found = owner.execute("SELECT * FROM access_rounds(current_date)").fetchall()
        assert found == [(scene.one.id, scene.person("Ann"))]
        assert owner.execute("SELECT * FROM access_rounds(current_date - 1)").fetchall() == []
