"""Files go where their dossier goes: into an archive and out of it, to a table of one's own, and away with all of it."""

import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from tests.pages.test_files import body, put
from tests.support import files as made
from tests.support.exchange import bring, opened, take
from tests.support.family import Family, person, years_old
from tests.support.house import House

from keukentafel.access.files import remove_gone
from keukentafel.dossiers import blobs
from keukentafel.rooms.family import splitting
from keukentafel.rooms.table.actions import endings


@pytest.fixture
def family(house: House, files_folder: Path) -> Family:
    return Family(house)


def shown(client: Client, dossier: object) -> list[str]:
    """The addresses of all files on the wall."""
    page = client.get(f"/d/{dossier}/files/").content.decode()
    return sorted({part.split('"')[0] for part in page.split('href="') if part.startswith(f"/d/{dossier}/files/0")})


def test_into_an_archive_and_out_of_it(family: Family) -> None:
    ann = family.client("Ann")
    where = put(ann, family, ("foto.jpg", made.jpeg(80, 60)), about="De kat").headers["Location"]
    put(ann, family, ("stem.webm", made.webm()))
    whole, small = body(ann.get(where + "open/")), body(ann.get(where + "small/"))
    archive = take(family, "Ann")
    parts = opened(archive)
    assert {whole, small} <= {content for name, content in parts.items() if name.startswith("files/")}
    assert sum(len(re.findall(rb'"small": ?true', part)) for part in parts.values()) == 1
    pages = b"".join(content for name, content in parts.items() if name.startswith("pages/files"))
    assert b"De kat" in pages
    assert len(set(re.findall(rb"files/[0-9a-f-]{36}\.jpg", pages))) == 1  # the small one is no file of its own to read
    roos = person("Roos")
    dossier, why, _ = bring(roos, archive)
    assert why == ""
    client = Client()
    client.force_login(roos)
    there = shown(client, dossier)
    assert len(there) == 2
    photo = next(one for one in there if "De kat" in client.get(one).content.decode())
    assert (body(client.get(photo + "open/")), body(client.get(photo + "small/"))) == (whole, small)


def test_what_nobody_checked_goes_into_no_archive(family: Family, monkeypatch: pytest.MonkeyPatch) -> None:
    put(family.client("Ann"), family, ("brief.txt", b"nog niet nagekeken"))
    monkeypatch.setattr(settings, "CLAMD", "/nowhere/clamd")
    parts = opened(take(family, "Ann"))
    assert not [name for name in parts if name.startswith("files/")]
    monkeypatch.setattr(settings, "CLAMD", "")
    assert b"nog niet nagekeken" in opened(take(family, "Ann")).values()


def test_an_archive_that_says_that_its_page_is_a_picture_is_only_ever_saved(family: Family) -> None:
    ann = family.client("Ann")
    with family.visit("Ann") as visit:
        item = made.planted(visit, family.table, "brief.txt", b"hallo")
        blobs.add(
            visit, made.planted(visit, family.table, "x.txt", b"y"), [b"<script>"], name="x", media_type="text/html"
        )
    got = ann.get(f"/d/{family.id}/files/{item.id}/open/")
    assert got.headers["Content-Disposition"].startswith("attachment")
    with family.visit("Ann") as visit:
        blob = blobs.of_items(visit, [item.id])[item.id][0]
    family.house.owner.execute("DELETE FROM blob WHERE id = %s", [blob.id])
    with family.visit("Ann") as visit:
        blobs.add(visit, item, [b"<script>alert(1)</script>"], name="evil.html", media_type="text/html")
    got = ann.get(f"/d/{family.id}/files/{item.id}/open/")
    assert got.headers["Content-Type"] == "application/octet-stream"
    assert got.headers["Content-Disposition"].startswith("attachment")


def test_to_a_table_of_ones_own(family: Family) -> None:
    family.seat("Mo", "youth", born=years_old(18))
    mo = family.client("Mo")
    entry = {"text": "Kijk", "circle": str(family.table), "once": str(uuid4())}
    family.client("Ann").post(f"/d/{family.id}/journal/write/", entry)
    where = put(mo, family, ("foto.jpg", made.jpeg(80, 60)), about="Mijn kamer").headers["Location"]
    put(family.client("Ann"), family, ("geheim.txt", b"van Ann"))
    whole = body(mo.get(where + "open/"))
    new = uuid4()
    for _ in range(2):
        splitting.copy_along(family.people["Mo"].pk, family.id, new, [])
    there = shown(mo, new)
    assert len(there) == 1
    assert body(mo.get(there[0] + "open/")) == whole
    assert body(mo.get(there[0] + "small/")).startswith(b"\xff\xd8")
    assert body(mo.get(where + "open/")) == whole


def test_destroyed_with_its_dossier(family: Family, files_folder: Path) -> None:
    put(family.client("Ann"), family, ("foto.jpg", made.jpeg(80, 60)))
    assert len(list(files_folder.rglob("??/*"))) == 2
    with family.visit("Ann") as visit:
        endings.ask(visit)
    assert remove_gone() == 2  # the worker, within ten minutes; their keys went at once
    assert list(files_folder.rglob("??/*")) == []
