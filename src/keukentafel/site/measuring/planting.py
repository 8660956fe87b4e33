"""Plant synthetic dossiers: many by ``seed``, or one with exactly so many items of each kind by ``plant``."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from random import Random
from typing import Self
from uuid import UUID

from django.utils import timezone

from keukentafel import vault
from keukentafel.dossiers.models import new_id
from keukentafel.people.fields import bound, sealed_address
from keukentafel.site.measuring import rows
from keukentafel.site.measuring.copying import behind_the_walls, block, copy
from keukentafel.site.measuring.planned import Planned, planned_items
from keukentafel.site.measuring.recipes import RECIPES, packed_contents, recipe_counts, shares
from keukentafel.site.measuring.rows import Planted
from keukentafel.site.measuring.shapes import Shape, dossier_shape

CHUNK = 20_000
"""Items a transaction. Their items are written mixed, as they would have come in over the year."""
CASELOAD = 15
HAPPENED = itemgetter(8)
NOBODY_SIGNS_IN = "!"  # what Django keeps for an account without a password
MOST = 1000
"""Dossiers a transaction."""
Told = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Draft:
    """A dossier with its ids and the items it will have."""

    dossier: Planted
    items: Sequence[Planned]


def seed(owner_url: str, *, dossiers: int, items: int, rng: int, told: Told = lambda _: None) -> list[Planted]:
    """Plant ``dossiers`` with ``items`` in all. The structure follows from ``rng``; ids and keys are always new.

    ``told`` hears how many items were written since the last time. Raises ``copying.NotAllowed``.
    """
    dice = Random(rng)  # noqa: S311  # dice for synthetic families, no secrets
    contents = packed_contents(list(RECIPES), dice)
    sizes = list(shares(items, dict.fromkeys(map(str, range(dossiers)), 1)).values())
    helpers = [new_id() for _ in range(max(4, dossiers // CASELOAD))]
    now = timezone.now()
    planted: list[Planted] = []
    new: Sequence[UUID] = helpers
    step = max(1, min(MOST, CHUNK * dossiers // max(items, 1)))
    with _Writer(owner_url, told) as writer:
        for start in range(0, dossiers, step):
            drafts = [_draft(dice, size, helpers) for size in sizes[start : start + step]]
            own = [one for draft in drafts for one in _own(draft.dossier)]
            writer.write(blocks(drafts, [*new, *own], contents, now))
            planted += [draft.dossier for draft in drafts]
            new = ()
    return planted


def plant(
    owner_url: str,
    counts: Mapping[str, int],
    *,
    rng: int = 1,
    weights: Sequence[int] | None = None,
    shape: Shape | None = None,
    states: Mapping[str, str] | None = None,
) -> Planted:
    """Plant one dossier with exactly ``counts`` items by kind.

    ``weights``: how its items are shared out over its circles (all at the table if not given); ``states``: the
    state that all items of a kind have. Raises ``copying.NotAllowed``.
    """
    dice = Random(rng)  # noqa: S311  # dice for synthetic families, no secrets
    family = shape or dossier_shape(dice)
    dossier = rows.with_ids(family, _accounts(family, (), dice))
    fixed = states or {}
    planned = planned_items(family, counts, weights or [1], dice)
    draft = Draft(dossier, [item._replace(state=fixed.get(item.kind, item.state)) for item in planned])
    new = [one for one in dossier.people if one]
    with _Writer(owner_url) as writer:
        writer.write(blocks([draft], new, packed_contents(list(counts), dice), timezone.now()))
    return dossier


def blocks(
    drafts: Sequence[Draft], people: Iterable[UUID], contents: dict[str, list[bytes]], now: datetime
) -> dict[str, bytes]:
    """Dossiers with all that belongs to them, and new accounts: a block for COPY by table. Makes their keys."""
    keys = [key for draft in drafts for key in (draft.dossier.id, *draft.dossier.personal)]
    people = list(people)
    vault.current().create(*keys, *people)
    both = [(draft.dossier, draft.dossier.ring()) for draft in drafts]
    items = [
        row
        for (one, ring), d in zip(both, drafts, strict=True)
        for row in rows.item_rows(one, ring, d.items, contents, now)
    ]
    items.sort(key=HAPPENED)
    return {
        "person": block("person", (_person(one, now) for one in people)),
        "dossier": block("dossier", (rows.dossier_row(one, ring, now) for one, ring in both)),
        "seat": block("seat", (row for one, ring in both for row in rows.seat_rows(one, ring, now))),
        "circle": block("circle", (row for one, ring in both for row in rows.circle_rows(one, ring, now))),
        "log_head": block("log_head", (row for one, _ in both for row in rows.head_rows(one))),
        "circle_seat": block("circle_seat", (row for one, _ in both for row in rows.sitting_rows(one, now))),
        "presence": block("presence", (row for one, _ in both for row in rows.presence_rows(one, now))),
        "item": block("item", items),
    }


class _Writer:
    """Writes blocks in a thread, one transaction each, while the next ones are sealed: both cores have work."""

    def __init__(self, owner_url: str, told: Told = lambda _: None) -> None:
        self._url = owner_url
        self._told = told
        self._thread = ThreadPoolExecutor(1)
        self._last: Future[int] | None = None

    def __enter__(self) -> Self:
        with behind_the_walls(self._url):  # what is missing is said before anything is made
            return self

    def write(self, made: dict[str, bytes]) -> None:
        self._wait()
        self._last = self._thread.submit(self._write, made)

    def _write(self, made: dict[str, bytes]) -> int:
        with behind_the_walls(self._url) as owner:
            return [copy(owner, table, rows) for table, rows in made.items()][-1]

    def _wait(self) -> None:
        if self._last:
            self._told(self._last.result())

    def __exit__(self, *problem: object) -> None:
        with self._thread:
            self._wait()


def _draft(dice: Random, size: int, helpers: Sequence[UUID]) -> Draft:
    shape = dossier_shape(dice)
    weights = [circle.weight for circle in shape.circles]
    items = planned_items(shape, recipe_counts(size), weights, dice)
    return Draft(rows.with_ids(shape, _accounts(shape, helpers, dice)), items)


def _accounts(shape: Shape, helpers: Sequence[UUID], dice: Random) -> tuple[UUID | None, ...]:
    """An account for each seat that has one; nobody sits twice at a table."""
    shared = iter(dice.sample(helpers, min(len(helpers), len(shape.seats))))
    return tuple(
        None if seat.account == "none" else new_id() if seat.account == "own" else next(shared, None) or new_id()
        for seat in shape.seats
    )


def _own(dossier: Planted) -> list[UUID]:
    pairs = zip(dossier.people, dossier.shape.seats, strict=True)
    return [person for person, seat in pairs if person and seat.account == "own"]


def _person(person: UUID, now: datetime) -> tuple[object, ...]:
    house, address = vault.current(), f"{person.hex}@example.org"
    name = house.seal_text("Synthetisch", bound("person.name", person.bytes, address), person)
    password = house.seal_text(NOBODY_SIGNS_IN, bound("person.password", person.bytes, address), person)
    return person, sealed_address("person.email", person.bytes, address, person), name, "nl", True, now, password
