"""There is no way to hide a note from the family: every circle has somebody of the family who sees all in it."""

from uuid import UUID

import pytest
from psycopg import errors

from keukentafel.access import Refused
from keukentafel.dossiers import items
from keukentafel.dossiers.models import Item
from tests.walls.attacks import CIRCLE, PLACE
from tests.walls.kinds import NOTE, Note
from tests.walls.kit import as_web, web_login
from tests.walls.scene import Scene

WITHOUT_FAMILY = """
SELECT c.id FROM circle c
 WHERE NOT EXISTS (
   SELECT FROM seat s
    WHERE s.dossier_id = c.dossier_id AND s.person_id IS NOT NULL AND (s.until IS NULL OR s.until > now())
      AND s.role IN ('parent', 'youth', 'relative')
      AND CASE WHEN c.holder_id IS NULL
               THEN (s.role = 'parent' AND s.authority) OR (s.role = 'youth' AND s.age_band >= 16)
               ELSE c.holder_id = s.id END)
"""
PROFESSIONALS = ("Bo", "Eva")


def family_side(scene: Scene, circle: UUID) -> set[str]:
    """By the rule itself: who of the family holds a circle, and so sees, changes and deletes all in it."""
    login, found = web_login(scene.house.web_url), set()
    for name in scene.one.people:
        with as_web(scene.house.owner, login, scene.person(name), scene.one.id) as cursor:
            row = cursor.execute(
                "SELECT holder, reads_log FROM access_open_circle WHERE circle_id = %s AND writes", [circle]
            ).fetchone()
            if row == (True, True):
                found.add(name)
    return found


def test_every_circle_has_somebody_of_the_family_who_holds_it(scene: Scene) -> None:
    owner = scene.house.owner
    assert owner.execute(WITHOUT_FAMILY).fetchall() == []
    for name, circle in scene.one.circles.items():
        assert family_side(scene, circle), name
        assert not family_side(scene, circle) & set(PROFESSIONALS), name


def test_a_circle_without_the_family_is_found(scene: Scene) -> None:
    owner = scene.house.owner
    with owner.transaction(force_rollback=True):
        owner.execute(
            "UPDATE circle SET holder_id = %s WHERE id = %s", [scene.one.seats["Bo"], scene.one.circles["tess"]]
        )
        assert owner.execute(WITHOUT_FAMILY).fetchall() == [(scene.one.circles["tess"],)]


@pytest.mark.parametrize("who", PROFESSIONALS)
@pytest.mark.parametrize(
    ("kind", "holder"),
    [
        ("named", ""),
        ("personal", "me"),
        ("personal", "seat_Tess"),
        ("personal", "seat_Ann"),
        ("family", ""),
        ("table", ""),
    ],
)
def test_a_professional_makes_no_circle_of_any_kind(scene: Scene, who: str, kind: str, holder: str) -> None:
    names = scene.names() | {"me": scene.one.seats[who], "kind": kind}
    statement = CIRCLE.format(dossier="%(one)s", kind="%(kind)s", holder=f"%({holder})s" if holder else "NULL")
    assert not gets_through(scene, who, statement, names)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE circle SET holder_id = %(seat_Bo)s WHERE id = %(circle_school)s",
        "UPDATE circle SET kind = 'personal' WHERE id = %(circle_school)s",
        "UPDATE circle_seat SET until = now() WHERE circle_id = %(circle_school)s AND seat_id = %(seat_Tess)s",
        "DELETE FROM circle_seat WHERE circle_id = %(circle_school)s AND seat_id = %(seat_Tess)s",
        "DELETE FROM item_version WHERE item_id = %(item_school)s",
        PLACE.format(dossier="%(one)s", circle="%(circle_school)s", seat="%(seat_Kim)s"),
    ],
)
def test_a_professional_takes_nobody_of_the_family_out(scene: Scene, statement: str) -> None:
    assert not gets_through(scene, "Bo", statement, scene.names())


def gets_through(scene: Scene, who: str, statement: str, names: dict[str, object]) -> bool:
    """Whether a statement of somebody's own does anything."""
    with as_web(scene.house.owner, web_login(scene.house.web_url), scene.person(who), scene.one.id) as cursor:
        try:
            cursor.execute(statement.encode(), names)
        except errors.InsufficientPrivilege:
            return False
        return cursor.rowcount != 0


@pytest.mark.parametrize("who", PROFESSIONALS)
def test_all_that_lies_in_a_professional_s_circles_is_read_by_the_family(scene: Scene, who: str) -> None:
    login, owner = web_login(scene.house.web_url), scene.house.owner
    with as_web(owner, login, scene.person(who), scene.one.id) as cursor:
        seen = cursor.execute("SELECT id, circle_id FROM item").fetchall()
        history = cursor.execute("SELECT item_id, version, circle_id FROM item_version").fetchall()
    assert len(seen) > 1
    assert history
    for circle in {row[1] for row in seen}:
        for name in family_side(scene, circle):
            with as_web(owner, login, scene.person(name), scene.one.id) as cursor:
                theirs = {row[0] for row in cursor.execute("SELECT id FROM item").fetchall()}
                versions = {row[:2] for row in cursor.execute("SELECT item_id, version FROM item_version").fetchall()}
            assert {row[0] for row in seen if row[1] == circle} <= theirs
            assert {row[:2] for row in history if row[2] == circle} <= versions


def test_a_professional_writes_only_where_the_family_reads(scene: Scene) -> None:
    """Not in a circle that is not theirs, and there is nothing on an item that would say who may not see it."""
    for who in PROFESSIONALS:
        with scene.one.visit(who) as visit:
            for circle in visit.circles:
                assert family_side(scene, circle), who
    with pytest.raises(Refused), scene.one.visit("Bo") as visit:
        items.add(visit, NOTE, Note(text="for us"), circle=scene.one.circles["tess"])
    columns = {field.name for field in Item._meta.get_fields() if field.concrete}
    assert columns == {
        "id", "dossier", "circle", "parent", "kind", "author", "assignee", "state", "happened", "due", "version", "created",
        "changed", "changed_by", "sealed",
    }  # fmt: skip
