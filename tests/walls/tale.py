"""The same story told twice: with and without what somebody may not see, with the same ids and the same clock."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone
from uuid_utils.compat import uuid7

from keukentafel.access import enter
from keukentafel.access.visit import Visit
from keukentafel.dossiers import items, reading
from keukentafel.dossiers.models import new_id
from keukentafel.people.models import Person
from keukentafel.rooms.journal import actions as journal
from keukentafel.rooms.requests import actions as requests
from keukentafel.rooms.table.actions import answers, circles, endings, letters, seats
from keukentafel.rooms.table.kinds import ASK, Ask
from keukentafel.rooms.table.letters import Letter, token
from keukentafel.rooms.talk import circles as talks
from keukentafel.rooms.talk.kinds import TEAM, Team
from keukentafel.vault import Vault
from tests.support import family as families
from tests.support import files
from tests.support.family import Family
from tests.support.house import House
from tests.walls import house_of_pages
from tests.walls.house_of_pages import fill, talk_in

MAKERS = (uuid7, new_id)
"""What makes ids; replaced wherever the house has imported it."""
TABLE = {"Ann", "Ben", "Tess", "Oma", "Bo", "Kim", "Ann as Bo"}
SCHOOL = {"Ann", "Ben", "Tess", "Bo", "Ann as Bo"}
FAMILY = {"Ann", "Ben", "Tess", "Oma"}
OWN = {"Tess", "Eva"}
HERS = {"Ann"}
CHOSEN = {"Ann", "Ben", "Bo", "Kim", "Ann as Bo"}
"""Bo and Kim talk apart; the owners read along."""
EVERYBODY = TABLE | OWN
"""All but Zed, who sits elsewhere."""
ACTORS = ("Ann", "Ben", "Tess", "Oma", "Bo", "Kim", "Eva", "Zed", "Ann as Bo")
WORDS = {"table": TABLE, "family": FAMILY, "school": SCHOOL, "own": OWN, "hers": HERS}
"""Who sees what lies in a circle."""


class Ids:
    """Ids that follow from the step of the story in which they are made, in the order in which they are."""

    def __init__(self) -> None:
        self.begin(0, "")

    def begin(self, number: int, name: str) -> None:
        """The next step."""
        self._number, self._name, self._count = number, name, 0

    def __call__(self) -> UUID:
        """One that looks like a UUIDv7."""
        self._count += 1
        marked = sha256(f"{self._name} {self._count}".encode()).digest()[:8]
        head = (0x0190_0000_0000 + self._number).to_bytes(6, "big") + (0x7000 + self._count).to_bytes(2, "big")
        return UUID(bytes=head + bytes([0x80 | marked[0] & 0x3F]) + marked[1:])


class Tale:
    """Told for ``listener``: what they may not see is left out, unless it is told to None: then it is told whole."""

    def __init__(self, house: House, ids: Ids, clock: "Clock", listener: str | None, known: dict[str, Any]) -> None:
        self.house, self.ids, self.clock, self.listener, self.known = house, ids, clock, listener, known
        self.named: dict[str, Any] = {}
        self.family: Family
        house.empty()
        self.people = {name: self._person(name) for name in (*EVERYBODY - {"Ann as Bo"}, "Piet", "Zed")}

    def step(
        self, name: str, sees: set[str], act: Callable[[], object], otherwise: Callable[[], object] | None = None
    ) -> None:
        """One thing that happens, an hour after the one before; ``otherwise``: as it is for those who don't see it."""
        self.clock.hour()
        self.ids.begin(self.clock.hours, name)
        if self._told_to(sees):
            act()
        elif otherwise:
            otherwise()

    def _told_to(self, sees: set[str]) -> bool:
        return self.listener is None or self.listener in sees

    def tell(self) -> None:
        """All of it; ``named`` has the ids by the names that the table of addresses uses."""
        self.ids.begin(0, "next door")
        Family(self.house, "Zed", founded_by=self.people["Zed"])
        self.step("found", EVERYBODY, self._found)
        self._seat_all()
        self._open_circles()
        for circle, writer in (("table", "Bo"), ("family", "Oma"), ("school", "Bo"), ("own", "Tess"), ("hers", "Ann")):
            self.step(f"fill {circle}", WORDS[circle], lambda c=circle, w=writer: self._fill(c, w))  # type: ignore[misc]
        self.step("talk apart", CHOSEN, lambda: self._as("Bo", self._talk_apart))
        self.step("fill chosen", CHOSEN, self._talk_in_chosen)
        self.step("share an inbox", TABLE, lambda: self._as("Bo", self._share))
        self._write_and_read()
        if self.named:
            self.named |= {f"seat_{name}": seat for name, seat in self.family.seats.items()}

    def _found(self) -> None:
        self.family = Family(self.house, "Ann", founded_by=self.people["Ann"])
        self.named |= {"d": self.family.id, "circle_table": self.family.table, "circle_family": self.family.family}

    def _seat_all(self) -> None:
        today = timezone.localdate()
        for name, role, more in (
            ("Tess", "youth", {"born": today - timedelta(days=14 * 366)}),
            ("Ben", "parent", {"authority": True}),
            ("Finn", "youth", {"born": today - timedelta(days=8 * 366), "account": False}),
            ("Oma", "relative", {}),
            ("Bo", "professional", {"organisation": "Wijkteam"}),
            ("Kim", "network", {}),
            ("Piet", "professional", {}),
        ):
            who = self.people.get(name)
            sees = EVERYBODY if name == "Tess" else TABLE
            self.step(f"seat {name}", sees, lambda n=name, r=role, w=who, m=more: self.family.seat(n, r, who=w, **m))  # type: ignore[misc]
        self.step("Piet leaves", TABLE, lambda: self._as("Ann", lambda v: seats.end(v, v.seats[self._seat("Piet")])))

    def _open_circles(self) -> None:
        self.step("make school", SCHOOL | FAMILY, lambda: self._as("Ann", self._make_school))
        self.step("make own", OWN, lambda: self._as("Tess", lambda v: self._make_own(v, "own")))
        self.step("make hers", HERS, lambda: self._as("Ann", lambda v: self._make_own(v, "hers")))
        self.step("ask Eva", OWN, lambda: self._as("Tess", lambda v: self._letter(v, "eva", "own", "eva@example.org")))
        self.step("Eva comes", OWN, lambda: self._accept("Eva", "eva"))

    def _write_and_read(self) -> None:
        """Letters, a request, looks of everybody, and what goes from the table into a circle of one's own."""
        self.step(
            "letter", FAMILY, lambda: self._as("Ann", lambda v: self._letter(v, "table", "table", "a@example.org"))
        )
        self.step(
            "own letter", {"Tess"}, lambda: self._as("Tess", lambda v: self._letter(v, "own", "own", "b@example.org"))
        )
        self.step("ending", TABLE, self._ending)
        self.step("request", TABLE, lambda: self._as("Bo", lambda v: self._request(v, "table")))
        self.step("family request", FAMILY, lambda: self._as("Oma", lambda v: self._request(v, "family")))
        self.step("own request", OWN, lambda: self._as("Eva", lambda v: self._request(v, "own")))
        self.step("ask", TABLE, lambda: self._as("Bo", self._ask))
        for name, sees in (("Tess", EVERYBODY), ("Ann", TABLE), ("Eva", OWN), ("Kim", TABLE), ("Bo", TABLE)):
            for page in ("", "journal/", "plan/fridge/"):
                self.step(f"{name} looks at {page}", sees, lambda n=name, p=page: self._look(n, p))  # type: ignore[misc]
        self.step("Tess writes", EVERYBODY, lambda: self._as("Tess", self._write_at_table))
        throws = (lambda: self._as("Tess", self._throw_away)) if self._told_to(TABLE) else None
        self.step("Tess hides", OWN, lambda: self._as("Tess", self._hide), throws)
        self.step("Tess knocks", EVERYBODY, lambda: self._look("Tess", f"journal/{self._any('entry_hers')}/"))
        self.step("Eva knocks", OWN, lambda: self._look("Eva", f"journal/{self._any('entry_table')}/"))
        self.step("Tess changes", OWN, lambda: self._as("Tess", self._change_own))
        self.step("Ann hers", HERS, lambda: self._as("Ann", self._change_hers))

    def _fill(self, circle: str, writer: str) -> None:
        with self._visit(writer) as visit:
            made = fill(visit, self.family.circles[circle])
        self.named |= {f"{name}_{circle}": one for name, one in made.items()}

    def _talk_apart(self, visit: Visit) -> None:
        self._circle("chosen", talks.between(visit, [self._seat("Kim")]))

    def _talk_in_chosen(self) -> None:
        with self._visit("Bo") as visit:
            made = talk_in(visit, self.family.circles["chosen"])
        self.named |= {f"{name}_chosen": one for name, one in made.items()}

    def _share(self, visit: Visit) -> None:
        self.named["team"] = items.add(visit, TEAM, Team(seats=(self._seat("Kim"),)), circle=self.family.table).id

    def _make_school(self, visit: Visit) -> None:
        there = [self.family.seats[name] for name in ("Bo", "Tess")]
        self._circle("school", circles.make_named(visit, "school", there))

    def _make_own(self, visit: Visit, name: str) -> None:
        self._circle(name, circles.make_personal(visit, name))

    def _circle(self, name: str, circle: UUID) -> None:
        self.family.circles[name] = self.named[f"circle_{name}"] = circle

    def _letter(self, visit: Visit, name: str, circle: str, address: str) -> None:
        chair = letters.Chair(circle=self.family.circles[circle], role="professional")
        # PostgreSQL's own clock goes on: by that, too, the letter is still good
        good_until = visit.now + timedelta(days=60)
        made = letters.put(visit, Letter(name="Noor", address=address), chair, expires=good_until)
        self.named |= {f"letter_{name}": made, f"token_{name}": token(made, 1)}

    def _accept(self, name: str, letter: str) -> None:
        opened = answers.accept(self.people[name], self.named[f"token_{letter}"], name=name)
        assert opened
        seat = self.house.owner.execute("SELECT id FROM seat WHERE person_id = %s", [self.people[name].pk]).fetchone()
        assert seat
        self.family.seats[name] = seat[0]

    def _ask(self, visit: Visit) -> None:
        self.named["ask"] = items.add(visit, ASK, Ask(name="Jan"), circle=self.family.table).id

    def _ending(self) -> None:
        """Asked for by one owner; the family reads so in its log. The moment is PostgreSQL's own: here the story's."""
        self._as("Ann", endings.ask)
        now = timezone.now()
        row = self.house.owner.execute(
            "UPDATE ending SET asked = %s, due = %s RETURNING id", [now, now + timedelta(days=60)]
        ).fetchone()
        assert row
        self.named["ending_table"] = row[0]

    def _request(self, visit: Visit, circle: str) -> None:
        made = requests.ask(visit, "restrict", "not so", circle=self.family.circles[circle])
        self.named[f"request_{circle}"] = made.id

    def _write_at_table(self, visit: Visit) -> None:
        made = journal.write(visit, "for a moment", circle=self.family.table, once=UUID(int=7))
        self.named["moved"] = made.id

    def _hide(self, visit: Visit) -> None:
        journal.move(visit, reading.one(visit, self.named["moved"]), self.family.circles["own"])

    def _throw_away(self, visit: Visit) -> None:
        journal.delete(visit, reading.one(visit, self.named["moved"]))

    def _change_own(self, visit: Visit) -> None:
        journal.rewrite(visit, reading.one(visit, self.named["entry_own"]), "other words", version=1)
        journal.delete(visit, reading.one(visit, self.named["comment_own"]))

    def _change_hers(self, visit: Visit) -> None:
        journal.rewrite(visit, reading.one(visit, self.named["entry_hers"]), "other words", version=1)

    def _any(self, name: str) -> Any:
        """The id of something that is there, or would be if the story were told whole."""
        return self.named.get(name) or self.known[name]

    def _seat(self, name: str) -> UUID:
        return self.family.seats[name]

    def _as(self, name: str, act: Callable[[Visit], object]) -> None:
        with self._visit(name) as visit:
            act(visit)

    def _visit(self, name: str) -> Any:
        return enter(self.people[name].pk, self.family.id, place="table")

    def _look(self, name: str, page: str) -> None:
        client = Client()
        client.force_login(self.people[name])
        client.get(f"/d/{self.family.id}/{page}")

    def _person(self, name: str) -> Person:
        known = UUID(bytes=sha256(name.encode()).digest()[:16])
        return Person.objects.create_user(f"{name.lower()}@example.org", None, name=name, id=known)


