"""A kind of the tests' own, so that the walls can be tried before and apart from any room."""

from pydantic import Field

from keukentafel.dossiers import kinds
from keukentafel.dossiers.kinds import Content, Kind


class Note(Content):
    """A few words."""

    text: str = Field(max_length=200)


NOTE = Kind(
    name="walls.note",
    label="note",
    content=Note,
    under=frozenset({"", "walls.note"}),
    states=("open", "done"),
    steps={"open": frozenset({"done"}), "done": frozenset({"open"})},
    movers=frozenset({"author", "holder", "assignee"}),
)


def register() -> None:
    """Add it to the map, once."""
    kinds.register(NOTE)
