"""What comes in with an archive comes into a dossier of its own, made in that very transaction, and into no other."""

import psycopg
import pytest
from psycopg import errors

from keukentafel.exchange import writing
from tests.support.exchange import PASSPHRASE, rich, take
from tests.support.house import House
from tests.walls.kit import as_web, web_login
from tests.walls.scene import Scene

DOORS = (
    (
        "SELECT access_bring_seats(ARRAY[%(new0)s]::uuid[], ARRAY['parent'], ARRAY[true], ARRAY[18]::smallint[], ARRAY[false],"
        " ARRAY[now()], ARRAY[NULL]::timestamptz[], ARRAY['x'::bytea], ARRAY[%(new0)s]::uuid[])"
    ),
    (
        "SELECT access_bring_circles(ARRAY[%(new0)s]::uuid[], ARRAY['personal'], ARRAY[%(seat_Bo)s]::uuid[], ARRAY[now()],"
        " ARRAY['x'::bytea], ARRAY[%(circle_family)s]::uuid[], ARRAY[%(seat_Bo)s]::uuid[], ARRAY[now()], ARRAY[NULL]::timestamptz[])"
    ),
    (
        "SELECT access_bring_items(ARRAY[%(new0)s]::uuid[], ARRAY[%(circle_table)s]::uuid[], ARRAY[NULL]::uuid[], ARRAY['x'],"
        " ARRAY[%(seat_Ann)s]::uuid[], ARRAY[NULL]::uuid[], ARRAY[''], ARRAY[now()], ARRAY[NULL]::date[], ARRAY[1], ARRAY[now()],"
        " ARRAY[now()], ARRAY[%(seat_Ann)s]::uuid[], ARRAY['x'::bytea])"
    ),
    (
        "SELECT access_bring_versions(ARRAY[%(item_table)s]::uuid[], ARRAY[7], ARRAY[NULL]::uuid[], ARRAY[''], ARRAY[now()],"
        " ARRAY[NULL]::date[], ARRAY[now()], ARRAY[%(seat_Ann)s]::uuid[], ARRAY['x'::bytea])"
    ),
    "SELECT access_bring_seen(ARRAY[%(item_table)s]::uuid[], ARRAY[%(seat_Kim)s]::uuid[], ARRAY[now()])",
    (
        "SELECT access_bring_blobs(ARRAY[%(new0)s]::uuid[], ARRAY[%(item_table)s]::uuid[], ARRAY[1]::bigint[], ARRAY['f'],"
        " ARRAY[now()], ARRAY['x'::bytea])"
    ),
    (
        "SELECT access_bring_authority(jsonb_build_array(jsonb_build_object('id', %(new0)s::uuid, 'child', %(seat_Finn)s::uuid,"
        " 'parent', %(seat_Ben)s::uuid, 'source', 'court', 'recorded_by', %(seat_Ben)s::uuid, 'recorded', now())))"
    ),
    (
        "SELECT access_bring_abouts(jsonb_build_array(jsonb_build_object('circle', %(circle_school)s::uuid,"
        " 'seat', %(seat_Finn)s::uuid, 'by', %(seat_Ann)s::uuid, 'at', now())))"
    ),
    (
        "SELECT access_bring_consents(jsonb_build_array(jsonb_build_object('id', %(new0)s::uuid, 'about', %(seat_Tess)s::uuid,"
        " 'given_by', %(seat_Tess)s::uuid, 'purpose', 'professional', 'circle', %(circle_school)s::uuid,"
        " 'subject', %(seat_Bo)s::uuid, 'for_band', 12, 'yes', true, 'text_version', 1, 'given', now())))"
    ),
    "SELECT access_bring_done(%(new0)s, now())",
)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("who", ["Bo", "Ann", "Vreemd"])
def test_nothing_is_brought_into_a_dossier_that_is_here(scene: Scene, who: str, door: str) -> None:
    names, login = scene.names(), web_login(scene.house.web_url)
    with (
        as_web(scene.house.owner, login, scene.person(who), names["one"]) as cursor,
        pytest.raises(errors.InsufficientPrivilege),
    ):
        cursor.execute(door.encode(), names)


def test_who_brings_a_dossier_puts_nothing_into_another(scene: Scene) -> None:
    """In the transaction that made it, with the ids of a family that is here: those rows are not found, or not taken."""
    names, login = scene.names(), web_login(scene.house.web_url)
    before = scene.house.owner.execute("SELECT count(*) FROM item_version").fetchone()
    for door in DOORS[1:9]:
        with as_web(scene.house.owner, login, scene.person("Vreemd")) as cursor:
            cursor.execute(b"SELECT access_bring_dossier(%(new1)s, 'x', now(), NULL)", names)
            try:
                cursor.execute(door.encode(), names)
            except (errors.ForeignKeyViolation, errors.UniqueViolation, errors.CheckViolation):
                continue
            for table in (
                "item",
                "item_version",
                "item_seen",
                "blob",
                "circle_seat",
                "authority",
                "circle_about",
                "consent",
            ):
                found = cursor.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()
                assert found == (0,), (door, table)
    assert scene.house.owner.execute("SELECT count(*) FROM item_version").fetchone() == before


def test_only_an_owner_brings(scene: Scene) -> None:
    login = web_login(scene.house.web_url)
    names = scene.names()
    for role, authority, band in (("professional", "true", 18), ("parent", "false", 18), ("youth", "false", 12)):
        mine = DOORS[0].replace("'parent'", f"'{role}'").replace("ARRAY[true]", f"ARRAY[{authority}]")
        with as_web(scene.house.owner, login, scene.person("Vreemd")) as cursor:
            cursor.execute(b"SELECT access_bring_dossier(%(new1)s, 'x', now(), NULL)", names)
            with pytest.raises(errors.InsufficientPrivilege):
                cursor.execute(mine.replace("ARRAY[18]", f"ARRAY[{band}]").encode(), names)


def test_no_archive_and_no_file_lies_plainly_on_the_disk(house: House, files_folder, tmp_path, monkeypatch) -> None:
    """Not in the folder with files, not in a place for things of a moment, and not in the database."""
    monkeypatch.setenv("TMPDIR", str(tmp_path / "moment"))
    (tmp_path / "moment").mkdir()
    looked: list[int] = []
    whole = writing.entries

    def entries(*args, **options):
        for entry in whole(*args, **options):
            looked.append(tells(tmp_path))
            yield entry

    monkeypatch.setattr(writing, "entries", entries)
    family = rich(house)
    archive = take(family, "Ann")
    assert len(looked) > 20
    assert sum(looked) == tells(tmp_path) == 0
    assert list((tmp_path / "moment").iterdir()) == []
    (tmp_path / "moment" / "control").write_bytes(b"so: Afspraak table, and " + PASSPHRASE.encode())
    assert tells(tmp_path) == 2, "the search would not find it"
    assert b"Afspraak" not in archive
    with psycopg.connect(house.owner_url) as owner:
        rows = owner.execute("SELECT * FROM take_along").fetchall() + owner.execute("SELECT * FROM blob").fetchall()
        jobs = owner.execute("SELECT args::text FROM procrastinate_jobs").fetchall()
    assert not any(word in repr(rows) + repr(jobs) for word in ("Afspraak", "appel-boot", "foto"))


def tells(folder) -> int:
    """How often the words of the family, a file's content or the passphrase stand in a file below."""
    words = (b"Afspraak", b"plaatje plaatje", PASSPHRASE.encode())
    blocks = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    return sum(word in block for word in words for block in blocks)
