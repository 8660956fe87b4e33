"""What the build writes: within the budget of a first visit, and whole."""

import gzip
import re
from pathlib import Path

import polib
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

import keukentafel.look
from keukentafel.look.icons import ICONS
from keukentafel.look.pictures import PICTURES

LOOK = Path(keukentafel.look.__file__).parent
BUILT = LOOK / "static" / "built"
EVERY_PAGE = ("keukentafel.css", "keukentafel.js", "pictures.svg", "favicon.svg")
FONTS = ("atkinson-hyperlegible-next.woff2",)
NAMES = "Çağrı Işık, Łucja Dąbrowska, Ștefan Țepeș, Jiří Dvořák, Ľubomír Ďurčo, Őri Szűcs, Đorđe Šarić, Ģirts Ķīsis, Ėglė Žukauskienė, Þóra Æsa, Ŵyn"


def packed(name: str) -> int:
    return len(gzip.compress((BUILT / name).read_bytes(), 9))


def test_a_first_visit_is_small() -> None:
    total = sum(map(packed, EVERY_PAGE)) + sum((BUILT / name).stat().st_size for name in FONTS)
    assert total <= 55_000  # and at most 5 kB for the page itself
    assert len(EVERY_PAGE) + len(FONTS) + 1 <= 8


def test_the_letters_of_european_names_come_in_both_weights() -> None:
    light, bold = (instancer.instantiateVariableFont(TTFont(BUILT / FONTS[0]), {"wght": w}) for w in (400, 700))
    drawn = light.getBestCmap()
    assert {ord(sign) for sign in NAMES} <= drawn.keys()
    for sign in "aćgğSŞlłșŢ":
        name = drawn[ord(sign)]
        assert light["hmtx"][name][0] < bold["hmtx"][name][0], sign
        assert shape(light, name) != shape(bold, name), sign


def shape(font: TTFont, name: str) -> object:
    """The outline of a letter."""
    return font["glyf"][name].getCoordinates(font["glyf"])[0]


def test_javascript_is_small() -> None:
    assert packed("keukentafel.js") <= 20_000
    assert packed("plainer.js") <= 2_600  # for a professional alone; the list is a file of its own
    assert packed("explains.js") + packed("explains.css") <= 1_200  # only where a word is marked
    assert packed("belongs.js") <= 6_000  # for a professional alone: nearly all of it is the list of words


AFTER = ("app.js", "aloud.js")
"""What every page asks for when it has stood a while, or when somebody begins to type."""


def test_what_comes_later_is_small_too() -> None:
    assert sum(map(packed, AFTER)) <= 6_000
    assert packed("service-worker.js") <= 4_000  # only where somebody lets their own device keep pages
    assert sum(map(packed, EVERY_PAGE + AFTER)) + (BUILT / FONTS[0]).stat().st_size <= 60_000


def test_the_icons_of_the_app_are_as_big_as_they_say() -> None:
    for name, size in {"icon-192": 192, "icon-512": 512, "icon-maskable": 512}.items():
        head = (BUILT / f"{name}.png").read_bytes()[:24]
        assert head[:8] == b"\x89PNG\r\n\x1a\n"
        assert (int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")) == (size, size)


def test_every_icon_and_drawing_is_in_the_sprite() -> None:
    drawings = {path.stem for path in (LOOK / "src" / "svg").glob("*.svg")} - {"favicon"}
    assert symbols("pictures.svg") == set(ICONS) | drawings


def test_no_icon_is_called_as_a_picture() -> None:
    assert not set(ICONS) & set(PICTURES)


def test_every_magnet_and_weather_is_in_a_file_of_its_own() -> None:
    weather = {f"weather-{score}" for score in range(1, 6)}
    assert symbols("magnets.svg") == {f"picture-{key}" for key in PICTURES} | weather


def symbols(name: str) -> set[str]:
    return set(re.findall(r'<symbol id="([^"]+)"', (BUILT / name).read_text()))


def test_styles_know_no_left_and_right() -> None:
    own = "".join(path.read_text() for path in (LOOK / "src" / "css").glob("*.css"))
    assert not re.findall(
        r"(?<!area-)(?:margin|padding|border|inset)-(?:left|right|top|bottom)\b|text-align:\s*(?:left|right)|\bfloat:",
        own,
    )


def test_every_token_that_is_used_exists() -> None:
    text = (BUILT / "keukentafel.css").read_text()
    defined = set(re.findall(r"(--kt-[\w-]+):", text))
    assert set(re.findall(r"var\((--kt-[\w-]+)", text)) <= defined


def test_the_municipality_s_theme_is_whole() -> None:
    text = (BUILT / "theme-voorbeeld.css").read_text()
    defined = set(re.findall(r"(--[\w-]+):", text))
    asked = set(re.findall(r"var\((--(?:basis|voorbeeld)-[\w-]+)", text))
    assert asked
    assert asked <= defined


def test_every_sentence_is_in_the_dutch_catalogue() -> None:
    catalogue = {entry.msgid: entry for entry in polib.pofile(str(LOOK / "locale" / "nl.po"))}
    used = {picture.label for picture in PICTURES.values()}
    for path in [*LOOK.glob("templates/look/*.html"), *LOOK.glob("*.py")]:
        used |= set(re.findall(r'\b(?:_|ngettext)\("([^"]+)"', path.read_text()))
    assert used
    assert used <= set(catalogue)
    assert all(entry.msgstr or all(entry.msgstr_plural.values()) for entry in catalogue.values())
