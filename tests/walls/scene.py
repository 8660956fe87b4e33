"""A family with everything that a wall must hold back, and a second one next door."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from keukentafel.dossiers import blobs, items, reading
from keukentafel.dossiers.models import new_id
from keukentafel.exchange import archives
from keukentafel.people.models import Person
from keukentafel.rooms.table.actions import endings
from tests.support.family import Family, person, years_old
from tests.support.house import House
from tests.walls.kinds import NOTE, Note, register


@dataclass
class Scene:
    """``one`` is the family under test, ``next_door`` another; ids by name."""

    house: House
    one: Family
    next_door: Family
    stranger: Person
    items: dict[str, UUID] = field(default_factory=dict)
    letters: dict[str, UUID] = field(default_factory=dict)
    gone: UUID = field(default_factory=new_id)
    ending: UUID = field(default_factory=new_id)

    def person(self, name: str) -> UUID:
        """The account of somebody in the scene."""
        if name == "Vreemd":
            return self.stranger.pk
        return (self.one if name in self.one.people else self.next_door).people[name].pk

    def names(self) -> dict[str, Any]:
        """Everything by a name that a statement of an attack can use: ``%(seat_Bo)s``, ``%(item_school)s`` ..."""
        found: dict[str, Any] = {"one": self.one.id, "zed": self.next_door.id, "gone": self.gone, "ending": self.ending}
        for family, mark in ((self.one, ""), (self.next_door, "zed_")):
            found |= {f"{mark}seat_{name}": seat for name, seat in family.seats.items()}
            found |= {f"{mark}circle_{name}": circle for name, circle in family.circles.items()}
            found |= {f"person_{name}": who.pk for name, who in family.people.items()}
        found |= {f"item_{name}": item for name, item in self.items.items()}
        found |= {f"letter_{name}": letter for name, letter in self.letters.items()}
        return found | {f"new{number}": new_id() for number in range(4)}


def build(house: House) -> Scene:
    """Plant the scene: two parents in two homes, a girl of 14 with a circle of her own and a guest in it."""
    register()
    scene = Scene(house, _in_two_homes(house), _next_door(house), person("Vreemd"))
    for name, author, circle in PLANTED:
        plant_item(scene, name, author, circle)
    change_all(scene)
    hand_over(scene)
    for name, circle, inviter in (("table", "table", "Ann"), ("tess", "tess", "Tess")):
        plant_letter(scene, name, circle, inviter)
    plant_grants(scene)
    plant_archives(scene)
    scene.one.end("Piet")
    with scene.one.visit("Ann") as visit:
        endings.ask(visit)
    found = house.owner.execute("SELECT id FROM ending").fetchone()
    house.owner.execute("INSERT INTO tombstone VALUES (%s, 'circle', now())", [scene.gone])
    scene.ending = UUID(str(found[0])) if found else scene.ending
    return scene


def _in_two_homes(house: House) -> Family:
    one = Family(house, "Ann")
    one.seat("Ben", "parent", authority=True)
    one.seat("Tess", "youth", born=years_old(14))
    one.seat("Finn", "youth", born=years_old(8), account=False)
    one.seat("Oma", "relative")
    one.seat("Bo", "professional", organisation="Wijkteam")
    one.seat("Kim", "network")
    one.seat("Piet", "professional")
    one.circle("school", "Bo", "Tess")
    one.circle("removed", "Bo", "Tess")
    house.owner.execute("DELETE FROM circle_seat WHERE circle_id = %s", [one.circles["removed"]])
    house.owner.execute("DELETE FROM circle WHERE id = %s", [one.circles.pop("removed")])
    one.personal("tess", "Tess")
    one.guest("Eva", "tess")
    return one


def _next_door(house: House) -> Family:
    zed = Family(house, "Zed")
    zed.seat("Yun", "professional")
    zed.personal("zed", "Zed")
    return zed


PLANTED = (
    ("table", "Bo", "table"),
    ("ann", "Ann", "table"),
    ("family", "Oma", "family"),
    ("school", "Bo", "school"),
    ("tess", "Tess", "tess"),
    ("eva", "Eva", "tess"),
    ("zed", "Zed", "table"),
)


def plant_item(scene: Scene, name: str, author: str, circle: str) -> None:
    """Add a note through the real door, with a note under it."""
    family = scene.next_door if author in scene.next_door.seats else scene.one
    with family.visit(author) as visit:
        there = family.circles[circle]
        top = items.add(visit, NOTE, Note(text=f"note {name}"), circle=there, assignee=visit.circles[there].seat)
        blobs.add(visit, top, [b"a file"], name=f"file {name}", media_type="text/plain")
        under = items.add(visit, NOTE, Note(text=f"under {name}"), circle=there, parent=top)
    scene.items |= {name: top.id, f"{name}_under": under.id}


def change_all(scene: Scene) -> None:
    """Every note gets a second version, so that there is a history."""
    for name, author, _ in PLANTED:
        family = scene.next_door if author in scene.next_door.seats else scene.one
        with family.visit(author) as visit:
            items.change(visit, reading.one(visit, scene.items[name]), Note(text=f"again {name}"), version=1)
            reading.feed(visit, NOTE.name)


def hand_over(scene: Scene) -> None:
    """Bo hands something to Tess."""
    one = scene.one
    with one.visit("Bo") as visit:
        note = Note(text="for Tess")
        made = items.add(visit, NOTE, note, circle=one.circles["school"], assignee=one.seats["Tess"])
    scene.items["handed"] = made.id


ARRIVAL = (
    "INSERT INTO bring_along (id, person_id, state, reason, detail, created, expires, size, file, sealed)"
    " VALUES (%s, %s, 'reading', '', '', now(), now() + interval '1 day', 1, %s, 'sealed')"
)


def plant_archives(scene: Scene) -> None:
    """Ann and Piet take something along; Ann brings something along."""
    for name in ("Ann", "Piet"):
        with scene.one.visit(name) as visit:
            archives.ask(visit, "a passphrase", "nl")
    scene.house.owner.execute(ARRIVAL, [new_id(), scene.person("Ann"), new_id().hex])
    for name in ("Ann", "Piet"):  # a notice that waits for somebody who sits there, and for who has left meanwhile
        scene.house.owner.execute(NOTICE, [new_id(), scene.person(name), scene.one.id, scene.items["table"]])
        scene.house.owner.execute(NOTICE_LINK, [new_id().bytes, scene.person(name), scene.one.id, scene.items["table"]])


NOTICE = (
    "INSERT INTO notice_waiting (id, person_id, dossier_id, item, reminders, since, due, mail, turn)"
    " VALUES (%s, %s, %s, %s, '[]', now(), now(), false, 1)"
)
NOTICE_LINK = (
    "INSERT INTO notice_link (token_hash, person_id, dossier_id, item, expires)"
    " VALUES (%s, %s, %s, %s, now() + interval '1 day')"
)
LETTER = (
    "INSERT INTO invitation (id, dossier_id, circle_id, inviter_id, circles, role, authority, token_hash, address_hash,"
    " state, sent, expires, times_sent, sealed) VALUES"
    " (%s, %s, %s, %s, '[]', 'professional', false, %s, %s, 'sent', now(), now() + interval '72 hours', 1, %s)"
)


def plant_letter(scene: Scene, name: str, circle: str, inviter: str) -> None:
    """Plant an invitation behind the walls."""
    letter, one = new_id(), scene.one
    scene.house.owner.execute(
        LETTER, [letter, one.id, one.circles[circle], one.seats[inviter], letter.bytes, b"address", b"sealed"]
    )
    scene.letters[name] = letter


GRANTS = """
INSERT INTO age_round VALUES (%(d)s, now()::date - 1);
INSERT INTO age_notice (dossier_id, about_id, seat_id, band, days, at) VALUES (%(d)s, %(Tess)s, %(Ann)s, 16, 30, now());
INSERT INTO circle_about (circle_id, seat_id, dossier_id, by_id, at) VALUES (%(school)s, %(Tess)s, %(d)s, %(Tess)s, now());
INSERT INTO consent (id, dossier_id, about_id, given_by_id, purpose, circle_id, subject_id, for_band, yes, text_version, given)
  VALUES (%(yes)s, %(d)s, %(Tess)s, %(Tess)s, 'professional', %(school)s, %(Bo)s, 12, true, 1, now()),
         (%(no)s, %(d)s, %(Tess)s, %(Tess)s, 'professional', %(school)s, %(Bo)s, 12, false, 1, now());
INSERT INTO owner_once (seat_id, dossier_id, until) VALUES (%(Oma)s, %(d)s, now() - interval '1 year');
INSERT INTO emergency VALUES (%(d)s, %(Ann)s, now(), 24, 72);
INSERT INTO emergency_seat VALUES (%(Kim)s, %(d)s);
INSERT INTO emergency_circle VALUES (%(family)s, %(d)s, %(Ann)s);
INSERT INTO emergency_call (id, dossier_id, seat_id, asked, may_open, closes, sealed)
  VALUES (%(call)s, %(d)s, %(Kim)s, now() - interval '2 days', now() - interval '1 day', now() + interval '1 day', 'x');
"""


def plant_grants(scene: Scene) -> None:
    """Who may what: Tess said yes and no to Bo, and Kim may open an emergency."""
    one = scene.one
    known = {"d": one.id, "yes": new_id(), "no": new_id(), "call": new_id(), **one.seats, **one.circles}
    for statement in GRANTS.split(";"):
        if statement.strip():
            scene.house.owner.execute(statement.encode(), known)
    scene.items |= {"call": known["call"], "yes": known["yes"]}
