"""How a file is given out: in parts, as long as one may see it, and not before the scanner saw it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from django.urls import reverse
from tests.pages.test_files import body, found, plain, put
from tests.support import files as made
from tests.support.clamd import running_clamd
from tests.support.family import Family
from tests.support.house import House

from keukentafel.rooms.files import jobs
from keukentafel.vault.files import CHUNK

CONTENT = made.webm() + bytes(range(256)) * 1024 * 12


@pytest.fixture
def family(house: House, files_folder: Path) -> Family:
    family = Family(house)
    family.seat("Bo", "professional")
    family.seat("Oma", "relative")
    return family


@pytest.fixture
def voice(family: Family) -> str:
    """Where a recording of three megabytes stands."""
    where = put(family.client("Ann"), family, ("stem.webm", CONTENT), about="Hoi").headers["Location"]
    return f"{where}open/"


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-", 0, len(CONTENT)),
        ("bytes=0-0", 0, 1),
        ("bytes=100-199", 100, 200),
        (f"bytes={CHUNK - 1}-{CHUNK}", CHUNK - 1, CHUNK + 1),
        (f"bytes={2 * CHUNK}-{3 * CHUNK - 1}", 2 * CHUNK, 3 * CHUNK),
        ("bytes=-5", len(CONTENT) - 5, len(CONTENT)),
        ("bytes=-999999999", 0, len(CONTENT)),
        (f"bytes={len(CONTENT) - 1}-{len(CONTENT) + 900}", len(CONTENT) - 1, len(CONTENT)),
        ("Bytes = 7 - 9", 7, 10),
    ],
)
def test_a_part(family: Family, voice: str, asked: str, start: int, end: int) -> None:
    answer = family.client("Bo").get(voice, headers={"range": asked})
    assert answer.status_code == 206
    assert answer.headers["Content-Range"] == f"bytes {start}-{end - 1}/{len(CONTENT)}"
    assert answer.headers["Content-Length"] == str(end - start)
    assert body(answer) == CONTENT[start:end]


@pytest.mark.parametrize("asked", ["bytes=5-3", "bytes=0-1,5-6", "chunks=0-1", "bytes=", "bytes=-", "bytes=x-y", ""])
def test_what_is_no_part_is_all_of_it(family: Family, voice: str, asked: str) -> None:
    answer = family.client("Bo").get(voice, headers={"range": asked})
    assert answer.status_code == 200
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert body(answer) == CONTENT


def test_beyond_its_end_is_nothing(family: Family, voice: str) -> None:
    for asked in (f"bytes={len(CONTENT)}-", "bytes=-0"):
        answer = family.client("Bo").get(voice, headers={"range": asked})
        assert answer.status_code == 416
        assert answer.headers["Content-Range"] == f"bytes */{len(CONTENT)}"
        assert answer.content == b""


def test_a_part_of_the_same_file_only(family: Family, voice: str) -> None:
    bo = family.client("Bo")
    head = bo.head(voice)
    assert (head.status_code, head.content, head.headers["Content-Length"]) == (200, b"", str(len(CONTENT)))
    tag = head.headers["ETag"]
    assert bo.get(voice, headers={"range": "bytes=0-9", "if-range": tag}).status_code == 206
    for other in ('"other"', f"W/{tag}", "Mon, 23 Nov 2026 02:00:00 GMT"):
        assert bo.get(voice, headers={"range": "bytes=0-9", "if-range": other}).status_code == 200
    again = put(family.client("Ann"), family, ("stem.webm", CONTENT)).headers["Location"]
    assert bo.head(again + "open/").headers["ETag"] != tag  # the same content has another tag: it tells nothing


def test_only_the_chunks_that_are_asked_for_are_read(
    family: Family, voice: str, files_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = max((one for one in files_folder.rglob("??/*")), key=lambda one: one.stat().st_size)
    with path.open("r+b") as handle:  # all but the last two chunks can't be opened any more
        handle.write(bytes(path.stat().st_size - 3 * CHUNK))
    assert body(family.client("Bo").get(voice, headers={"range": "bytes=-900"})) == CONTENT[-900:]


def flow(answer: Any) -> Iterator[bytes]:
    """What comes, piece by piece."""
    pieces: Iterator[bytes] = answer.streaming_content
    return pieces


def test_who_lost_the_seat_gets_no_more_of_it(family: Family, voice: str) -> None:
    bo = family.client("Bo")
    flowing = flow(bo.get(voice))
    got = len(next(flowing)) + len(next(flowing))
    family.end("Bo")
    got += sum(len(piece) for piece in flowing)
    assert got < len(CONTENT) // 2
    for headers in ({}, {"range": f"bytes={got}-"}):
        assert bo.get(voice, headers=headers).status_code == 404


def test_who_is_out_of_the_circle_gets_no_more_of_it(family: Family) -> None:
    circle = family.circle("School", "Ann", "Bo")
    where = put(family.client("Ann"), family, ("stem.webm", CONTENT), circle="School").headers["Location"]
    bo = family.client("Bo")
    flowing = flow(bo.get(where + "open/"))
    got = len(next(flowing))
    family.take_out(circle, "Bo")
    assert got + sum(len(piece) for piece in flowing) < len(CONTENT) // 2
    assert bo.get(where + "open/", headers={"range": "bytes=9-"}).status_code == 404


def test_frozen_and_through_other_eyes(family: Family, voice: str) -> None:
    bo, ann = family.client("Bo"), family.client("Ann")
    family.freeze()
    assert bo.get(voice).status_code == 404
    family.freeze(frozen=False)
    own = put(ann, family, ("geheim.txt", b"hallo"), circle="family").headers["Location"]
    assert ann.post(reverse("table:view_as", args=[family.id, family.seats["Bo"]])).status_code == 303
    assert body(ann.get(voice)) == CONTENT
    assert ann.get(own + "save/").status_code == 404
    assert put(ann, family, ("nee.txt", b"hallo")).status_code == 404


def test_the_answer_for_what_is_hidden_is_that_for_what_never_was(family: Family) -> None:
    family.personal("Eigen", "Oma")
    where = put(family.client("Oma"), family, ("dagboek.jpg", made.jpeg(80, 60)), circle="Eigen").headers["Location"]
    never = where.replace(where.split("/")[-2], where.split("/")[-2][:-4] + "0000")
    ann = family.client("Ann")
    for page in ("", "open/", "small/", "save/", "edit/", "delete/", "move/"):
        hidden, none = ann.get(where + page), ann.get(never + page)
        assert (hidden.status_code, none.status_code) == (404, 404)
        assert plain(hidden) == plain(none)
    assert b"dagboek" not in ann.get(f"/d/{family.id}/files/").content
    assert "dagboek" not in plain(ann.get(f"/d/{family.id}/"))


def test_each_opening_stands_in_the_log(family: Family, voice: str, house: House) -> None:
    bo = family.client("Bo")
    body(bo.get(voice))
    body(bo.get(voice.replace("open/", "save/")))
    lines = house.owner.execute(
        "SELECT action FROM access_event WHERE seat_id = %s AND place = 'file' ORDER BY id", [family.seats["Bo"]]
    ).fetchall()
    assert [line[0] for line in lines] == ["file_open", "file_save"]
    page = plain(family.client("Ann").get(f"/d/{family.id}/who-looked/"))
    assert "opende een bestand" in page
    assert "zette een bestand op het eigen apparaat" in page


@pytest.fixture(scope="module")
def scanner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_clamd(tmp_path_factory.mktemp("clamd")) as where:
        yield where


HARMFUL = {
    "brief.txt": b"Beste mensen, " + made.FOUND,
    "eicar.txt": made.EICAR,
    "brief.pdf": made.pdf()[:-6] + made.FOUND + b"\n%%EOF\n",
    "in een zip.docx": made.office({"word/rest.xml": b"." * 300 + made.FOUND}),
}


@pytest.mark.parametrize("name", HARMFUL)
def test_what_the_scanner_finds_is_refused_in_words(
    name: str, family: Family, scanner: str, files_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "CLAMD", scanner)
    answer = put(family.client("Ann"), family, (name, HARMFUL[name]))
    assert answer.status_code == 422
    assert "vond er iets schadelijks in" in plain(answer)
    assert list(files_folder.rglob("??/*")) == []


def test_what_is_clean_is_there_at_once(family: Family, scanner: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "CLAMD", scanner)
    where = put(family.client("Ann"), family, ("foto.jpg", made.jpeg(80, 60))).headers["Location"]
    for page in ("open/", "small/", "save/"):
        assert body(family.client("Bo").get(where + page)).startswith(b"\xff\xd8")


def waiting(family: Family, monkeypatch: pytest.MonkeyPatch, content: bytes) -> str:
    """A file that came while the scanner was away."""
    monkeypatch.setattr(settings, "CLAMD", "/nowhere/clamd")
    answer = put(family.client("Bo"), family, ("brief.txt", content), about="Van school")
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def seen(client: Client, family: Family) -> str:
    return found(BeautifulSoup(client.get(f"/d/{family.id}/files/").content, "lxml"), "main").get_text(" ")


def test_while_nobody_knows_nobody_opens_it(family: Family, scanner: str, monkeypatch: pytest.MonkeyPatch) -> None:
    where = waiting(family, monkeypatch, b"Beste mensen")
    ann, bo = family.client("Ann"), family.client("Bo")
    assert "wordt nagekeken op virussen" in plain(bo.get(where))
    assert "wordt nagekeken" in seen(bo, family)
    assert "Van school" not in seen(ann, family)
    assert ann.get(where).status_code == 404
    for client in (ann, bo):
        for page in ("open/", "save/"):
            assert client.get(where + page).status_code == 404
    jobs.check(0)
    assert bo.get(where + "save/").status_code == 404  # still away
    monkeypatch.setattr(settings, "CLAMD", scanner)
    jobs.check(0)
    assert body(ann.get(where + "save/")) == b"Beste mensen"
    assert "Van school" in seen(ann, family)


def test_found_later_it_goes_and_its_writer_is_told(
    family: Family, scanner: str, files_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = waiting(family, monkeypatch, b"Beste " + made.FOUND)
    monkeypatch.setattr(settings, "CLAMD", scanner)
    jobs.check(0)
    assert "vond iets schadelijks" in plain(family.client("Bo").get(where))
    assert family.client("Ann").get(where).status_code == 404
    assert family.client("Bo").get(where + "save/").status_code == 404
    assert list(files_folder.rglob("??/*")) == []
    assert family.client("Bo").post(where + "delete/").status_code == 303


def test_a_scanner_that_came_later_looks_at_what_was_there(
    family: Family, voice: str, scanner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bo = family.client("Bo")
    assert bo.head(voice).status_code == 200
    monkeypatch.setattr(settings, "CLAMD", scanner)
    assert bo.head(voice).status_code == 404
    family.end("Ann")  # who put it in left: somebody else in charge opens it for the scanner
    family.seat("Cas", "parent", authority=True)
    jobs.check(0)
    assert bo.head(voice).status_code == 200


def test_what_the_scanner_does_not_take_is_refused(
    family: Family, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running_clamd(tmp_path / "small", most="1M") as where:
        monkeypatch.setattr(settings, "CLAMD", where)
        answer = put(family.client("Ann"), family, ("stem.webm", CONTENT))
    assert answer.status_code == 422
    assert "te groot voor de virusscanner" in plain(answer)
