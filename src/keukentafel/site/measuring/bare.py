"""The bare page (f): no framework, one raw query, a string. As a WSGI application of its own process.

It reads an unsealed copy of what the measured page shows, without walls, log or session.
"""

import os
import threading
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

import psycopg
from markupsafe import escape

ROWS = "SELECT author, at, words FROM bench_row WHERE page = %s AND dossier_id = %s ORDER BY at DESC, id DESC LIMIT 100"
PAGE = "<!DOCTYPE html><html lang=nl><head><title>{page}</title></head><body><h1>{page}</h1>{rows}</body></html>"
ROW = "<article><h2>{}</h2><time>{}</time><p>{}</p></article>"
_mine = threading.local()


def page_of(page: str, rows: Iterable[tuple[str, datetime, str]]) -> str:
    """A small page with all rows, escaped."""
    return PAGE.format(page=page, rows="".join([ROW.format(escape(who), at, escape(words)) for who, at, words in rows]))


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    """``/<page>/<dossier>/``."""
    _, page, dossier, _ = environ["PATH_INFO"].split("/")
    body = page_of(page, connection().execute(ROWS, [page, dossier]).fetchall()).encode()
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))])
    return [body]


def connection() -> psycopg.Connection:
    """The connection of this thread."""
    if not hasattr(_mine, "connection"):
        url = os.environ["KEUKENTAFEL_WEB_URL"]
        _mine.connection = psycopg.connect(url, autocommit=True, prepare_threshold=0)
    return _mine.connection  # type: ignore[no-any-return]
