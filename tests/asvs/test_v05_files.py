"""ASVS V5: files of people. The house takes one sort of file, an archive, and gives none but an archive and its own."""

import ast
import html
import re
from pathlib import Path

import pytest
from django.conf import settings

from keukentafel.dossiers import blobs, media
from keukentafel.dossiers.models import new_id
from keukentafel.exchange import names, passphrase, zipped
from keukentafel.rooms.journal import actions as journal
from tests.asvs.code import NOT_SERVED, calls, imports, sources
from tests.support.exchange import opened, rich, take
from tests.support.family import Family
from tests.support.house import House

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
EVIL = '../../"evil\r\nSet-Cookie: a=b;.svg'
FIRST = {
    "application/pdf": b"%PDF-1.7\n", "audio/mp4": b"\x00\x00\x00\x20ftypM4A ", "audio/mpeg": b"ID3\x04", "audio/ogg": b"OggS",
    "audio/webm": b"\x1a\x45\xdf\xa3", "image/gif": b"GIF89a", "image/heic": b"\x00\x00\x00\x18ftypheic",
    "image/jpeg": b"\xff\xd8\xff\xe0", "image/png": b"\x89PNG\r\n\x1a\n", "image/webp": b"RIFF\x10\x00\x00\x00WEBPVP8 ",
    "text/plain": "Dag é".encode(), "video/mp4": b"\x00\x00\x00\x20ftypisom", "video/webm": b"\x1a\x45\xdf\xa3",
}  # fmt: skip
IMAGING = {"PIL", "cv2", "imageio", "wand", "pyvips", "skimage", "numpy", "pillow_heif", "cairosvg", "magic"}


pytestmark = pytest.mark.usefixtures("files_folder")


def with_file(house: House, content: bytes, *, name: str, media_type: str) -> Family:
    family = Family(house)
    with family.visit("Ann") as visit:
        entry = journal.write(visit, "kijk", circle=family.table, once=new_id(), happened=visit.now)
        blobs.add(visit, entry, [content[:5], content[5:]], name=name, media_type=media_type)
    return family


ALIKE = ({"audio/mp4", "image/heic", "video/mp4"}, {"audio/webm", "video/webm"})
"""Types of one family, which the first bytes do not tell apart."""
NONE = {"a program": b"MZ\x90\x00", "a drawing": DRAWING, "zeros": b"\x00" * 20, "nothing": b""}


def passes(media_type: str, content: bytes) -> bool:
    try:
        return b"".join(media.as_said(media_type, [content[:3], content[3:], b"more"])) == content + b"more"
    except media.NotWhatItSays:
        return False


def test_every_type_that_a_name_opens_is_known_by_its_bytes() -> None:
    assert set(media.SIGNS) == set(names.ENDINGS) == set(FIRST)
    for kind in set(FIRST) - {"text/plain"}:
        family = next((family for family in ALIKE if kind in family), {kind})
        assert {other for other, first in FIRST.items() if passes(kind, first)} == family, kind
        assert {name for name, content in NONE.items() if passes(kind, content)} == set(), kind


def test_a_text_is_anything_without_zeros() -> None:
    texts = {name for name, content in (FIRST | NONE).items() if passes("text/plain", content)}
    assert texts == {name for name, content in (FIRST | NONE).items() if b"\x00" not in content}
    assert {"text/plain", "a drawing"} <= texts
    assert "zeros" not in texts


def test_a_file_that_is_not_what_it_says_is_not_kept(house: House, files_folder: Path) -> None:
    for content in (DRAWING, b"", b"MZ\x90\x00"):
        house.empty()
        with pytest.raises(media.NotWhatItSays):
            with_file(house, content, name="foto.jpg", media_type="image/jpeg")
        assert not [path for path in files_folder.rglob("*") if path.is_file()]
        assert house.owner.execute("SELECT count(*) FROM blob").fetchone() == (0,)


def test_a_drawing_with_a_script_goes_by_no_name_that_a_browser_runs(house: House) -> None:
    """It is kept as it is, is given as a link, and the page in which it stands runs no script and shows no drawing."""
    family = with_file(house, DRAWING, name="tekening.svg", media_type="image/svg+xml")
    entries = opened(take(family, "Ann"))
    (kept,) = (name for name in entries if name.startswith("files/"))
    assert kept.endswith(".bin")
    page = next(block.decode() for name, block in entries.items() if name.startswith("pages/journal"))
    assert f'href="../{kept}"' in page
    assert "<img" not in page
    assert "script" not in re.sub(r"<meta[^>]*>", "", page)
    assert "default-src 'none'" in html.unescape(page)


