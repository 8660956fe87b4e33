"""Files: put in, seen, saved, changed and thrown away, by a browser without JavaScript."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from django.conf import settings
from django.test import Client
from tests.support import files as made
from tests.support.family import Family
from tests.support.house import House

from keukentafel.access.files import files, remove_strays
from keukentafel.dossiers import moving, reading
from keukentafel.dossiers.models import new_id


@pytest.fixture
def family(house: House, files_folder: Path) -> Family:
    family = Family(house)
    family.seat("Bo", "professional")
    family.seat("Oma", "relative")
    return family


def put(client: Client, family: Family, *contents: tuple[str, bytes], circle: str = "table", **more: str):
    """Put files in; gives the answer."""
    sent = [made.sent(name, content) for name, content in contents]
    data = {"files": sent, "about": "", "circle": str(family.circles[circle]), "once": str(new_id())} | more
    return client.post(f"/d/{family.id}/files/add/{data.pop('query', '')}", data)


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def found(inside: BeautifulSoup | Tag, selector: str) -> Tag:
    """The first that there is."""
    one = inside.select_one(selector)
    assert one is not None, selector
    return one


def plain(answer) -> str:
    return BeautifulSoup(answer.content, "lxml").get_text(" ", strip=True)


def test_a_photo_goes_in_and_comes_out_without_what_the_camera_wrote(family: Family, files_folder: Path) -> None:
    ann = family.client("Ann")
    answer = put(ann, family, ("IMG_1.jpg", made.jpeg()), about="De kat op tafel")
    assert answer.status_code == 303
    where = answer.headers["Location"]
    page = ann.get(where)
    assert "De kat op tafel" in plain(page)
    for name in ("open/", "small/", "save/"):
        got = ann.get(where + name)
        assert got.headers["Content-Type"] == "image/jpeg"
        assert got.headers["Cache-Control"] == "no-store"
        assert got.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in got.headers["Content-Security-Policy"]
        content = body(got)
        assert content.startswith(b"\xff\xd8\xff")
        assert not any(secret in content for secret in (*made.SECRETS, b"Exif"))
    assert ann.get(where + "save/").headers["Content-Disposition"] == 'attachment; filename="IMG_1.jpg"'
    stored = [path.read_bytes() for path in files_folder.rglob("*") if path.is_file()]
    assert len(stored) == 2
    assert not any(b"\xff\xd8\xff" in block[:40] for block in stored)


def test_several_come_with_an_entry_and_stand_in_the_feed(family: Family) -> None:
    ann = family.client("Ann")
    sent = [
        made.sent("a.jpg", made.jpeg(80, 60)),
        made.sent("brief.pdf", made.pdf()),
        made.sent("stem.webm", made.webm()),
    ]
    form = {"text": "Kijk eens", "circle": str(family.table), "once": str(new_id()), "files": sent}
    assert ann.post(f"/d/{family.id}/journal/write/", form).status_code == 303
    feed = BeautifulSoup(family.client("Bo").get(f"/d/{family.id}/journal/").content, "lxml")
    assert len(feed.select(".jr-entry .fl-photo img")) == 1
    assert len(feed.select(".jr-entry audio")) == 1
    assert "brief.pdf" in feed.get_text()
    assert "een foto van ann" in str(found(feed, ".fl-photo img")["alt"]).lower()
    wall = BeautifulSoup(ann.get(f"/d/{family.id}/files/").content, "lxml")
    assert len(wall.select(".fl-wall img")) == 1
    assert len(wall.select(".fl-line")) == 2


def test_what_was_typed_stays_and_good_files_wait_along(family: Family, files_folder: Path) -> None:
    ann = family.client("Ann")
    sent = [made.sent("goed.jpg", made.jpeg(80, 60)), made.sent("kwaad\u202e.svg", b"<svg onload='alert(1)'/>")]
    form = {"text": "Dit blijft staan", "circle": str(family.table), "once": str(new_id()), "files": sent}
    answer = ann.post(f"/d/{family.id}/journal/write/", form)
    assert answer.status_code == 422
    page = BeautifulSoup(answer.content, "lxml")
    assert found(page, "textarea").get_text(strip=True) == "Dit blijft staan"
    assert "“kwaad”: Het is een webpagina" in page.get_text()
    assert "goed.jpg" in found(page, ".fl-held").get_text()
    held = found(page, "input[name=held]")["value"]
    assert len(list(files_folder.rglob("??/*"))) == 2
    other = family.client("Oma").post(f"/d/{family.id}/journal/write/", form | {"files": [], "held": held})
    assert other.status_code == 303  # what another one holds is nobody else's: the words go, the file does not
    assert family.client("Oma").get(f"/d/{family.id}/files/").content.count(b'fl-photo"') == 0
    again = form | {"files": [], "held": held}
    for _ in range(2):
        assert ann.post(f"/d/{family.id}/journal/write/", again).status_code == 303
    wall = BeautifulSoup(ann.get(f"/d/{family.id}/files/").content, "lxml")
    assert len(wall.select(".fl-photo")) == 1
    assert body(ann.get(f"{found(wall, '.fl-photo')['href']}open/")).startswith(b"\xff\xd8")


REFUSED = {
    "leeg.jpg": (b"", "Er zit niets in"),
    "pagina.jpg": (b"<html><script>alert(1)</script>", "webpagina"),
    "macro.docx": (made.office({"word/vbaProject.bin": b"x"}), "macro"),
    "bom.png": (made.bomb(), "Het beeld is te groot"),
    "zip.docx": (made.office({"word/a.xml": bytes(60_000_000)}), "veel te groot"),
    "half.jpg": (made.jpeg(400, 300)[:3000], "kapot"),
    "twee.pdf": (made.pdf(made.office()), "tweede bestand"),
    "programma.exe": (b"MZ" + bytes(400), "Dit soort bestand nemen we niet aan"),
    "oud.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "oud Office"),
    "plek.mp4": (made.film(track=b"gpmd"), "waar het is gefilmd"),
    "groot.txt": (b"hallo " * 300_000, "te groot: er past 1 MB"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_is_refused_in_words_and_leaves_nothing(
    name: str, family: Family, files_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(settings.FILES_MOST, "document", 1_000_000)
    content, words = REFUSED[name]
    answer = put(family.client("Ann"), family, (name, content), about="blijft")
    assert answer.status_code == 422
    assert words in plain(answer)
    assert "blijft" in answer.content.decode()
    assert list(files_folder.rglob("??/*")) == []


def test_too_many_and_too_much_for_the_table(
    family: Family, files_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann = family.client("Ann")
    monkeypatch.setattr(settings, "FILES_MOST_AT_ONCE", 2)
    answer = put(ann, family, *[(f"{n}.txt", b"hallo") for n in range(3)])
    assert answer.status_code == 422
    assert "hoogstens 2 bestanden" in plain(answer)
    monkeypatch.setattr(settings, "FILES_MOST_OF_ALL", 1_000_000)
    family.personal("Eigen", "Oma")
    assert put(family.client("Oma"), family, ("veel.txt", b"x" * 900_000), circle="Eigen").status_code == 303
    assert put(ann, family, ("meer.txt", b"y" * 900_000)).status_code == 303  # what Oma keeps for herself tells nothing
    answer = put(ann, family, ("te veel.txt", b"z" * 900_000))
    assert answer.status_code == 422
    assert "geen ruimte meer" in plain(answer)


def test_words_are_changed_and_deletion_is_real(family: Family, files_folder: Path) -> None:
    ann, bo = family.client("Ann"), family.client("Bo")
    where = put(bo, family, ("a.jpg", made.jpeg(80, 60))).headers["Location"]
    assert "Zeg het nu" in plain(bo.get(where))
    assert "Zeg het nu" not in plain(family.client("Oma").get(where))
    assert family.client("Oma").get(where + "edit/").status_code == 404
    assert bo.post(where + "edit/", {"about": "De stoep", "version": "1"}).status_code == 303
    assert ann.post(where + "edit/", {"about": "Onze stoep", "version": "1"}).status_code == 409
    assert "De stoep" in plain(ann.get(where))
    assert family.client("Oma").post(where + "delete/").status_code == 404
    assert ann.post(where + "delete/").status_code == 303
    assert ann.get(where + "open/").status_code == 404
    assert list(files_folder.rglob("??/*")) == []


def test_files_hang_at_any_item_and_go_along_with_it(family: Family, files_folder: Path) -> None:
    ann = family.client("Ann")
    ann.post(f"/d/{family.id}/plan/goals/new/", {"title": "Water", "picture": "water", "circle": str(family.family)})
    with family.visit("Ann") as visit:
        goal = reading.of_kinds(visit, "plan.goal")[0]
    answer = put(ann, family, ("kraan.jpg", made.jpeg(80, 60)), query=f"?at={goal.id}", circle="family")
    assert answer.headers["Location"] == f"/d/{family.id}/plan/goals/{goal.id}/"
    assert put(family.client("Oma"), family, ("x.txt", b"hallo"), query=f"?at={goal.id}").status_code == 404
    assert put(family.client("Bo"), family, ("x.txt", b"hallo"), query=f"?at={goal.id}").status_code == 404
    href = str(found(BeautifulSoup(ann.get(f"/d/{family.id}/files/").content, "lxml"), ".fl-photo")["href"])
    assert "Water" in plain(ann.get(href))
    bo = family.client("Bo")
    assert bo.get(href + "open/").status_code == 404
    with family.visit("Ann") as visit:
        moving.move(visit, reading.one(visit, goal.id), family.table)
    assert body(bo.get(href + "open/")).startswith(b"\xff\xd8")


def test_a_stranger_sends_nothing_in(family: Family, files_folder: Path) -> None:
    other = Family(family.house, "Eve")
    assert put(other.client("Eve"), family, ("a.txt", b"hallo")).status_code == 404
    assert put(Client(), family, ("a.txt", b"hallo")).status_code == 302
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(family.people["Ann"])
    assert put(strict, family, ("a.txt", b"hallo")).status_code == 403
    assert list(files_folder.rglob("??/*")) == []
    assert remove_strays(older_than=-1) == 0


def test_a_page_of_many_costs_what_one_of_few_costs(family: Family, django_assert_num_queries) -> None:
    ann = family.client("Ann")
    put(ann, family, ("1.txt", b"hallo"))
    ann.get(f"/d/{family.id}/files/")
    with django_assert_num_queries(7):
        ann.get(f"/d/{family.id}/files/")
    for start in range(0, 40, 10):
        put(ann, family, *[(f"{n}.txt", b"hallo %d" % n) for n in range(start, start + 10)])
    ann.get(f"/d/{family.id}/files/")  # what was said is read
    with django_assert_num_queries(7):
        page = BeautifulSoup(ann.get(f"/d/{family.id}/files/").content, "lxml")
    assert len(page.select(".fl-line")) == 30
    older = str(found(page, "a[rel=next]")["href"])
    assert len(BeautifulSoup(ann.get(older).content, "lxml").select(".fl-line")) == 11
    assert ann.get(f"/d/{family.id}/files/?before=x").status_code == 404


def test_a_file_that_was_put_in_is_whole_on_the_shelf(family: Family) -> None:
    where = put(family.client("Ann"), family, ("film.mp4", made.film())).headers["Location"]
    content = body(family.client("Bo").get(where + "open/"))
    assert content.endswith(made.FILMED)
    assert not any(secret in content for secret in made.SECRETS)
    assert files().on_disk("0" * 32) == 0
