"""A small room for tests of pages that look across rooms: notes, tasks with a day, and signs that nobody is told of."""

from typing import Literal

from keukentafel.dossiers import kinds, rooms
from keukentafel.dossiers.kinds import Content, Kind


class Note(Content):
    """A note."""

    text: str


class Task(Content):
    """Something to do."""

    what: str


class Sign(Content):
    """A thumb."""

    sign: Literal["thumb"] = "thumb"


NOTE = Kind(name="notes.note", label="Note", content=Note)
TASK = Kind(
    name="notes.task", label="Task", content=Task, states=("open", "done"),
    steps={"open": frozenset({"done"})}, movers=frozenset({"assignee"}),
)  # fmt: skip
SIGN = Kind(name="notes.sign", label="Sign", content=Sign, told=False)


def furnish() -> None:
    """Declare the room (again and again: it stays one)."""
    kinds.register(NOTE, TASK, SIGN)
    rooms.register(rooms.Room("notes", "Notes", "journal", entry="overview:today", order=90))
