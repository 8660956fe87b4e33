"""The cast for the table: everybody who may meet a page of it."""

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from keukentafel.dossiers.models import new_id
from tests.support.family import Family, person
from tests.support.house import House

LETTER = {"role": "professional", "name": "Nieuw", "address": "Nieuw@Example.org", "organisation": "Jeugdteam",
          "function": "coach", "language": "nl", "words": "Help ons met school."}  # fmt: skip
CAST = ("Ann", "Bob", "Tess", "Oma", "Juf", "Eva", "Weg", "Vreemd", "niemand")


def cast(house: House) -> Family:
    """Ann and Bob own; Tess is 14 and has a circle with guest Eva; Oma is a relative, Juf a professional; Weg left."""
    family = Family(house)
    today = timezone.localdate()
    family.seat("Bob", "parent", authority=True, relation="vader")
    family.seat("Tess", "youth", born=today.replace(year=today.year - 14, day=1))
    family.seat("Kleine", "youth", born=today.replace(year=today.year - 3, day=1), account=False)
    family.seat("Oma", "relative", relation="oma")
    family.seat("Juf", "professional", organisation="De Regenboog", function="leerkracht")
    family.circle("School", "Juf")
    family.personal("van mij", "Tess")
    family.guest("Eva", "van mij", organisation="Jeugdteam")
    family.seat("Weg", "professional")
    family.end("Weg")
    family.people["Vreemd"] = person("Vreemd")
    return family


def browser(family: Family, name: str) -> Client:
    """A browser of one of the cast; of nobody, one that has not signed in."""
    return Client() if name == "niemand" else family.client(name)


def log(house: House) -> list[tuple[str, str | None]]:
    """The access log, as the database owner sees it: action and kind of circle, in order."""
    return [
        (row[0], row[1])
        for row in house.owner.execute(
            "SELECT e.action, c.kind FROM access_event e LEFT JOIN circle c ON c.id = e.circle_id ORDER BY e.id"
        ).fetchall()
    ]


def write(family: Family, who: str = "Ann", **more: str) -> int:
    """A letter that invites somebody; the status of the answer."""
    form = {"once": str(new_id())} | LETTER | more
    return family.client(who).post(reverse("table:letter_new", args=[family.id]), form).status_code
