"""Render the look's gallery and pages by themselves and photograph them into tests/output/gallery/.

    python tools/gallery.py [--only NAME] [--port 8110] [--theme voorbeeld]

Needs Playwright and a Chromium (found on PATH, else Playwright's own). For developers: look at the pictures.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import secrets
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "tests" / "output" / "gallery"
PORTS_WIDTHS = (360, 820, 1280)
NAV = [("today", "Today"), ("journal", "Journal"), ("plan", "Plan"), ("table", "Table"), ("looked", "Who looked")]


def main() -> int:
    """Write the pages, serve them on loopback, photograph each at every width, by day and evening, in two languages."""
    asked = arguments()
    sys.path.insert(0, str(ROOT / "src"))
    set_up(asked.theme)
    OUT.mkdir(parents=True, exist_ok=True)
    pages = write_pages(asked.only)
    link_static()
    with served(asked.port):
        photograph(pages, f"http://127.0.0.1:{asked.port}", asked)
    return 0


def arguments() -> argparse.Namespace:
    """What was asked on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="")
    parser.add_argument("--port", type=int, default=8110)
    parser.add_argument("--theme", default="keukentafel")
    parser.add_argument("--widths", default="360,820,1280")
    parser.add_argument("--modes", default="light,dark")
    parser.add_argument("--languages", default="nl,en")
    return parser.parse_args()


def set_up(theme: str) -> None:
    """A Django with the look alone; the Dutch catalogue is compiled when there is one."""
    import django
    from django.conf import settings

    engine = {"BACKEND": "keukentafel.look.jinja.KitchenTemplates", "NAME": "keukentafel", "DIRS": [], "APP_DIRS": True}
    settings.configure(
        INSTALLED_APPS=["keukentafel.look"],
        STATIC_URL="/static/",
        ROOT_URLCONF="keukentafel.look.urls",
        SECRET_KEY=secrets.token_hex(),
        TIME_ZONE="Europe/Amsterdam",
        LANGUAGE_CODE="nl",
        LOCALE_PATHS=[str(compiled_locale())],
        KEUKENTAFEL_THEME=theme,
        TEMPLATES=[{**engine, "OPTIONS": {}}],
    )
    django.setup()


def compiled_locale() -> Path:
    """The look's Dutch catalogue, compiled into the output folder."""
    import polib

    folder = OUT / "locale" / "nl" / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    source = ROOT / "src" / "keukentafel" / "look" / "locale" / "nl.po"
    if source.is_file():
        polib.pofile(str(source)).save_as_mofile(str(folder / "django.mo"))
    return OUT / "locale"


def write_pages(only: str) -> list[str]:
    """Every page in both languages as a file; returns their names."""
    from django.http import HttpResponse
    from django.test import RequestFactory
    from django.utils import translation

    from keukentafel.look.show import show

    names = []
    for name, template, context in cases():
        if only and only != name:
            continue
        for language in ("nl", "en"):
            with translation.override(language):
                request = RequestFactory().get("/")
                page: HttpResponse = show(request, template, context())
            (OUT / f"{name}-{language}.html").write_bytes(page.content)
        names.append(name)
    return names


def cases() -> Iterator[tuple[str, str, Any]]:
    """Name, template and a function that makes the context (in the language of the moment)."""
    yield "gallery", "look/gallery.html", lambda: {**around("today"), **samples(), "places": family(6)}
    yield (
        "viewing",
        "look/gallery.html",
        lambda: {
            **around("today"),
            **samples(),
            "places": family(4),
            "viewing_as": "Juf Els",
            "stop_viewing_href": "#",
        },
    )
    yield "front", "look/front.html", lambda: {"start_href": "#", "sign_in_href": "#"}
    yield "notfound", "look/404.html", dict
    yield "broken", "look/500.html", dict
    yield (
        "tables",
        "look/gallery_tables.html",
        lambda: {
            "tables": [(n, family(n), False) for n in (1, 2, 3, 4, 5, 6, 8, 10, 13, 16)]
            + [(7, two_homes(), False), (9, family(9), True)]
        },
    )


