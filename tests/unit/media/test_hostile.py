"""Every file by what is in it: what we take, under which type, and what is refused and why."""

import io

import pytest
from PIL import Image
from tests.support import files as made

from keukentafel.media import boxes, office, signs
from keukentafel.media.names import safe_name
from keukentafel.media.pictures import drawn
from keukentafel.media.refusing import NotTaken

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TAKEN = {
    "image/jpeg": made.jpeg(80, 60),
    "image/png": made.png_with_words(),
    "image/gif": made.animated(),
    "image/heic": made.heic(),
    "application/pdf": made.pdf(),
    "video/mp4": made.film(),
    "video/quicktime": made.film(brand=b"qt  "),
    "audio/mp4": made.film(brand=b"M4A ", video=False),
    "audio/webm": made.webm(),
    "video/webm": made.webm(video=True),
    "audio/mpeg": b"ID3\x03\x00" + bytes(200),
    "audio/ogg": b"OggS\x00\x02" + bytes(200),
    "audio/wav": b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(200),
    "text/plain": "Lieve mensen, café ☕ ünd so weiter\n".encode() * 3,
    signs.ZIPPED: made.office(),
}
REFUSED = {
    "nothing": ("empty", b""),
    "drawing with a program": ("page", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    "drawing behind blanks": ("page", b"\xef\xbb\xbf \n\n<?xml version='1.0'?><svg onload='alert(1)'/>"),
    "page": ("page", b"<!DOCTYPE html><script>alert(1)</script>"),
    "page behind words": ("page", b"hoi\n\n<script>alert(1)</script>"),
    "page before a PDF": ("page", b"<html><script>alert(1)</script>" + made.pdf()),
    "PDF that is a page": ("mixed", b"%PDF-1.4\n<html><body><script>alert(1)</script>" + made.pdf()),
    "program of Windows": ("unknown", b"MZ\x90\x00" + bytes(300)),
    "program of Linux": ("unknown", b"\x7fELF\x02\x01\x01" + bytes(300)),
    "old office": ("old_office", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    "another archive": ("unknown", b"Rar!\x1a\x07\x00" + bytes(300)),
    "bytes": ("unknown", bytes(range(256)) * 4),
    "flash": ("unknown", b"FWS\x09" + bytes(300)),
    "other boxes": ("unknown", made.box(b"ftyp", b"crx isom"[:4] + bytes(4)) + bytes(90)),
}
ZIPS = {
    "macros": ("macros", made.office({"word/vbaProject.bin": b"x"})),
    "macros elsewhere": ("macros", made.office({"xl/macrosheets/sheet1.xml": b"x"})),
    "controls": ("macros", made.office({"word/activeX/activeX1.bin": b"x"})),
    "bomb": ("bomb", made.office({"word/a.xml": bytes(60_000_000)})),
    "any zip": ("unknown", made.office(main="readme.txt")),
    "page before": ("mixed", b"PK\x03\x04<html>" + made.office()),
    "cut off": ("broken", made.office()[:-30]),
    "something behind": ("broken", made.office() + b"<script>" * 9000),
}


@pytest.mark.parametrize("media_type", TAKEN)
def test_what_is_taken_is_known_by_its_bytes(media_type: str) -> None:
    assert signs.look(TAKEN[media_type][: signs.HEAD]) == media_type


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_refused_by_its_first_bytes(what: str) -> None:
    reason, content = REFUSED[what]
    with pytest.raises(NotTaken) as refused:
        signs.look(content[: signs.HEAD])
    assert refused.value.reason == reason


def test_office_documents_are_looked_into() -> None:
    for content, media_type in (
        (made.office(), WORD),
        (made.open_document(), "application/vnd.oasis.opendocument.text"),
    ):
        assert office.look_into(io.BytesIO(content), len(content)) == media_type


@pytest.mark.parametrize("what", ZIPS)
def test_what_is_refused_in_a_zip(what: str) -> None:
    reason, content = ZIPS[what]
    with pytest.raises(NotTaken) as refused:
        office.look_into(io.BytesIO(content), len(content))
    assert refused.value.reason == reason


def look(content: bytes) -> tuple[str, bytes, bytes]:
    with drawn([content], 64_000_000) as photo:
        return photo.media_type, b"".join(photo.whole()), b"".join(photo.small())


@pytest.mark.parametrize(
    ("content", "media_type", "size"),
    [
        (made.jpeg(400, 300), "image/jpeg", (300, 400)),
        (made.heic(), "image/jpeg", (64, 48)),
        (made.png_with_words(), "image/png", (60, 40)),
        (made.animated(), "image/webp", (64, 48)),
        (made.jpeg(80, 60) + made.office(), "image/jpeg", (60, 80)),
    ],
    ids=["turned", "heic", "png", "animated", "zip behind"],
)
def test_a_photo_is_its_dots_alone(content: bytes, media_type: str, size: tuple[int, int]) -> None:
    kind, whole, small = look(content)
    assert kind == media_type
    assert not any(
        secret in whole + small for secret in (*made.SECRETS, b"PK\x03\x04", b"Exif", b"ICC_PROFILE", b"iCCP")
    )
    for block in (whole, small):
        picture = Image.open(io.BytesIO(block))
        picture.load()
        assert not picture.getexif()
        assert not set(picture.info) & {"exif", "comment", "icc_profile", "xmp", "XML:com.adobe.xmp", "Comment"}
    assert Image.open(io.BytesIO(whole)).size == size
    assert max(Image.open(io.BytesIO(small)).size) <= 400


def test_what_the_camera_wrote_was_there_before() -> None:
    assert all(secret in made.jpeg(80, 60) for secret in (b"KEUKENCAM", b"geheime plek", b"52.0907"))
    assert b"KEUKENCAM" in made.heic()
    assert b"geheime plek" in made.png_with_words()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (made.bomb(), "pixels"),
        (b"GIF89a/*" + bytes(40) + b"*/=1;alert(1)", "broken"),
        (made.jpeg(400, 300)[:3000], "broken"),
        (b"", "broken"),
    ],
    ids=["bomb", "script", "cut off", "nothing"],
)
def test_a_photo_that_is_none_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(NotTaken) as refused:
        look(content)
    assert refused.value.reason == reason


