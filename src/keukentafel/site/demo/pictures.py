"""Photos and letters of the stories: drawn and typeset while they are told, so that none lies in the repository."""

import io
from collections.abc import Callable
from typing import Literal, cast

from PIL import Image, ImageDraw, ImageFilter

Photo = Literal["cabinet", "poster"]
SIZE = (1600, 1200)
LETTER = b"""
#set page(paper: "a5", margin: 18mm)
#set text(size: 11pt, lang: "nl")
#set par(leading: 0.75em)
#sys.inputs.text
"""


def photo(name: Photo) -> bytes:
    """A JPEG of 1,600 by 1,200 dots."""
    picture = Image.new("RGB", SIZE, "#d9cdb8")
    DRAWN[name](ImageDraw.Draw(picture))
    out = io.BytesIO()
    picture.filter(ImageFilter.GaussianBlur(1)).save(out, "JPEG", quality=85)
    return out.getvalue()


def letter(text: str) -> bytes:
    """A letter on one sheet, as a PDF."""
    import typst

    from keukentafel.rooms.plan.fridge.drawings import FONTS

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    compiler = typst.Compiler(input=LETTER, font_paths=fonts, sys_inputs={"text": text})
    return cast("bytes", compiler.compile(format="pdf"))


def _cabinet(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((0, 0, 1600, 860), fill="#e6dfd2")
    pen.rectangle((0, 860, 1600, 1200), fill="#8d8a85")
    pen.ellipse((330, 990, 1270, 1130), fill="#77746f")
    for left in (420, 1120):
        pen.polygon([(left, 1000), (left + 60, 1000), (left + 45, 1080), (left + 15, 1080)], fill="#7a4a24")
    pen.rectangle((400, 250, 1200, 1010), fill="#b97f45")
    pen.rectangle((360, 210, 1240, 260), fill="#9a6431")
    for row in range(3):
        _drawer(pen, 290 + row * 240)


def _drawer(pen: ImageDraw.ImageDraw, top: int) -> None:
    pen.rectangle((440, top, 1160, top + 210), fill="#cf9a5e", outline="#8a5728", width=6)
    for line in range(4):
        pen.arc((470, top + 20 + line * 42, 1130, top + 90 + line * 42), 200, 340, fill="#bd8649", width=4)
    pen.ellipse((770, top + 85, 830, top + 145), fill="#5b3a1c")
    for tail in range(3):
        edge = top + 25 + tail * 62
        pen.polygon([(440, edge), (470, edge - 8), (470, edge + 40), (440, edge + 30)], fill="#8a5728")


def _poster(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((250, 60, 1350, 1140), fill="#2b2350")
    pen.polygon([(800, 60), (420, 900), (1180, 900)], fill="#4a3d86")
    pen.ellipse((380, 820, 1220, 1000), fill="#f2c14e")
    for left, colour in ((480, "#e4572e"), (730, "#76b041"), (980, "#4fb3bf")):
        _dancer(pen, left, colour)
    for star in range(14):
        x, y = 300 + (star * 397) % 1000, 100 + (star * 211) % 330
        pen.regular_polygon((x, y, 14 + star % 3 * 6), 4, rotation=star * 20, fill="#fff4d6")


def _dancer(pen: ImageDraw.ImageDraw, left: int, colour: str) -> None:
    pen.line([(left - 40, 430), (left + 70, 560), (left + 180, 430)], fill="#f3c9a5", width=26, joint="curve")
    pen.ellipse((left + 25, 420, left + 115, 510), fill="#f3c9a5")
    pen.polygon([(left + 70, 510), (left - 50, 760), (left + 190, 760)], fill=colour)
    for foot in (30, 110):
        pen.line([(left + foot, 750), (left + foot, 900)], fill="#f3c9a5", width=24)


DRAWN: dict[Photo, Callable[[ImageDraw.ImageDraw], None]] = {"cabinet": _cabinet, "poster": _poster}
