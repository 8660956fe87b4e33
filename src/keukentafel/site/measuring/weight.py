"""Aims 5 and 6: what goes over the line, and what stays in memory."""

import gzip
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urljoin

from keukentafel.site.measuring.cast import PAGES, Visitor
from keukentafel.site.measuring.figures import Figure
from keukentafel.site.measuring.load import load
from keukentafel.site.measuring.processes import Runner, memory, server
from keukentafel.site.measuring.stage import Database, Sizes

PAGE, VISIT, REQUESTS, NODES, SCRIPT = 7.0, 60.0, 8, 900, 20.0
MEMORY, LEAK = 90.0, 3.0
WARM = 1_000
IN_STYLES = re.compile(rb"url\(\s*['\"]?(?!data:|#)([^'\")]+)")


class Page(HTMLParser):
    """Counts a page's elements and collects what it makes the browser fetch."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements = 0
        self.fetched: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements += 1
        given = dict(attrs)
        address = given.get("src") or (given.get("href") if tag in {"link", "use", "image"} else None)
        if address and not address.startswith(("#", "data:")):
            self.fetched[address.partition("#")[0]] = tag


def weight(subject: Runner, visitor: Visitor) -> Iterator[Figure]:
    """Aim 5, for each page, compressed by gzip at its usual level; files as the server sends them, by Brotli."""
    for name in PAGES:
        html = bytes.fromhex(subject.ask("look", path=visitor.path(name), cookie=visitor.cookie)["body"])
        page = Page(html.decode())
        sent = len(gzip.compress(html, 6)) / 1000
        files = _files(subject, page)
        script = sum(size for address, size in files.items() if address.endswith(".js"))
        yield Figure(
            5, f"{name}: HTML compressed", sent, "kB", PAGE if name == "journal" else None, f"{len(html)} bytes"
        )
        yield Figure(5, f"{name}: first visit", sent + sum(files.values()), "kB", VISIT, rounds=dict(files))
        yield Figure(5, f"{name}: requests of a first visit", 1 + len(files), "", REQUESTS)
        yield Figure(5, f"{name}: DOM nodes", page.elements, "", NODES)
        yield Figure(5, f"{name}: JavaScript", script, "kB", SCRIPT)


def _files(subject: Runner, page: Page) -> dict[str, float]:
    """Kilobytes of each file that the page needs, and that its styles need."""
    found: dict[str, float] = {}
    todo = list(page.fetched)
    while todo:
        address = todo.pop()
        if address in found:
            continue
        answer = subject.ask("look", path=address, encoding="gzip, br")
        if answer["status"] != 200:
            raise RuntimeError(f"{address} answered {answer['status']}")
        found[address] = len(answer["body"]) / 2 / 1000
        if address.endswith(".css"):
            whole = bytes.fromhex(subject.ask("look", path=address)["body"])
            todo += [urljoin(address, one.decode()) for one in IN_STYLES.findall(whole)]
    return found


def worker(database: Database, visitor: Visitor, sizes: Sizes) -> Iterator[Figure]:
    """Aim 6: a web worker's memory after 1,000 requests over all pages, and how much more after many."""
    asked = [(visitor.path(page), visitor.cookie) for page in PAGES]
    with server("keukentafel.site.wsgi", database.web_url) as (port, pid):
        load(port, asked, WARM)
        early = memory(pid)
        load(port, asked, sizes.long_run - WARM)
        late = memory(pid)
    yield Figure(6, "memory of a web worker", late, "MB", MEMORY)
    more = (late / early - 1) * 100
    yield Figure(6, f"more memory between the 1,000th and the {sizes.long_run:,}th request", more, "%", LEAK)
