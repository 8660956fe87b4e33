"""ASVS V5: files of people: archives, and what they hang at things at the table. Both are sealed while they come."""

import ast
import html
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from keukentafel.dossiers import blobs, media
from keukentafel.dossiers.models import new_id
from keukentafel.exchange import names, passphrase, zipped
from keukentafel.media import pictures
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
    "audio/wav": b"RIFF\x10\x00\x00\x00WAVEfmt ", "video/quicktime": b"\x00\x00\x00\x14ftypqt  ",
}  # fmt: skip
OFFICE = {
    f"application/vnd.{one}"
    for one in (
        "openxmlformats-officedocument.wordprocessingml.document", "openxmlformats-officedocument.spreadsheetml.sheet",
        "openxmlformats-officedocument.presentationml.presentation", "oasis.opendocument.text",
        "oasis.opendocument.spreadsheet", "oasis.opendocument.presentation",
    )
}  # fmt: skip
FIRST |= dict.fromkeys(OFFICE, b"PK\x03\x04\x14\x00\x06\x00")
IMAGING = {
    "PIL", "cv2", "imageio", "wand", "pyvips", "skimage", "numpy", "pillow_heif", "pi_heif", "cairosvg", "magic",
}  # fmt: skip


pytestmark = pytest.mark.usefixtures("files_folder")


def with_file(house: House, content: bytes, *, name: str, media_type: str) -> Family:
    family = Family(house)
    with family.visit("Ann") as visit:
        entry = journal.write(visit, "kijk", circle=family.table, once=new_id(), happened=visit.now)
        blobs.add(visit, entry, [content[:5], content[5:]], name=name, media_type=media_type)
    return family


ALIKE = ({"audio/mp4", "image/heic", "video/mp4", "video/quicktime"}, {"audio/webm", "video/webm"}, OFFICE)
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
    "rooms/calendar/pages.py": "the word for an appointment",
    "rooms/files/serving.py": "the file's own, made safe, by Django's own function",
}


def test_names_of_downloads_are_ours() -> None:
    """Nobody's title or name stands in a header: these make one, of our own words and a day. The name of a file does,
    without paths, quotes and hidden signs, and with the ending of what it is.
    """
    found = {name for name, tree in sources().items() if _makes_a_name(tree)}
    assert found == set(DOWNLOADS)
    given = [
        ast.unparse(call)
        for called, call in calls(sources()["rooms/files/serving.py"])
        if called == "content_disposition_header"
    ]
    assert given == ["content_disposition_header(save, safe_name(blob.name, blob.media_type))"]


@pytest.mark.parametrize(
    ("name", "media_type", "content", "header"),
    [
        (EVIL, "image/jpeg", FIRST["image/jpeg"], "evilSet-Cookie- a=b.jpg"),
        ("kat.jpg.exe", "image/jpeg", FIRST["image/jpeg"], "kat.jpg"),
        ("kat.html", "text/html", b"<script>alert(1)</script>", "kat.bin"),
        ("tekening.svg", "image/svg+xml", DRAWING, "tekening.bin"),
    ],
)
def test_a_name_that_came_in_an_archive_goes_out_safe(
    house: House, name: str, media_type: str, content: bytes, header: str
) -> None:
    """Files of an archive keep the names that stand in it: whoever made it chose them."""
    family = with_file(house, content, name=name, media_type=media_type)
    (item,) = house.owner.execute("SELECT item_id FROM blob").fetchone() or (None,)
    answer = family.client("Ann").get(f"/d/{family.id}/files/{item}/save/")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{header}"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "b" not in answer.cookies


def _makes_a_name(tree: ast.AST) -> bool:
    return any(isinstance(node, ast.Constant) and node.value == "Content-Disposition" for node in ast.walk(tree))


def test_files_of_people_lie_outside_of_what_is_served() -> None:
    """Static files come from one folder, which set-up fills; files of people lie in another, sealed, and these alone open it."""
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
    assert openers == set(OPENERS)
    assert _calls("rooms/files/jobs.py", "blobs.content") == ["scanner.ask(settings.CLAMD, blobs.content(blob))"]
    runs = {"subprocess.run", "subprocess.Popen", "os.system", "exec", "eval", "importlib.import_module"}
    for name in ("exchange/", "dossiers/", "rooms/files/", "media/"):
        ran = {(file, one) for file, tree in sources().items() if file.startswith(name) for one, _ in calls(tree)}
        assert {(file, one) for file, one in ran if one in runs} <= {("media/pictures.py", "subprocess.Popen")}