class Clock:
    """Stands still until it is told to move."""

    def __init__(self, start: datetime) -> None:
        self.start, self.hours = start, 0

    def hour(self) -> None:
        """An hour later."""
        self.hours += 1

    def __call__(self) -> datetime:
        """The time it is in the story."""
        return self.start + timedelta(hours=self.hours)


@contextmanager
def stopped(start: datetime) -> Iterator[tuple[Ids, Clock]]:
    """Ids and time are those of the story."""
    ids, clock = Ids(), Clock(start)
    with pytest.MonkeyPatch.context() as patch:
        for name, module in list(sys.modules.items()):
            if name.startswith("keukentafel.") or module in (families, files):
                for imported in [one for one, what in vars(module).items() if what in MAKERS]:
                    patch.setattr(module, imported, ids)
        patch.setattr(house_of_pages, "uuid4", ids)
        patch.setattr(timezone, "now", clock)
        patch.setattr(Vault, "create", ensure_all)
        yield ids, clock


def afterwards(ids: Ids, clock: Clock) -> None:
    """When the story has been told."""
    ids.begin(10_000, "afterwards")
    clock.hours = 10 * 24


made: set[UUID] = set()
real_create = Vault.create


def ensure_all(vault: Vault, *keys: UUID) -> None:
    """Told again, the story has its keys already."""
    for key in keys:
        if key not in made:
            made.add(key)
            real_create(vault, key)
