"""Aims 3 and 4: what it costs that there is more: in the dossier itself, and elsewhere in the installation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

import psycopg

from keukentafel.dossiers.reading import Mark
from keukentafel.site.measuring.cast import Visitor
from keukentafel.site.measuring.figures import Figure, ratio
from keukentafel.site.measuring.processes import Runner
from keukentafel.site.measuring.stage import Sizes
from keukentafel.site.measuring.turns import Rounds, Turn, in_turns

DOSSIER, INSTALLATION, OVERVIEW = 1.3, 1.2, 1.2
DEEP = """
SELECT happened, id FROM item WHERE dossier_id = %s AND kind = 'journal.entry' AND circle_id = ANY(%s)
 ORDER BY happened DESC, id DESC OFFSET %s LIMIT 1
"""
HALL = "/today/"


@dataclass(frozen=True, slots=True)
class Grown:
    """One dossier as its owner sees it, and two guests: who sees one item in a thousand, and who sees none."""

    owner: Visitor
    guest: Visitor
    stranger: Visitor
    deep: str


def deep_page(owner_url: str, dossier: UUID, circles: Sequence[UUID], below: int) -> str:
    """The address of the journal's page that starts below that many entries."""
    with psycopg.connect(owner_url) as owner:
        row = owner.execute(DEEP, [dossier, list(circles), below]).fetchone()
    assert row  # noqa: S101  # the dossier was planted with more entries than that
    return f"/d/{dossier}/journal/?before={str(Mark(*row)).replace('+', '%2B')}"


def dossier(subject: Runner, small: Grown, large: Grown, sizes: Sizes) -> Iterator[Figure]:
    """Aim 3, first: a dossier of 100 items against a large one."""

    def turns(of: Grown) -> dict[str, Turn]:
        return {
            "first page": Turn.of(subject, of.owner, "journal"),
            "deep page": Turn(subject, [of.deep], of.owner.cookie),
            "overview": Turn.of(subject, of.owner, "overview"),
            "conversation": Turn.of(subject, of.owner, "conversation"),
            "guest who sees 0.1 %": Turn.of(subject, of.guest, "journal"),
            "guest who sees 0 %": Turn.of(subject, of.stranger, "journal"),
        }

    few, many = turns(small), turns(large)
    for name in few:
        yield _grown(3, f"100 to {sizes.dossier:,} items in a dossier: {name}", few[name], many[name], sizes, DOSSIER)


def installation(small: Runner, large: Runner, in_use: Sequence[Visitor], sizes: Sizes) -> Iterator[Figure]:
    """Aim 3, second: the same dossiers in use, in an installation with few and with many others."""
    name = f"{sizes.small:,} to {sizes.small + sizes.foreign + sizes.dossier:,} items in the installation"
    for page in ("journal", "overview"):
        for visitor in in_use[1:]:  # one process serves many: all of them are warm in both
            for runner in (small, large):
                runner.ask("run", paths=[visitor.path(page)], times=3, cookie=visitor.cookie)
        found: list[tuple[Rounds, Rounds]] = []
        for visitor in in_use:
            pair = {"few": Turn.of(small, visitor, page), "many": Turn.of(large, visitor, page)}
            made = in_turns(pair, rounds=2, requests=max(sizes.requests // 6, 5))
            found.append((made["few"], made["many"]))
        few = [value for one, _ in found for value in one.both]
        many = [value for _, one in found for value in one.both]
        walls = ratio([w for _, one in found for w in one.wall], [w for one, _ in found for w in one.wall])
        yield Figure(3, f"{name}: {page}", ratio(many, few), "x", INSTALLATION, f"time: {walls:.2f} x")


def overview(small: Runner, large: Runner, cookie: str, sizes: Sizes) -> Iterator[Figure]:
    """Aim 4: what is unread over all of somebody's tables, with many foreign messages added."""
    name = f"unread over all tables, {sizes.foreign:,} foreign items added"
    yield _grown(4, name, Turn(small, [HALL], cookie), Turn(large, [HALL], cookie), sizes, OVERVIEW)


def _grown(aim: int, name: str, few: Turn, many: Turn, sizes: Sizes, limit: float) -> Figure:
    found = in_turns({"few": few, "many": many}, rounds=sizes.rounds, requests=sizes.requests // 2)
    walls = ratio(found["many"].wall, found["few"].wall)
    rounds = {side: one.told() for side, one in found.items()}
    return Figure(aim, name, ratio(found["many"].both, found["few"].both), "x", limit, f"time: {walls:.2f} x", rounds)