OPENERS = {
    "exchange/writing.py": "into an archive",
    "rooms/files/serving.py": "to whoever may see it, as long as that is so; with the type that it is, or to be saved",
    "rooms/files/jobs.py": "to the scanner, and to nobody else",
}


def _calls(file: str, inner: str) -> list[str]:
    """The calls in which another call stands."""
    return [
        ast.unparse(call)
        for _, call in calls(sources()[file])
        if inner in {ast.unparse(one.func) for one in call.args if isinstance(one, ast.Call)}
    ]


def test_no_picture_is_decoded_but_in_a_program_of_its_own() -> None:
    """What decodes is a program with bounds, alone: nothing imports it, it imports nothing of ours, and it is started so."""
    served = {name: tree for name, tree in sources().items() if not name.startswith(NOT_SERVED)}
    decoders = {name for name, tree in served.items() if {one.split(".")[0] for one in imports(tree)} & IMAGING}
    assert decoders == {"media/drawing.py"}
    users = {name for name, tree in sources().items() if "keukentafel.media.drawing" in _names(name, tree)}
    assert users == set(), "it runs in no process of ours"
    assert not {one for one in imports(served["media/drawing.py"]) if one.startswith(("keukentafel", "django", "."))}
    first = next(node for node in ast.walk(served["media/drawing.py"]) if isinstance(node, ast.FunctionDef))
    begins = [ast.unparse(line) for line in first.body[1:5]]
    assert begins == [
        "resource.setrlimit(resource.RLIMIT_AS, (memory, memory))",
        "resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))",
        "resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))",
        "sent = sys.stdin.buffer.read()",
    ], "bounds first, then the photo"
    assert pictures.MEMORY <= 1_500_000_000
    assert (drawing_seconds(), pictures.MOST_SECONDS) == (25, 60)
    (start,) = (call for called, call in calls(served["media/pictures.py"]) if called == "subprocess.Popen")
    assert "shell" not in {one.arg for one in start.keywords}


def _names(file: str, tree: ast.AST) -> set[str]:
    """Modules that it imports, and what it takes from them, each in full."""
    folders = ["keukentafel", *file.split("/")[:-1]]
    found = imports(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            within = folders[: len(folders) + 1 - node.level] if node.level else []
            module = ".".join([*within, *filter(None, [node.module])])
            found |= {module} | {f"{module}.{one.name}" for one in node.names}
    return found


def test_who_would_decode_here_is_found() -> None:
    for line in ("from keukentafel.media import drawing", "import keukentafel.media.drawing", "from . import drawing",
                 "from .drawing import main", "import_module('keukentafel.media.drawing')"):  # fmt: skip
        assert "keukentafel.media.drawing" in _names("media/pictures.py", ast.parse(line)), line
    assert "keukentafel.media.drawing" not in _names("look/jinja.py", ast.parse("from . import drawing"))


def drawing_seconds() -> int:
    """The bound on time in the program, read and not imported."""
    found = re.search(r"^SECONDS = (\d+)$", (Path(pictures.PROGRAM)).read_text(), re.MULTILINE)
    assert found
    return int(found[1])


def test_nothing_here_has_decoded_a_picture() -> None:
    """The whole site, loaded with every address that it has, knows no library for pictures; nor after one was drawn."""
    code = (
        "import sys, django; django.setup()\n"
        "from django.urls import get_resolver; get_resolver().url_patterns\n"
        "from keukentafel.media.pictures import drawn\n"
        "from keukentafel.media.refusing import NotTaken\n"
        "try:\n with drawn([b'GIF89a'], 9): pass\n"
        "except NotTaken as no: print(no.reason)\n"
        f"print(sorted(set({sorted(IMAGING)!r}) & set(sys.modules)))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.split("\n")[:2] == ["broken", "[]"]


def test_who_takes_files() -> None:
    """Every other page lets them go: the handler of the settings."""
    assert settings.FILE_UPLOAD_HANDLERS == ["keukentafel.exchange.uploads.NoFiles"]
    takers = {
        (name, called)
        for name, tree in sources().items()
        for called, _ in calls(tree)
        if called in ("SealedUpload", "FilesUpload")
    }
    assert takers == {("exchange/arriving.py", "SealedUpload"), ("dossiers/sending.py", "FilesUpload")}
    handlers = {name for name, tree in sources().items() if "upload_handlers" in _attributes(tree)}
    assert handlers == {name for name, _ in takers}


def _attributes(tree: ast.AST) -> set[str]:
    return {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


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