def around(current: str) -> dict[str, Any]:
    """What stands around every page of a dossier."""
    from django.utils.translation import gettext as _

    nav = [{"label": _(label), "href": "#", "icon": icon, "current": icon == current} for icon, label in NAV]
    return {
        "nav": nav,
        "dossier_title": "Familie Yılmaz-de Boer",
        "person_name": "Fatma",
        "sign_out_href": "#",
        "account_href": "#",
    }


def samples() -> dict[str, Any]:
    """Content for the gallery."""
    today = datetime.now(tz=UTC).date()
    people = [
        {"name": "Fatma", "colour": 0, "note": "moeder"},
        {"name": "Opa Henk", "colour": 2, "note": "opa"},
        {"name": "Ria van der Berg", "colour": 5, "note": "wijkteam"},
    ]
    history = [
        (today - timedelta(days=30 * n), value) for n, value in zip((5, 4, 3, 2, 1, 0), (1, 2, 2, 3, 2, 4), strict=True)
    ]
    return {"people": people, "history": history}


# name, relation, side (f, n or p), and what is special
PEOPLE = """
Fatma|moeder|f|you
Sem|zoon, 9|f|child
Opa Henk|opa|f|
Mehmet|vader|f|
Ria van der Berg|wijkteam|p|
Youssef|buurman|n|
Juf Els|school|p|
Lotte|dochter, 14|f|away
Annemarie|oppas|n|
Meneer Wiśniewski|schuldhulp|p|
Oma Tiny|oma|f|
Joke|buurvrouw|n|
Dr. Van Houten|huisarts|p|
Bram|coach|p|
Tante Saar|tante|f|
Allegonda-Wilhelmina|JGZ|p|
"""


def family(count: int) -> list[Any]:
    """The first `count` people of a large table."""
    from keukentafel.look.table_picture import Place, Side

    sides: dict[str, Side] = {"f": "family", "n": "network", "p": "professional"}
    places = []
    for number, line in enumerate(PEOPLE.split("\n")[1 : count + 1]):
        name, relation, side, special = line.split("|")
        more = {special: True} if special else {}
        places.append(
            Place(str(number), name, relation, sides[side], colour=number, href="#", **more)  # type: ignore[arg-type]
        )
    return places


def two_homes() -> list[Any]:
    """Two parents at two addresses."""
    from dataclasses import replace

    homes = {0: "Huis van mama", 1: "Huis van mama", 2: "Huis van papa", 3: "Huis van papa"}
    return [replace(place, home=homes.get(n, "")) for n, place in enumerate(family(7))]


def link_static() -> None:
    """The built files where the pages ask for them."""
    target = OUT / "static"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(ROOT / "src" / "keukentafel" / "look" / "static", target)


@contextmanager
def served(port: int) -> Iterator[None]:
    """The output folder on loopback while the block runs."""
    handler = functools.partial(Quiet, directory=str(OUT))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files without a line for each."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (its name above)
        """Say nothing."""


def photograph(pages: list[str], base: str, asked: argparse.Namespace) -> None:
    """One full-page picture for each page, width, mode and language."""
    from playwright.sync_api import sync_playwright

    suffix = "" if asked.theme == "keukentafel" else f"-{asked.theme}"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        for mode in asked.modes.split(","):
            for width in map(int, asked.widths.split(",")):
                page = browser.new_page(viewport={"width": width, "height": 760}, color_scheme=mode)
                for name in pages:
                    for language in asked.languages.split(","):
                        page.goto(f"{base}/{name}-{language}.html", wait_until="load")
                        page.screenshot(path=OUT / f"{name}-{language}-{width}-{mode}{suffix}.png", full_page=True)
                page.close()
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
