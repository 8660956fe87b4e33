"""A fixed cast around conversations, and how a test talks."""

from typing import Any
from uuid import UUID

from keukentafel.dossiers.models import new_id
from keukentafel.rooms.talk import actions, circles, queries
from tests.support.family import Family, person, years_old
from tests.support.house import House


class Talks(Family):
    """Owner, relative, a youth with a circle of their own, two professionals, an ended seat, a guest, a stranger."""

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.seat("Tom", "parent", authority=True)
        self.seat("Opa", "relative", relation="grootvader")
        self.seat("Tess", "youth", born=years_old(14))
        self.seat("Bo", "professional", function="mentor", organisation="De Esdoorn")
        self.seat("Els", "professional", function="wijkteam", organisation="Gemeente")
        self.seat("Max", "professional")
        self.end("Max")
        self.personal("Van mij", "Tess")
        self.guest("Gus", "Van mij")
        self.people["Zed"] = person("Zed")

    def between(self, name: str, *others: str) -> UUID:
        """The circle of somebody with others."""
        with self.visit(name) as visit:
            return circles.between(visit, [self.seats[other] for other in others])

    def begin(self, name: str, circle: UUID, text: str = "Hoe gaat het?", subject: str = "") -> UUID:
        """A conversation."""
        with self.visit(name) as visit:
            return actions.begin(visit, circle, subject, text, once=new_id()).id

    def say(self, name: str, conversation: UUID, text: str = "Goed", **more: Any) -> UUID:
        """A message."""
        with self.visit(name) as visit:
            top = queries.conversation(visit, conversation)
            return actions.say(visit, top, text, once=new_id(), **more).id

    def messages(self, name: str, conversation: UUID) -> list[str]:
        """What somebody reads there, oldest first."""
        with self.visit(name) as visit:
            return [one.content.text for one in queries.page(visit, conversation, None).messages]

    def unread(self, name: str) -> dict[UUID, int]:
        """How many are unread for somebody, by conversation."""
        with self.visit(name) as visit:
            return {line.item.id: line.unread for line in queries.conversations(visit, None)[0]}

    def at(self, item: object = "", page: str = "") -> str:
        """An address of the room."""
        return f"/d/{self.id}/talk/" + (f"{item}/" if item else "") + (f"{page}/" if page else "")
