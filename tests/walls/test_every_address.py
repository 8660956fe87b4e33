"""Every address x everybody x every circle, against the table that was written by hand."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keukentafel.dossiers.models import new_id
from tests.architecture.test_house import addresses
from tests.walls import table
from tests.walls.evened import evened
from tests.walls.house_of_pages import CAST, Pages

OUTSIDERS = {"Piet", "Zed", "nobody"}
SIT = {
    "table": {"Ann", "Ben", "Tess", "Oma", "Bo", "Kim", "Ann as Bo"},
    "family": {"Ann", "Ben", "Tess", "Oma"},
    "school": {"Ann", "Ben", "Tess", "Bo", "Ann as Bo"},
    "own": {"Tess", "Eva"},
    "chosen": {"Ann", "Ben", "Bo", "Kim", "Ann as Bo"},
}
"""Who sits in which circle, or holds it."""
CONVERTERS = {"uuid": "[0-9a-f-]{36}", "str": "[^/]+"}


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    method: str
    address: str
    sent: str
    statuses: tuple[int, ...]

    @property
    def inside(self) -> bool:
        """Whether it lies in a dossier."""
        return not self.address.startswith("/") or self.address == "/d/{d}/"


def read(text: str, before: str = "") -> list[Row]:
    """The lines of one of the tables."""
    return [_row(line.split(), before) for line in text.strip().splitlines()]


def _row(words: list[str], before: str) -> Row:
    method, address, sent, *statuses = words
    assert len(statuses) == len(CAST), words
    path = before + address.removeprefix("/") if before else address
    return Row(method, path, "" if sent == "-" else sent, tuple(int(status) for status in statuses))


TABLES = (
    table.DOSSIER, table.MY_DATA, table.JOURNAL, table.FILES, table.TALK, table.CALENDAR, table.MEETINGS, table.PLAN, table.TABLE,
    table.FAMILY, table.EXCHANGE,
)  # fmt: skip
INSIDE = [row for text in TABLES for row in read(text, "/d/{d}/")]
ROWS = [*INSIDE, *read(table.OUTSIDE)]


@dataclass(frozen=True)
class Answer:
    """What came back; ``statements``: how many were asked of the database."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    statements: int


def ask(pages: Pages, who: str, row: Row, ids: dict[str, Any]) -> Answer:
    """Ask an address as somebody, and leave everything as it was."""
    client = pages.browsers[who]
    cookies = dict(client.cookies)
    path, sent = row.address.format(**ids), row.sent.format(**ids)
    connection.queries_log.clear()  # it keeps 9,000 and would count wrong beyond
    with CaptureQueriesContext(connection) as asked:
        if row.method == "GET":
            response = client.get(path)
        else:
            response = client.post(path, sent, content_type="application/x-www-form-urlencoded")
    if response.status_code == 303 or "/exit/" in path:
        pages.restore()
        client.cookies.clear()
        client.cookies.update(cookies)
    headers = tuple(sorted(response.headers.items()))
    return Answer(response.status_code, headers, response.getvalue(), len(asked.captured_queries))


@pytest.mark.parametrize("who", CAST)
def test_everybody_gets_what_the_table_says(pages: Pages, who: str) -> None:
    place = CAST.index(who)
    wrong = [
        f"{row.method} {row.address} {row.sent}: {got}, and the table says {row.statuses[place]}"
        for row in ROWS
        if (got := ask(pages, who, row, pages.ids).status) != row.statuses[place]
    ]
    assert wrong == []


@pytest.mark.parametrize("who", CAST)
def test_what_is_hidden_answers_as_what_never_was(pages: Pages, who: str) -> None:
    """Byte for byte, with the same headers and as many statements."""
    place = CAST.index(who)
    hidden = [row for row in INSIDE if row.statuses[place] == 404]
    wrong = []
    ask(pages, who, hidden[0], pages.ids)  # a session that other tests ended is thrown away by the first answer
    for row in hidden:
        # what one sees and may not do may cost another statement: it is no secret that it is there
        unseen = [name for name in names_in(row) if who not in sees(name)]
        parts = 4 if who in OUTSIDERS or unseen else 3
        here = evened(ask(pages, who, row, pages.ids), pages.ids)[:parts]
        never = pages.ids | {"d": new_id()} if who in OUTSIDERS else others_gone(unseen or names_in(row), pages.ids)
        if here != evened(ask(pages, who, row, never), never)[:parts]:
            wrong.append(f"{row.method} {row.address}")
    assert wrong == []


def names_in(row: Row) -> list[str]:
    """What the address asks for."""
    return [name for name in re.findall(r"\{(\w+)\}", row.address + row.sent) if name != "d"]


def sees(name: str) -> set[str]:
    """Who knows that this is there."""
    sort, _, where = name.partition("_")
    if sort == "ending":
        return {"Ann", "Ben"}
    if sort == "letter":
        return {"Ann", "Ben"} if where == "table" else {"Tess"}
    if sort == "seat":
        return {"Tess", "Eva"} if where == "Eva" else SIT["table"] | ({"Eva"} if where == "Tess" else set())
    return SIT.get(where or "table", set()) if sort != "gone" else set()


def others_gone(names: list[str], ids: dict[str, Any]) -> dict[str, Any]:
    """The same address with ids that never were in the place of these, in the same dossier."""
    return ids | {name: new_id() for name in names if isinstance(ids[name], UUID)}


def routes() -> dict[str, re.Pattern[str]]:
    """Every address of the site as a pattern."""
    return {route: _pattern(route) for route, _page in addresses()}


