"""Aims 1, 2 and 7: what a page costs against the floor and the bare, how often it waits, what the walls add."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import product
from statistics import median

from keukentafel.site.measuring.cast import PAGES, Visitor
from keukentafel.site.measuring.figures import Figure, milliseconds, ratio
from keukentafel.site.measuring.load import load
from keukentafel.site.measuring.processes import Runner, server
from keukentafel.site.measuring.runner import APPLICATIONS
from keukentafel.site.measuring.stage import Database, Sizes
from keukentafel.site.measuring.turns import Turn, in_turns

FLOOR, BARE, TRIPS, OPENING, WALLS = 2.5, 5.0, 8, 5.0, 1.15


@dataclass(frozen=True, slots=True)
class Trio:
    """The site, the floor (b) and the bare page (f), each in its process."""

    subject: Runner
    floor: Runner
    bare: Runner

    def turns(self, visitor: Visitor, page: str) -> dict[str, Turn]:
        """All three serve the same page."""
        small = [f"/{page}/{visitor.dossier}/"]
        return {
            "subject": Turn.of(self.subject, visitor, page),
            "floor": Turn(self.floor, small),
            "bare": Turn(self.bare, small),
        }


def cpu(trio: Trio, visitor: Visitor, sizes: Sizes) -> Iterator[Figure]:
    """Aim 1, first: CPU of the server's process a request."""
    for page in PAGES:
        found = in_turns(trio.turns(visitor, page), rounds=sizes.rounds, requests=sizes.requests)
        rounds = {name: one.told() for name, one in found.items()}
        subject, floor, bare = (found[name] for name in ("subject", "floor", "bare"))
        for name, one in found.items():
            yield Figure(1, f"{page}: CPU of the {name}", milliseconds(one.cpu), "ms")
        yield Figure(1, f"{page}: CPU against the floor (b)", ratio(subject.cpu, floor.cpu), "x", FLOOR, rounds=rounds)
        yield Figure(1, f"{page}: CPU against the bare (f)", ratio(subject.cpu, bare.cpu), "x", BARE)
        if None not in subject.database:
            with_database = ratio(subject.both, floor.both)
            yield Figure(1, f"{page}: the same with the database's CPU, against (b)", with_database, "x")


def throughput(database: Database, visitor: Visitor, sizes: Sizes) -> Iterator[Figure]:
    """Aim 1, second: answers a second of one worker under a small load."""
    rates: dict[str, dict[str, list[float]]] = {page: {name: [] for name in APPLICATIONS} for page in PAGES}
    with ExitStack() as servers:
        ports = {name: servers.enter_context(server(one, database.web_url))[0] for name, one in APPLICATIONS.items()}
        for at in range(sizes.rounds + 1):  # the first one warms up
            for page, (name, port) in product(PAGES, ports.items()):
                path = visitor.path(page) if name == "subject" else f"/{page}/{visitor.dossier}/"
                rate = load(port, [(path, visitor.cookie)], sizes.requests * 2)
                rates[page][name] += [rate] if at else []
    for page, found in rates.items():
        for name in APPLICATIONS:
            yield Figure(
                1, f"{page}: answers a second, {name}", median(found[name]), "/s", rounds={"rates": found[name]}
            )
        yield Figure(1, f"{page}: throughput of (b) against it", ratio(found["floor"], found["subject"]), "x")


def trips(subject: Runner, visitors: dict[int, Visitor]) -> Iterator[Figure]:
    """Aim 2: round trips to the database, the same for small and large dossiers."""
    for page in PAGES:
        counts: dict[str, int] = {}
        for size, visitor in visitors.items():
            subject.ask("run", paths=[visitor.path(page)], times=5, cookie=visitor.cookie)
            counts[str(size)] = subject.ask("trips", path=visitor.path(page), cookie=visitor.cookie)["trips"]
        spread = max(counts.values()) - min(counts.values())
        sizes = ", ".join(f"{size:,}" for size in visitors)
        yield Figure(2, f"{page}: round trips", max(counts.values()), "", TRIPS, rounds=dict(counts))
        yield Figure(2, f"{page}: difference in round trips at {sizes} items", spread, "", 0)


def opening(subject: Runner, visitor: Visitor, sizes: Sizes) -> Iterator[Figure]:
    """Aim 7, first: the share of a page's CPU that goes to opening its blocks."""
    for page in PAGES:
        turn = {"subject": Turn.of(subject, visitor, page)}
        whole = median(in_turns(turn, rounds=sizes.rounds, requests=sizes.requests)["subject"].cpu)
        found = subject.ask("opening", path=visitor.path(page), cookie=visitor.cookie)
        note = f"{found['blocks']} blocks in {found['cpu'] * 1000:.2f} ms"
        yield Figure(7, f"{page}: opening, of the page's CPU", found["cpu"] / whole * 100, "%", OPENING, note)


def walls(subject: Runner, bypassing: Runner, visitor: Visitor, sizes: Sizes) -> Iterator[Figure]:
    """Aim 7, second: the same page and statements for a role that row-level security binds, and one that it doesn't."""
    for page in PAGES:
        turns = {"with": Turn.of(subject, visitor, page), "without": Turn.of(bypassing, visitor, page)}
        found = in_turns(turns, rounds=sizes.rounds, requests=sizes.requests)
        rounds = {name: one.told() for name, one in found.items()}
        name = f"{page}: with row-level security, CPU of server and database"
        yield Figure(7, name, ratio(found["with"].both, found["without"].both), "x", WALLS, rounds=rounds)
