"""Files for tests, made here: photos as a telephone makes them, and what hostile people send."""

import io
import zipfile
from base64 import b64decode
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from keukentafel.access import Visit
from keukentafel.access.files import files
from keukentafel.dossiers.filed import File
from keukentafel.dossiers.models import new_id
from keukentafel.dossiers.opened import Opened
from keukentafel.dossiers.putting import attach
from keukentafel.dossiers.readying import ready
from keukentafel.dossiers.sending import Sent
from keukentafel.dossiers.uploads import Incoming
from keukentafel.media.signs import HEAD, look

SECRETS = (b"KEUKENCAM", b"geheime plek", b"52.0907")
"""What a camera writes beside the picture, and nobody may find again."""


def sent(name: str, content: bytes, media_type: str = "application/octet-stream") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content, media_type)


def jpeg(width: int = 800, height: int = 600, *, turned: int = 6) -> bytes:
    """A photo with where it was, with what, words, a profile of colours and a direction."""
    exif: Any = Image.Exif()
    exif[0x010F], exif[0x0112] = "KEUKENCAM", turned
    exif[0x8825] = {1: "N", 2: (52.0, 5.0, 26.5), 3: "E", 4: (5.0, 7.0, 17.0)}
    out = io.BytesIO()
    picture = Image.effect_noise((width // 4, height // 4), 40).convert("RGB").resize((width, height))
    picture.putpixel((0, 0), (255, 0, 0))
    xmp = b"<x:xmpmeta><exif:GPSLatitude>52.0907</exif:GPSLatitude></x:xmpmeta>"
    picture.save(out, "JPEG", exif=exif, comment=b"geheime plek", xmp=xmp, quality=90)
    return out.getvalue()


def png_with_words() -> bytes:
    """A clear picture with words in its chunks, and a profile that is none."""
    notes = PngInfo()
    notes.add_text("Comment", "geheime plek 52.0907")
    notes.add_itxt("XML:com.adobe.xmp", "<x>52.0907</x>")
    out = io.BytesIO()
    Image.new("RGBA", (60, 40), (200, 30, 30, 90)).save(out, "PNG", pnginfo=notes, icc_profile=b"KEUKENCAM" * 20)
    return out.getvalue()


def animated() -> bytes:
    """Three pictures after each other, with a comment."""
    frames = [Image.new("RGB", (64, 48), (90 * number, 40, 10)) for number in range(3)]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], comment=b"geheime plek", duration=80)
    return out.getvalue()


def heic() -> bytes:
    """A photo of an iPhone's sort, 64 by 48 dots, with EXIF: made by heif-enc from a picture of ours."""
    return b64decode(HEIC)


def bomb() -> bytes:
    """400 million dots in a few kilobytes."""
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    return out.getvalue()


def box(name: bytes, body: bytes) -> bytes:
    """A box of MP4."""
    return (len(body) + 8).to_bytes(4, "big") + name + body


def film(*, brand: bytes = b"isom", place: bool = True, track: bytes = b"avc1", video: bool = True) -> bytes:
    """As a telephone films: small, with the place in three boxes, and with what it shows untouched in ``mdat``."""
    told = box(b"udta", box(b"\xa9xyz", b"\x00\x12\x15\xc7geheime plek +52.0907+005.12/")) if place else b""
    keys = box(b"meta", b"KEUKENCAM 52.0907") if place else b""
    xmp = box(b"uuid", b"\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac<52.0907>") if place else b""
    handler = box(b"hdlr", bytes(8) + (b"vide" if video else b"soun") + bytes(12))
    table = box(b"stbl", box(b"stsd", bytes(4) + b"\0\0\0\1" + box(track, bytes(70))))
    trak = box(b"trak", box(b"mdia", handler + box(b"minf", table)) + told)
    head = box(b"mvhd", bytes(12) + (1000).to_bytes(4, "big") + (12_000).to_bytes(4, "big") + bytes(80))
    moov = box(b"moov", head + trak + told + keys)
    return box(b"ftyp", brand + bytes(4) + b"isommp42") + xmp + moov + box(b"mdat", FILMED)


def planted(visit: Visit, circle: UUID, name: str, content: bytes, *, about: str = "") -> Opened[File]:
    """A file that somebody put in, by the way that a page goes."""
    one = Incoming(
        name, size=len(content), hashed=sha256(content), head=content[:HEAD], media_type=look(content[:HEAD])
    )
    files().write(one.stored, one.key, [content])
    (made,) = attach(visit, Sent(ready=[ready(one)]), circle=circle, once=new_id(), about=about)
    return made


FILMED = bytes(range(256)) * 600
"""What is filmed: longer than two chunks."""


def webm(*, video: bool = False) -> bytes:
    """The begin of a recording of a browser."""
    return b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm" + (b"V_VP9" if video else b"A_OPUS") + bytes(3000)


def pdf(more: bytes = b"") -> bytes:
    """A small PDF, with something behind its end."""
    return b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n" + more


def office(parts: dict[str, bytes] | None = None, *, main: str = "word/document.xml") -> bytes:
    """A Word document, with more parts in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("[Content_Types].xml", b"<Types/>")
        zipped.writestr(main, b"<w:document>Beste mensen</w:document>")
        for name, content in (parts or {}).items():
            zipped.writestr(name, content)
    return out.getvalue()


def open_document() -> bytes:
    """A text of LibreOffice."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        zipped.writestr("mimetype", b"application/vnd.oasis.opendocument.text")
        zipped.writestr("content.xml", b"<x/>")
        zipped.writestr("META-INF/manifest.xml", b"<x/>")
    return out.getvalue()


HEIC = """
AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAeFtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAAAAAC
AAAAEGlkYXQAAAAAAEAAMAAAAExpbG9jAQAAAERAAAMAAQAAAAAAAAIFAAEAAAAAAAAAGQACAAEAAAAAAAAAAQAAAAAAAAAIAAMAAAAAAAACHgABAAAA
AAAAAHYAAABNaWluZgAAAAAAAwAAABVpbmZlAgAAAQABAABodmMxAAAAABVpbmZlAgAAAAACAABncmlkAAAAABVpbmZlAgAAAQADAABFeGlmAAAAANVp
cHJwAAAAs2lwY28AAABzaHZjQwEDcAAAAAAAAAAAAB7wAPz9+PgAAA8DIAABABhAAQwB//8DcAAAAwCQAAADAAADAB66AkAhAAEAJ0IBAQNwAAADAJAA
AAMAAAMAHqAggQWW6uSmubAgAAADACAAAAMAISIAAQAGRAHBc8CJAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAUaXNwZQAAAAAAAABAAAAAMAAAABBwaXhp
AAAAAAMICAgAAAAaaXBtYQAAAAAAAAACAAECgQIAAgIDhAAAAChpcmVmAAAAAAAAAA5kaW1nAAIAAQABAAAADmNkc2MAAwABAAIAAACXbWRhdAAAABUo
Aa8LYPXlg6//693fwviDlhFP9Q4AAAAATU0AKgAAAAgAAwEPAAIAAAAKAAAAMgESAAMAAAABAAYAAIglAAQAAAABAAAAPAAAAABLRVVLRU5DQU0AAAIA
AQACAAAAAk4AAAAAAgAFAAAAAwAAAFoAAAAAAAAANAAAAAEAAAAFAAAAAQAAADUAAAAC
"""
FOUND = b"KEUKENTAFEL-" + b"TEST-SIGN-" + b"NOT-HARMFUL"
"""What the scanner of the tests finds: its signature is made from this."""
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}" + b"$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-" + b"FILE!$H+H*"
"""The test file of scanners, joined here so that none trips over this one."""