def _pattern(route: str) -> re.Pattern[str]:
    parts = re.split(r"<(\w+):\w+>", route)
    return re.compile("/" + "".join(CONVERTERS[part] if odd % 2 else re.escape(part) for odd, part in enumerate(parts)))


def missing(rows: list[Row], known: dict[str, re.Pattern[str]]) -> list[str]:
    """Addresses of the site of which the table says nothing."""
    paths = [_filled(row) for row in rows]
    return [route for route, pattern in known.items() if not any(pattern.fullmatch(path) for path in paths)]


def unknown(rows: list[Row], known: dict[str, re.Pattern[str]]) -> list[str]:
    """Addresses of the table that the site does not have."""
    return [row.address for row in rows if not any(pattern.fullmatch(_filled(row)) for pattern in known.values())]


def _filled(row: Row) -> str:
    return re.sub(r"\{\w+\}", str(UUID(int=0)), row.address.split("?")[0])


def test_the_table_knows_every_address_and_no_other() -> None:
    assert table.HEADING.replace("Ann/Bo", "Ann as Bo").split(" ", 9)[:9] == list(CAST[:9])
    assert missing(ROWS, routes()) == []
    assert unknown(ROWS, routes()) == []


def test_an_address_that_the_table_forgot_is_found() -> None:
    new = routes() | {"d/<uuid:dossier>/attic/": _pattern("d/<uuid:dossier>/attic/")}
    assert missing(ROWS, new) == ["d/<uuid:dossier>/attic/"]
    old = {route: pattern for route, pattern in routes().items() if route != "d/<uuid:dossier>/plan/"}
    assert unknown(ROWS, old) == ["/d/{d}/plan/"]


def test_both_ways_of_every_address_are_in_the_table() -> None:
    """A page that takes what is sent to it is asked so, and one that does not answers 405 to everybody inside."""
    sent = {
        route
        for route, pattern in routes().items()
        for row in ROWS
        if row.method == "POST"
        if pattern.fullmatch(_filled(row))
    }
    assert {route for route in routes() if route not in sent} == READ_ONLY


READ_ONLY = {
    "n/<str:token>/",
    "notices/",
    "",
    "d/<uuid:dossier>/files/",
    "d/<uuid:dossier>/files/<uuid:item>/",
    "d/<uuid:dossier>/files/<uuid:item>/open/",
    "d/<uuid:dossier>/files/<uuid:item>/save/",
    "d/<uuid:dossier>/files/<uuid:item>/small/",
    "healthz",
    "plain-words/<str:mark>.json",
    "service-worker.js",
    "app/<str:language>/manifest.webmanifest",
    "app/<str:language>/words.json",
    "app/<str:language>/offline/",
    "help/<str:room>/",
    "look-in-your-mail/",
    "demo/letters/",
    "account/closed/",
    "prove/go-on/",
    "prove/with/<str:key>/",
    "sign-in/protect/",
    "sign-in/lost/",
    "sign-in/with/<str:key>/",
    "sign-in/back/<str:key>/",
    "account/how-i-sign-in/",
    "account/when-i-signed-in/",
    "account/devices/",
    "account/link/<str:key>/",
    "account/my-data/",
    "account/my-data/file.json",
    "account/my-data/file.html",
    "d/<uuid:dossier>/my-data/",
    "d/<uuid:dossier>/my-data/words/",
    "d/<uuid:dossier>/meetings/",
    "d/<uuid:dossier>/meetings/<uuid:meeting>/",
    "d/<uuid:dossier>/requests/",
    "today/",
    "d/<uuid:dossier>/",
    "d/<uuid:dossier>/who-looked/",
    "d/<uuid:dossier>/who-looked/csv/",
    "d/<uuid:dossier>/who-looked/fhir/",
    "d/<uuid:dossier>/journal/",
    "d/<uuid:dossier>/journal/<uuid:item>/history/",
    "inbox/",
    "d/<uuid:dossier>/talk/",
    "d/<uuid:dossier>/talk/message/<uuid:item>/",
    "d/<uuid:dossier>/talk/<uuid:item>/history/",
    "calendar/",
    "calendar/feed/<str:token>.ics",
    "d/<uuid:dossier>/calendar/",
    "d/<uuid:dossier>/calendar/week/",
    "d/<uuid:dossier>/calendar/month/",
    "d/<uuid:dossier>/calendar/<uuid:item>/history/",
    "d/<uuid:dossier>/calendar/<uuid:item>/appointment.ics",
    "d/<uuid:dossier>/plan/",
    "d/<uuid:dossier>/plan/history/",
    "d/<uuid:dossier>/plan/goals/<uuid:goal>/",
    "d/<uuid:dossier>/plan/agreements/<uuid:agreement>/",
    "d/<uuid:dossier>/plan/reviews/",
    "d/<uuid:dossier>/plan/reviews/<uuid:review>/",
    "d/<uuid:dossier>/plan/fridge/",
    "d/<uuid:dossier>/plan/fridge.pdf",
    "d/<uuid:dossier>/family/",
    "d/<uuid:dossier>/family/emergency/",
    "d/<uuid:dossier>/take-along/",
    "d/<uuid:dossier>/take-along/progress/",
    "d/<uuid:dossier>/take-along/archive/",
    "d/<uuid:dossier>/table/",
    "d/<uuid:dossier>/table/pulse/",
    "d/<uuid:dossier>/table/seats/<uuid:seat>/",
    "d/<uuid:dossier>/table/circles/",
    "d/<uuid:dossier>/table/circles/<uuid:circle>/",
}