def patched(content: bytes, pieces: int) -> bytes:
    found = boxes.look_into(io.BytesIO(content), len(content))
    split = (content[at : at + pieces] for at in range(0, len(content), pieces))
    return b"".join(boxes.patched(split, found.patches))


@pytest.mark.parametrize("pieces", [7, 1000, 65_536])
def test_a_film_keeps_its_pictures_and_forgets_the_place(pieces: int) -> None:
    content = made.film()
    assert all(secret in content for secret in made.SECRETS)
    after = patched(content, pieces)
    assert len(after) == len(content)
    assert not any(secret in after for secret in (*made.SECRETS, b"\xa9xyz", b"udta"))
    assert after.endswith(made.FILMED)
    assert boxes.look_into(io.BytesIO(after), len(after)) == boxes.Boxed((), video=True, seconds=12)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (made.film(track=b"gpmd"), "track"),
        (made.film() + b"<script>alert(1)</script>", "mixed"),
        (made.film() + made.office(), "mixed"),
        (made.film()[:900], "broken"),
        (made.box(b"ftyp", b"isom") + made.box(b"moov", b""), "broken"),
    ],
)
def test_a_film_that_is_more_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(NotTaken) as refused:
        boxes.look_into(io.BytesIO(content), len(content))
    assert refused.value.reason in {reason, "broken"}


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("vakantie.jpg", "vakantie.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Users\\x\\foto.JPG", "foto.jpg"),
        ("foto.jpg.exe", "foto.jpg"),
        ("foto\u202egpj.exe", "fotogpj.jpg"),
        ("brief 3.11.2026.pdf", "brief 3.11.2026.jpg"),
        ("صورة من البحر.heic", "صورة من البحر.jpg"),
        ("a\x00b\r\nSet-Cookie: x.jpg", "abSet-Cookie- x.jpg"),
        ("CON", "keukentafel.jpg"),
        ("...", "keukentafel.jpg"),
        ("", "keukentafel.jpg"),
        ("x" * 5000 + ".jpg", "x" * 100 + ".jpg"),
        ('"; filename="evil.html', "filename=-evil.jpg"),
    ],
)
def test_names(name: str, safe: str) -> None:
    assert safe_name(name, "image/jpeg") == safe
