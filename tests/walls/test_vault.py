"""The third wall: what is not yours does not even decrypt, and what lies on the disk tells nobody anything."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from keukentafel import vault
from keukentafel.access import Refused
from keukentafel.access.cards import bound_circle, bound_cover, bound_seat
from keukentafel.dossiers.opened import bound
from keukentafel.vault import NotLent, Ring, Unreadable
from tests.walls.kinds import NOTE
from tests.walls.scene import Scene

KEYS = {
    "Ann": {"table", "family", "school"},
    "Ben": {"table", "family", "school"},
    "Tess": {"table", "family", "school", "tess"},
    "Oma": {"table", "family"},
    "Bo": {"table", "school"},
    "Kim": {"table"},
    "Eva": {"tess"},
}


@pytest.mark.parametrize("who", KEYS)
def test_a_key_is_lent_for_open_circles_alone(scene: Scene, who: str) -> None:
    with scene.one.visit(who) as visit:
        assert lent(visit.ring) == {scene.one.id} | {scene.one.circles[name] for name in KEYS[who]}


def test_through_anothers_eyes_one_has_anothers_keys(scene: Scene) -> None:
    with scene.one.visit("Ann", eyes=scene.one.seats["Tess"]) as visit:
        assert lent(visit.ring) == {scene.one.id} | {scene.one.circles[name] for name in ("table", "family", "school")}
    with pytest.raises(Refused), scene.one.visit("Ann", eyes=scene.one.seats["Eva"]):
        pass


def lent(ring: Ring) -> set[UUID]:
    """The scopes that a ring opens."""
    return set(ring._ciphers)


def test_an_owner_with_the_block_in_hand_can_not_open_a_personal_circle(scene: Scene) -> None:
    """As if both other walls had fallen."""
    place = next(place for place in places(scene) if place.name == "item tess")
    with scene.one.visit("Ann") as visit:
        with pytest.raises(NotLent):
            visit.ring.open(place.scope, place.bound, place.block)
        for scope in lent(visit.ring):
            with pytest.raises(Unreadable):
                visit.ring.open(scope, place.bound, place.block)
    with scene.one.visit("Tess") as visit:
        assert b"again tess" in visit.ring.open(place.scope, place.bound, place.block)


@dataclass(frozen=True)
class Place:
    """A sealed block, and where it belongs."""

    name: str
    scope: UUID
    bound: bytes
    block: bytes


def places(scene: Scene) -> list[Place]:
    """Every sealed block of both families."""
    return [*_items(scene), *_covers(scene)]


def _items(scene: Scene) -> Iterator[Place]:
    owner, names = scene.house.owner, {item: name for name, item in scene.items.items()}
    for row in owner.execute("SELECT id, dossier_id, circle_id, kind, version, sealed FROM item").fetchall():
        yield Place(f"item {names[row[0]]}", row[2], bound(row[1], row[0], row[3], row[4]), row[5])
    for row in owner.execute("SELECT item_id, dossier_id, circle_id, version, sealed FROM item_version").fetchall():
        yield Place(f"version of {names[row[0]]}", row[2], bound(row[1], row[0], NOTE.name, row[3]), row[4])


def _covers(scene: Scene) -> Iterator[Place]:
    owner = scene.house.owner
    for row in owner.execute("SELECT id, sealed FROM dossier").fetchall():
        yield Place("cover", row[0], bound_cover(row[0]), row[1])
    for row in owner.execute("SELECT dossier_id, id, sealed FROM seat").fetchall():
        yield Place("seat", row[0], bound_seat(row[0], row[1]), row[2])
    for row in owner.execute("SELECT dossier_id, id, sealed FROM circle").fetchall():
        yield Place("circle", row[1], bound_circle(row[0], row[1]), row[2])


def every_key(scene: Scene) -> Ring:
    """All keys of both families on one ring: only the binding keeps blocks in their places."""
    ciphers: dict[UUID, Any] = {}
    for family in (scene.one, scene.next_door):
        personal = [circle for name, circle in family.circles.items() if name in ("tess", "zed")]
        shared = [circle for circle in family.circles.values() if circle not in personal]
        ciphers |= vault.current().lend(family.id, shared=shared, personal=personal)._ciphers
    return Ring(ciphers)


def test_a_block_opens_in_its_own_place_alone(scene: Scene) -> None:
    """Swapped between items, versions, seats, circles and dossiers, with every key at hand: never."""
    ring, all_of_them = every_key(scene), places(scene)
    assert len(all_of_them) > 40
    for here in all_of_them:
        for block in all_of_them:
            if here is block:
                assert ring.open(here.scope, here.bound, block.block)
            else:
                with pytest.raises(Unreadable):
                    ring.open(here.scope, here.bound, block.block)


def test_a_block_does_not_open_as_another_kind_version_or_after_a_change(scene: Scene) -> None:
    ring, one = every_key(scene), scene.one
    place = next(place for place in places(scene) if place.name == "item table")
    item, block = scene.items["table"], bytearray(place.block)
    for wrong in (
        bound(one.id, item, "walls.other", 2),
        bound(one.id, item, NOTE.name, 3),
        bound(item, one.id, NOTE.name, 2),
    ):
        with pytest.raises(Unreadable):
            ring.open(place.scope, wrong, place.block)
    for position in range(len(block)):
        changed = bytes(block[:position]) + bytes([block[position] ^ 1]) + bytes(block[position + 1 :])
        with pytest.raises(Unreadable):
            ring.open(place.scope, place.bound, changed)


def test_a_destroyed_key_opens_nothing_again(scene: Scene) -> None:
    """Of a circle made for it, so that the scene stays whole."""
    from keukentafel.dossiers.models import new_id

    dossier, circle = new_id(), new_id()
    vault.current().create(dossier, circle)
    block = vault.current().lend(dossier, shared=(), personal=[circle]).seal(circle, b"x", b"words")
    vault.current().destroy(circle)
    with pytest.raises(vault.NoKey):
        vault.current().lend(dossier, shared=(), personal=[circle]).open(circle, b"x", block)