def test_the_name_of_a_file_is_a_text_and_never_a_path_or_a_header(house: House, files_folder: Path) -> None:
    family = with_file(house, FIRST["image/jpeg"], name=EVIL, media_type="image/jpeg")
    stored = [str(path.relative_to(files_folder)) for path in files_folder.rglob("*") if path.is_file()]
    assert all(re.fullmatch(r"[0-9a-f]{2}/[0-9a-f]{32}", one) for one in stored), stored
    entries = opened(take(family, "Ann"))
    assert all(re.fullmatch(r"[a-z/]+[0-9a-f-]*\.(json|html|jpg)", name) for name in entries), list(entries)
    page = next(block.decode() for name, block in entries.items() if name.startswith("pages/journal"))
    assert '"evil' not in page
    assert '"evil' in html.unescape(page)


DOWNLOADS = {
    "overview/looked/export.py": "who-looked and a day, by Django's own function",
    "overview/mine/everywhere.py": "my-data",
    "rooms/plan/pages/fridge.py": "the word for a plan",
    "exchange/pages.py": "keukentafel and a day",
}


def test_names_of_downloads_are_ours() -> None:
    """Nobody's title, name or file name stands in a header: these four make one, of their own words and a day."""
    found = {name for name, tree in sources().items() if _makes_a_name(tree)}
    assert found == set(DOWNLOADS)


def _makes_a_name(tree: ast.AST) -> bool:
    return any(isinstance(node, ast.Constant) and node.value == "Content-Disposition" for node in ast.walk(tree))


def test_files_of_people_lie_outside_of_what_is_served() -> None:
    """Static files come from one folder, which set-up fills; files of people lie in another, sealed, and no page opens it."""
    from keukentafel.site import settings as fresh

    static, kept = Path(fresh.STATIC_ROOT).resolve(), Path(fresh.FILES_FOLDER).resolve()
    assert not kept.is_relative_to(static)
    assert not static.is_relative_to(kept)
    openers = {
        name
        for name, tree in sources().items()
        for called, _ in calls(tree)
        if called in ("blobs.content", "blobs.one")
    }
    assert openers == {"exchange/writing.py"}, "a file goes out in an archive, and in no other way"
    runs = {"subprocess.run", "subprocess.Popen", "os.system", "exec", "eval", "importlib.import_module"}
    for name in ("exchange/", "dossiers/"):
        assert not {one for file, tree in sources().items() if file.startswith(name) for one, _ in calls(tree)} & runs


def test_no_picture_is_decoded() -> None:
    served = {name: tree for name, tree in sources().items() if not name.startswith(NOT_SERVED)}
    found = {one.split(".")[0] for tree in served.values() for one in imports(tree)}
    assert found & IMAGING == set()


def test_one_page_takes_a_file(house: House) -> None:
    """And every other page lets it go: the handler of the settings."""
    assert settings.FILE_UPLOAD_HANDLERS == ["keukentafel.exchange.uploads.NoFiles"]
    users = {name for name, tree in sources().items() if "SealedUpload" in {called for called, _ in calls(tree)}}
    assert users == {"exchange/arriving.py"}


def test_the_key_of_an_archive_is_derived_slowly_from_a_strong_passphrase() -> None:
    """scrypt with OWASP's figures for the mark. Zip's own derivation is fixed by its format: so what goes in is strong."""
    assert (zipped.ROUNDS, zipped.TURNS) == (2**15, 3)
    (call,) = (node for called, node in calls(sources()["exchange/zipped.py"]) if called == "hashlib.scrypt")
    given = {one.arg: one.value for one in call.keywords}
    assert getattr(given["n"], "id", "") == "ROUNDS"
    assert getattr(given["p"], "id", "") == "TURNS"
    assert getattr(given["r"], "value", 0) == 8
    assert len(set(passphrase.wordlist("nl"))) ** passphrase.WORDS_IN_IT >= 2**72
    assert passphrase.GUESSES >= 10**18
    for weak in ("wachtwoord12345678", "Welkom2026Welkom2026", "aaaaaaaaaaaaaaaaaaaa", "appel-boot-citroen"):
        assert passphrase.weak(weak), weak


def test_what_rich_families_take_along_passes_all_of_this(house: House) -> None:
    """So none of it refuses what is good."""
    entries = opened(take(rich(house), "Ann"))
    assert sum(name.startswith("files/") for name in entries) >= 4
