"""Whom the bench visits: the dossiers it plants, and sessions of people who sit there."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import psycopg

from keukentafel.access import enter
from keukentafel.dossiers import reading
from keukentafel.site.measuring.planting import plant
from keukentafel.site.measuring.processes import Runner
from keukentafel.site.measuring.rows import Planted
from keukentafel.site.measuring.shapes import CircleShape, SeatShape, Shape, dossier_shape

PAGE_ITEMS = {
    "journal.entry": 60, "journal.comment": 45, "journal.reaction": 30, "plan.goal": 20, "plan.step": 40,
    "plan.standing": 40, "plan.agreement": 60, "plan.outcome": 20, "plan.review": 2, "talk.conversation": 1,
    "talk.message": 60,
}  # fmt: skip
"""A full table: the journal page shows 30 entries, a conversation 30 messages, the plan 20 goals and 60 agreements."""
ALL_OPEN = {"plan.goal": "open", "plan.agreement": "open"}
PAGES = {
    "journal": "/d/{0}/journal/",
    "plan": "/d/{0}/plan/",
    "overview": "/d/{0}/",
    "conversation": "/d/{0}/talk/{1}/",
}
IN_USE = 20
COPY = """
CREATE TABLE IF NOT EXISTS bench_row
  (page text, dossier_id uuid, at timestamptz, id uuid, author text, words text,
   PRIMARY KEY (page, dossier_id, at, id));
GRANT SELECT ON bench_row TO keukentafel_web;
"""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who is signed in and has a dossier before them."""

    dossier: UUID
    cookie: str
    talk: UUID

    def path(self, page: str) -> str:
        """The address of one of ``PAGES``."""
        return PAGES[page].format(self.dossier, self.talk)


def mix(total: int) -> dict[str, int]:
    """A dossier of ``total`` items that has lived mostly in its journal and in one conversation."""
    few = {"plan.goal": 1, "plan.agreement": 2, "talk.conversation": 1}
    comments, reactions, messages = total * 10 // 100, total * 5 // 100, total * 25 // 100
    entries = total - comments - reactions - messages - sum(few.values())
    many = {"journal.entry": entries, "journal.comment": comments, "journal.reaction": reactions}
    return many | few | {"talk.message": messages}


def visitor(subject: Runner, dossier: Planted, seat: int = 0) -> Visitor:
    """Sign in whoever sits on that seat."""
    return Visitor(dossier.id, subject.ask("sign_in", person=str(dossier.people[seat]))["cookie"], dossier.talk)


def full_table(owner_url: str, rng: int = 11) -> Planted:
    """The dossier whose pages are measured."""
    return plant(owner_url, PAGE_ITEMS, rng=rng, weights=[14, 3, 2, 1], states=ALL_OPEN)


def with_two_guests(rng: int) -> Shape:
    """A family with a second personal circle, in which nothing ever lies, and its guest."""
    from random import Random

    shape = dossier_shape(Random(rng))  # noqa: S311  # dice for synthetic families, no secrets
    guest = len(shape.seats)
    seats = (*shape.seats, SeatShape("Sam", "vertrouwenspersoon", "professional", "shared"))
    return replace(shape, seats=seats, circles=(*shape.circles, CircleShape("personal", "Leeg", (0, guest), holder=0)))


def busiest(dossiers: Sequence[Planted]) -> UUID:
    """The account that sits at most tables: a professional with a caseload."""
    return Counter(person for one in dossiers for person in one.people if person).most_common(1)[0][0]


def unsealed_copy(owner_url: str, dossier: Planted) -> dict[str, int]:
    """What each page of the dossier shows, in the clear, for the floor and the bare page; gives the rows a page."""
    shown = _shown(dossier)
    with psycopg.connect(owner_url) as owner:
        owner.execute(COPY)
        with owner.cursor() as cursor:
            for page, rows in shown.items():
                cursor.executemany(
                    "INSERT INTO bench_row VALUES (%s, %s, %s, %s, %s, %s)", [(page, dossier.id, *row) for row in rows]
                )
    return {page: len(rows) for page, rows in shown.items()}


def _shown(dossier: Planted) -> dict[str, list[tuple[Any, ...]]]:
    person = dossier.people[0]
    assert person  # noqa: S101  # the first seat is a parent's
    with enter(person, dossier.id, place="bench") as visit:
        entries = reading.of_kinds(visit, "journal.entry")[:30]
        said = reading.of_kinds(visit, "talk.message")[:30]
        plan = reading.of_kinds(visit, "plan.goal", "plan.agreement")
        return {
            "journal": [_row(visit, item, item.content.text) for item in entries],
            "plan": [_row(visit, item, getattr(item.content, "title", "") or item.content.what) for item in plan],
            "overview": [_row(visit, item, item.content.text) for item in entries],
            "conversation": [_row(visit, item, item.content.text) for item in said],
        }


def _row(visit: Any, item: Any, words: str) -> tuple[Any, ...]:
    return item.happened, item.id, visit.seats[item.author].card.name, words
