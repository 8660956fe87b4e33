"""What a thief gets: planted strings through every form field, and then a search of everything that lies about.

The search is tried on plain controls in each place and in each coat, and on a house in which one thing lies open.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import psycopg
import pytest

from tests.walls.planted.searching import Hit, dump, in_folder, search
from tests.walls.planted.site import Letter, Site, standing_site
from tests.walls.planted.walking import Walk
from tests.walls.planted.words import Words, coats, needles

MANY = 500
SORTS = {"name", "e-mail", "phone", "title", "text", "file name", "file", "birth date", "password", "words", "why"}
"""What a dossier is full of; each was taken at least once."""


@dataclass
class Told:
    """A house that everybody wrote in."""

    site: Site
    walk: Walk


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """Planted once for all that is looked at here."""
    with standing_site(tmp_path_factory.mktemp("planted")) as site:
        walk = Walk(site, Words())
        walk.everything()
        site.outside.ok("backup")
        with psycopg.connect(site.owner_url, autocommit=True) as owner:
            owner.execute("CHECKPOINT")
        yield Told(site, walk)


def everywhere(site: Site, needles: dict[bytes, str]) -> list[Hit]:
    """All that is found, in all that a thief may take."""
    found = [*search("dump", dump(site.owner_url), needles), *sent(site.post.letters, needles)]
    for folder in (site.data, site.said, site.temp):
        found += in_folder(folder, needles)
    return found


def sent(letters: list[Letter], needles: dict[bytes, str]) -> Iterator[Hit]:
    """What is in letters, but for the address of who gets them."""
    for letter in letters:
        body = letter.whole
        for address in letter.to:
            body = body.replace(b"To: " + address.encode(), b"To: ")
        yield from search("letter", body, needles)


def test_every_field_was_reached_and_many_strings_were_taken(told: Told) -> None:
    walk = told.walk
    assert {place: walk.refused.get(place) for place in walk.unreached()} == {}
    taken = walk.words.accepted()
    assert taken.total() >= MANY, taken
    assert set(taken) >= SORTS, SORTS - set(taken)
    assert walk.broken == []


def test_a_field_that_nothing_reached_is_found(told: Told) -> None:
    told.walk.seen.add(("/d/:/attic/", "secret"))
    try:
        assert told.walk.unreached() == {("/d/:/attic/", "secret")}
    finally:
        told.walk.seen.remove(("/d/:/attic/", "secret"))


def test_letters_went(told: Told) -> None:
    assert len([one for one in told.site.post.letters if "/letter/" in one.text]) >= 3
    assert len(told.site.post.letters) >= 6


def test_a_thief_finds_nothing(told: Told) -> None:
    assert everywhere(told.site, needles(told.walk.words)) == []


def test_the_search_finds_each_planted_string_in_every_coat(told: Told) -> None:
    words = told.walk.words
    sought = needles(words)
    missed = [
        (one.value, name)
        for one in words.planted
        for name, coat in coats(one.value).items()
        if not (one.sort == "birth date" and name == "backwards")
        if not any(needle in coat for needle in sought)
    ]
    assert missed == []


def test_the_search_finds_a_control_in_every_place(told: Told) -> None:
    site, control = told.site, Words()
    plain, sought = control.make("text", "", "").value, needles(control)
    assert everywhere(site, sought) == []
    with psycopg.connect(site.owner_url, autocommit=True) as owner:
        owner.execute("CREATE TABLE plain AS SELECT %s::text AS words, %s::bytea AS block", [plain, plain.encode()])
        owner.execute("CREATE TABLE job AS SELECT jsonb_build_object('address', %s::text) AS args", [plain])
        owner.execute("CHECKPOINT")
        owner.execute("SET log_min_messages = warning")
        owner.execute(f"DO $$ BEGIN RAISE WARNING '{control.mark}'; END $$".encode())
        try:
            for folder in (site.said, site.temp, site.data / "files", site.data / "keys"):
                folder.mkdir(exist_ok=True)
                (folder / "control").write_text(plain)
            found = {hit.place for hit in everywhere(site, sought)}
        finally:
            owner.execute("DROP TABLE plain, job")
            for folder in (site.said, site.temp, site.data / "files", site.data / "keys"):
                (folder / "control").unlink(missing_ok=True)
    assert {"dump", "control", "files/control", "keys/control", "postgres/postgres.log"} <= found
    assert any("/base/" in place for place in found)
    assert any("/pg_wal/" in place for place in found)


def test_the_search_finds_a_control_in_a_letter() -> None:
    control = Words()
    address = f"{control.mark}@example.org"
    good = Letter([address], f"To: {address}\r\n\r\nThere is a letter.".encode())
    bad = Letter([address], f"To: {address}\r\nSubject: {control.mark}\r\n\r\nThere is a letter.".encode())
    assert list(sent([good], needles(control))) == []
    assert list(sent([bad], needles(control))) != []


def test_one_circle_name_that_lies_open_is_found(told: Told) -> None:
    """The one planted fault, kept: by the site's own action, but for the sealing."""
    fault = Words()
    told.site.leak(fault.make("name", "", "").value)
    found = {hit.place for hit in everywhere(told.site, needles(fault))}
    assert "dump" in found
    assert any("/pg_wal/" in place for place in found)
