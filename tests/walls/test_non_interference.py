"""What somebody may not see leaves no trace: with it and without it, every page answers them the same, byte for byte.

The story is told twice with the same ids and the same clock (``tale.py``), and the same person asks every address.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from keukentafel.access import doorway
from keukentafel.access.rows import fetch
from keukentafel.dossiers.models import new_id
from tests.support.house import House
from tests.walls.asked import Asked, noted
from tests.walls.evened import evened
from tests.walls.snapshot import Snapshot
from tests.walls.tale import ACTORS, Tale, afterwards, stopped
from tests.walls.test_every_address import ROWS

LOOKED = [row for row in ROWS if row.method == "GET" and "/exit/" not in row.address]
EXTRA = (
    "/d/{d}/journal/{moved}/",
    "/d/{d}/journal/{entry_hers}/",
    "/d/{d}/plan/goals/{goal_hers}/",
    "/d/{d}/table/circles/{circle_hers}/",
    "/d/{d}/who-looked/?seat={seat_Tess}",
    "/d/{d}/plan/fridge/?chosen=1&circle={circle_own}",
    "/d/{d}/journal/",
    "/d/{d}/who-looked/",
    "/d/{d}/who-looked/?sort=look&since=2020-01-01&until=2099-12-31",
    "/d/{d}/who-looked/csv/",
    "/d/{d}/who-looked/fhir/",
    "/d/{d}/",
    "/today/",
)
"""Asked after all the others: what those left behind is told here."""


@dataclass(frozen=True)
class Answer:
    """What came back; ``statements``: what was asked of the database, and how many rows each gave."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    statements: tuple[Asked, ...]


@dataclass
class Story:
    """The whole story, kept so that it need not be told again; ``known``: all ids by name."""

    house: House
    start: datetime
    whole: Tale
    known: dict[str, Any]
    kept: Snapshot

    def both(self, who: str, listener: str) -> tuple[dict[str, object], dict[str, object]]:
        """What somebody gets after the whole story, and after the one as told to ``listener``."""
        with stopped(self.start) as (ids, clock):
            self.kept.restore()
            afterwards(ids, clock)
            with_it = dict(answers(self.whole, who, self.known))
        with stopped(self.start) as (ids, clock):
            less = Tale(self.house, ids, clock, listener, self.known)
            less.tell()
            assert set(less.named) < set(self.whole.named), "nothing was left out"
            afterwards(ids, clock)
            return with_it, dict(answers(less, who, self.known))


@pytest.fixture(scope="module")
def story(whole_house: House, django_db_blocker: DjangoDbBlocker) -> Iterator[Story]:
    """The whole of it."""
    start = timezone.now().replace(microsecond=0) - timedelta(days=20)
    with django_db_blocker.unblock():
        with stopped(start) as (ids, clock):
            whole = Tale(whole_house, ids, clock, None, {"entry_hers": UUID(int=0), "entry_table": UUID(int=0)})
            whole.tell()
        kept = Snapshot(whole_house, [])
        yield Story(whole_house, start, whole, {"gone": new_id(), "token_never": "never"} | whole.named, kept)
        kept.forget()
        whole_house.leave()


@pytest.mark.parametrize("who", ACTORS)
def test_what_is_hidden_leaves_no_trace(story: Story, who: str) -> None:
    with_it, without_it = story.both(who, who)
    assert len(with_it) > 80
    assert [path for path in with_it if with_it[path] != without_it[path]] == []


def test_a_trace_is_found(story: Story) -> None:
    """The same comparison, on somebody who may see what was left out."""
    with_it, without_it = story.both("Tess", "Ann")
    traces = {path.split()[1] for path in with_it if with_it[path] != without_it[path]}
    assert {"/d/{d}/journal/", "/d/{d}/plan/", "/d/{d}/table/circles/", "/d/{d}/journal/{entry_own}/"} <= traces


def test_one_row_more_is_found_though_the_page_is_the_same(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a page read what it then leaves out: the work tells what the answer does not."""
    real = doorway._close
    with stopped(story.start) as (ids, clock):
        story.kept.restore()
        afterwards(ids, clock)
        client = Client()
        client.force_login(story.whole.people["Ann"])
        page = f"/d/{story.known['d']}/journal/"
        ask(client, page)
        same = [evened(ask(client, page))[3] for _ in range(2)]
        monkeypatch.setattr(doorway, "_close", lambda visit: (fetch("SELECT generate_series(1, %s)", [2]), real(visit)))
        two = evened(ask(client, page))
        monkeypatch.setattr(doorway, "_close", lambda visit: (fetch("SELECT generate_series(1, %s)", [3]), real(visit)))
        three = evened(ask(client, page))
    assert same[0] == same[1]
    assert two[:3] == three[:3]
    assert two[3] != three[3]


def answers(tale: Tale, who: str, known: dict[str, Any]) -> Iterator[tuple[str, object]]:
    """Every page as this person gets it, evened out."""
    client = Client()
    client.force_login(tale.people[who.split(" as ", maxsplit=1)[0]])
    if " as " in who:
        looked_at = known[f"seat_{who.split(' as ')[1]}"]
        assert client.post(f"/d/{known['d']}/table/seats/{looked_at}/view-as/").status_code == 303
    for number, address in enumerate([*(row.address for row in LOOKED), *EXTRA]):
        path = address.format(**known)
        if " as " in who and not path.startswith("/d/"):
            continue  # outside of the dossier one looks with one's own eyes
        yield f"{number} {address}", evened(ask(client, path))


def ask(client: Client, path: str) -> Answer:
    """One page."""
    with noted() as asked:
        response = client.get(path)
        body = bytes(response.getvalue())
    assert int(response.headers.get("Content-Length", len(body))) == len(body)
    cookies = tuple((f"cookie {name}", "") for name in sorted(response.cookies))
    headers = (*sorted(response.headers.items()), *cookies)
    return Answer(response.status_code, headers, body, tuple(asked))
