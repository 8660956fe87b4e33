"""A fixed cast around one journal, and how a test looks at its pages."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from bs4 import BeautifulSoup
from django.test import Client

from keukentafel.dossiers.models import new_id
from keukentafel.rooms.journal import actions, queries
from keukentafel.rooms.journal.kinds import Sign
from tests.support.family import Family, person
from tests.support.house import House


class Cast(Family):
    """Owner, relative, professional in a circle and one outside it, guest, ended seat, stranger."""

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.seat("Opa", "relative", relation="grootvader")
        self.seat("Bo", "professional", function="mentor", organisation="De Esdoorn")
        self.seat("Eva", "professional", function="wijkteam", organisation="Gemeente")
        self.circle("School", "Bo")
        self.personal("Van mij", "Ann")
        self.guest("Gus", "Van mij")
        self.seat("Max", "professional")
        self.end("Max")
        self.people["Zed"] = person("Zed")
        self.items = {
            "T": self.write("Bo", "table"),
            "S": self.write("Bo", "School"),
            "P": self.write("Ann", "Van mij"),
            "F": self.write("Opa", "family"),
        }
        self.missing = new_id()

    def write(self, name: str, circle: str, text: str = "Zo ging het", days: int = 0) -> UUID:
        with self.visit(name) as visit:
            happened = visit.now - timedelta(days=days)
            return actions.write(visit, text, circle=self.circles[circle], once=new_id(), happened=happened).id

    def comment(self, name: str, entry: UUID, text: str = "Fijn") -> UUID:
        with self.visit(name) as visit:
            return actions.comment(visit, queries.entry(visit, entry), text, once=new_id()).id

    def react(self, name: str, entry: UUID, sign: Sign | None) -> None:
        with self.visit(name) as visit:
            one = queries.entry(visit, entry)
            actions.react(visit, one, queries.whole(visit, one)[0], sign)

    def at(self, item: object = "", page: str = "") -> str:
        return f"/d/{self.id}/journal/" + (f"{item}/" if item else "") + (f"{page}/" if page else "")


def status(client: Client, address: str, data: dict[str, str] | None = None) -> int:
    """The status of an answer; with data it is a form that was sent."""
    answer = client.get(address) if data is None else client.post(address, data)
    return answer.status_code


def soup(answer: Any) -> Any:
    """The page of an answer, read."""
    return BeautifulSoup(answer.content, "lxml")
