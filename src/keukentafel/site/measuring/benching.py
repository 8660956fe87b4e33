"""The whole bench, in order."""

from collections.abc import Callable, Iterator

from keukentafel.site.measuring import growth, live, pages, weight
from keukentafel.site.measuring.cast import (
    IN_USE,
    Visitor,
    busiest,
    full_table,
    mix,
    unsealed_copy,
    visitor,
    with_two_guests,
)
from keukentafel.site.measuring.figures import Figure
from keukentafel.site.measuring.planting import plant, seed
from keukentafel.site.measuring.processes import Runner
from keukentafel.site.measuring.rows import Planted
from keukentafel.site.measuring.stage import Database, Sizes, settle

AVERAGE = 50
"""Items a dossier, of the many."""
Say = Callable[[str], None]


def bench(small: Database, copied: Callable[[], Database], sizes: Sizes, say: Say) -> Iterator[Figure]:
    """Yield every figure as soon as it is known. ``say`` hears what is going on."""
    say(f"planting {sizes.small:,} items")
    many = seed(small.owner_url, dossiers=max(sizes.small // AVERAGE, IN_USE), items=sizes.small, rng=1)
    table = full_table(small.owner_url)
    unsealed_copy(small.owner_url, table)
    settle(small.owner_url)
    with Runner("subject", small.web_url) as subject:
        me = visitor(subject, table)
        in_use = [visitor(subject, one) for one in many[:IN_USE]]
        caseload = subject.ask("sign_in", person=str(busiest(many)))["cookie"]
    say(f"planting {sizes.foreign:,} foreign items, and a dossier with {sizes.dossier:,}")
    large = copied()
    dossiers = _more(large, sizes)
    settle(large.owner_url)
    with Runner("subject", large.web_url) as subject, Runner("subject", small.web_url) as in_small:
        yield from _pages(large, subject, me, sizes, say)
        yield from _growth(large, [subject, in_small], dossiers, in_use, caseload, sizes, say)
        say(f"{sizes.streams:,} open streams")
        yield from live.live(large, subject, many, sizes)
    say("memory of a worker")
    yield from weight.worker(large, me, sizes)


def _more(large: Database, sizes: Sizes) -> dict[int, Planted]:
    """The foreign items, and dossiers of growing size: nearly all at the table, one in a thousand with a guest."""
    seed(large.owner_url, dossiers=max(sizes.foreign // AVERAGE, 1), items=sizes.foreign, rng=2)
    shape = with_two_guests(3)
    shares = {10: [1], 100: [0, 0, 0, 1], 1_000: [1], sizes.dossier: [999, 0, 0, 1]}
    return {
        size: plant(large.owner_url, mix(size), rng=size, weights=share, shape=shape) for size, share in shares.items()
    }


def _pages(large: Database, subject: Runner, me: Visitor, sizes: Sizes, say: Say) -> Iterator[Figure]:
    with Runner("floor", large.web_url) as floor, Runner("bare", large.web_url) as bare:
        say("CPU of the pages, in turns with the floor and the bare")
        yield from pages.cpu(pages.Trio(subject, floor, bare), me, sizes)
    say("answers a second, in turns")
    yield from pages.throughput(large, me, sizes)
    say("opening, and row-level security")
    yield from pages.opening(subject, me, sizes)
    with Runner("subject", large.bypass_url) as bypassing:
        yield from pages.walls(subject, bypassing, me, sizes)
    say("what goes over the line")
    yield from weight.weight(subject, me)


def _growth(
    large: Database,
    runners: list[Runner],
    dossiers: dict[int, Planted],
    in_use: list[Visitor],
    caseload: str,
    sizes: Sizes,
    say: Say,
) -> Iterator[Figure]:
    subject, in_small = runners
    say("round trips")
    owners = {size: visitor(subject, one) for size, one in dossiers.items()}
    yield from pages.trips(subject, {size: one for size, one in owners.items() if size != 100})
    say("growth of a dossier")
    grown = [_grown(large, subject, dossiers[size], owners[size], size) for size in (100, sizes.dossier)]
    yield from growth.dossier(subject, grown[0], grown[1], sizes)
    say("growth of the installation")
    yield from growth.installation(in_small, subject, in_use, sizes)
    yield from growth.overview(in_small, subject, caseload, sizes)


def _grown(large: Database, subject: Runner, dossier: Planted, owner: Visitor, size: int) -> growth.Grown:
    guest = len(dossier.seats) - 2
    below = (size * 56 // 100) - 31 if size <= 100 else size * 45 // 100
    return growth.Grown(
        owner=owner,
        guest=visitor(subject, dossier, guest),
        stranger=visitor(subject, dossier, guest + 1),
        deep=growth.deep_page(large.owner_url, dossier.id, dossier.circles, below),
    )
