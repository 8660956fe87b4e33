"""The registry of kinds: the map of what a dossier can hold. Rooms declare, everybody else asks."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from pydantic import BaseModel, ConfigDict

from keukentafel.dossiers.words import KEPT

EVERYONE = frozenset({"parent", "youth", "relative", "network", "professional"})
SPEAKING = ("title", "what", "text", "name", "words", "note", "went_well")
"""Names of fields that say by themselves what an item is."""
ANYTHING = "*"
"""In ``under``: it may hang under whatever there is, but its own sort."""
Upgrade = Callable[[dict[str, Any]], dict[str, Any]]


class Content(BaseModel):
    """Base of what is sealed in an item: every field typed and bounded, unknown fields refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True)
class Kind:
    """One sort of item.

    ``adds``: roles that may add it. ``under``: kinds it may hang under (empty: it stands alone; ``ANYTHING``: all).
    ``states``: allowed states, the first is where it starts. ``steps``: from state -> to states.
    ``movers``: who may take a step: any of author, holder, assignee, anyone (in the circle).
    ``upgrades``: for each earlier schema version, how its fields become those of the next one.
    ``fhir``, ``ical``: what it is in other people's formats; ``fridge``: whether it is printed.
    ``told``: whether "what is new" tells of it; ``tells``: a short text for that, of its content (else its title or
    first words); ``page``: name of the address of one item (arguments dossier and item); without one it is
    read on the page of what it hangs under, else behind the room's door.
    ``contests``: states in which the card of its author says that something about them is contested.
    """

    name: str
    label: str | Promise
    content: type[Content]
    adds: frozenset[str] = EVERYONE
    under: frozenset[str] = frozenset()
    states: tuple[str, ...] = ("",)
    steps: Mapping[str, frozenset[str]] = field(default_factory=dict)
    movers: frozenset[str] = frozenset({"author", "holder"})
    schema: int = 1
    upgrades: Mapping[int, Upgrade] = field(default_factory=dict)
    icon: str = ""
    fhir: str = ""
    ical: str = ""
    fridge: bool = False
    told: bool = True
    tells: Callable[[Any], str] | None = None
    page: str = ""
    contests: frozenset[str] = frozenset()

    def hangs(self, above: str | None) -> bool:
        """Whether it may hang under an item of that kind, or stand alone (None)."""
        if above is None:
            return not self.under or "" in self.under
        return above in self.under or (ANYTHING in self.under and above != self.name)

    def headline(self, content: Content) -> str:
        """A short text for lists; empty when the kind's own name says it all."""
        if self.tells:
            return self.tells(content)
        return next((str(getattr(content, name)) for name in SPEAKING if getattr(content, name, "")), "")

    def pack(self, content: Content) -> bytes:
        """The bytes to seal: the schema version and the fields."""
        return b'{"v":%d,"c":%s}' % (self.schema, content.model_dump_json(exclude_defaults=True).encode())

    def unpack(self, block: bytes) -> Content:
        """Read bytes of this or an earlier schema version."""
        start = b'{"v":%d,"c":' % self.schema
        if block.startswith(start):
            return self.content.model_validate_json(block[len(start) : -1], context=KEPT)
        stored = json.loads(block)
        fields: dict[str, Any] = stored["c"]
        for version in range(stored["v"], self.schema):
            fields = self.upgrades[version](fields)
        return self.content.model_validate(fields, context=KEPT)


_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Add kinds to the map (each room does so when the site starts)."""
    for kind in kinds:
        if _kinds.setdefault(kind.name, kind) != kind:
            raise ValueError(f"two kinds named {kind.name}")


def kind_named(name: str) -> Kind:
    """The kind of that name. Raises ``KeyError``."""
    return _kinds[name]


def pages_above(kind: Kind) -> list[str]:
    """The pages of what it may hang under, as far as that is said."""
    return [page for name in sorted(kind.under) if name in _kinds and (page := _kinds[name].page)]


def all_kinds() -> list[Kind]:
    """Every kind, by name."""
    return [_kinds[name] for name in sorted(_kinds)]
