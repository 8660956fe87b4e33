"""Take a dossier along and bring it along, in a test; and a family in which there is something of everything."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import stream_unzip
from django.conf import settings
from django.utils import timezone

from keukentafel import vault
from keukentafel.access import SeatInSight, Visit
from keukentafel.access.files import files
from keukentafel.dossiers import blobs, items, reading
from keukentafel.dossiers.models import new_id
from keukentafel.exchange import archives, arrivals, bringing, making
from keukentafel.people.models import Person
from keukentafel.rooms.calendar import actions as calendar
from keukentafel.rooms.calendar import proposing
from keukentafel.rooms.calendar.kinds import Appointment, Moment, Proposal
from keukentafel.rooms.family.actions import authority, consent, emergency
from keukentafel.rooms.family.queries import Source
from keukentafel.rooms.journal import actions as journal
from keukentafel.rooms.plan import actions as plan
from keukentafel.rooms.plan.kinds import Agreement, Goal, Review, Standing, Step
from keukentafel.rooms.table.actions import endings
from keukentafel.rooms.talk import actions as talk
from keukentafel.rooms.talk import circles as talks
from keukentafel.rooms.talk.kinds import TEAM, Team
from tests.support.family import Family
from tests.support.house import House

PASSPHRASE = "appel-boot-citroen-deken-eekhoorn-fiets-giraf-hamer"
PICTURE, MORE = b"\xff\xd8\xff\xe0\x00", b"plaatje " * 20_000


def rich(house: House) -> Family:
    """Ann owns, Ben too; Tess of 14 has a circle with guest Eva, and Ann one with guest Gus; Bo and Oma; Piet left."""
    family = Family(house)
    today = timezone.localdate()
    family.seat("Ben", "parent", authority=True, relation="vader", phone="06 1234")
    family.seat("Tess", "youth", born=today - timedelta(days=14 * 366))
    family.seat("Finn", "youth", born=today - timedelta(days=8 * 366), account=False)
    family.seat("Oma", "relative", relation="oma")
    family.seat("Bo", "professional", organisation="Wijkteam", function="mentor")
    family.seat("Piet", "professional")
    family.circle("School", "Bo", "Tess")
    family.personal("Van Tess", "Tess")
    family.guest("Eva", "Van Tess")
    family.personal("Van Ann", "Ann")
    family.guest("Gus", "Van Ann")
    for who, circle in (("Bo", "table"), ("Oma", "family"), ("Bo", "School"), ("Tess", "Van Tess"), ("Ann", "Van Ann")):
        fill(family, who, circle)
    with family.visit("Piet") as visit:
        journal.write(visit, "Dag allemaal", circle=family.table, once=new_id(), happened=visit.now)
    with family.visit("Bo") as visit:
        between = talks.between(visit, [family.seats["Oma"]])
        items.add(visit, TEAM, Team(seats=(family.seats["Piet"],)), circle=family.table)
    with family.visit("Bo") as visit:
        chat(visit, between)
    decide(family)
    family.end("Piet")
    for name in ("Ann", "Oma", "Bo"):
        with family.visit(name, place="journal") as visit:
            reading.feed(visit, "journal.entry")
    return family


def decide(family: Family) -> None:
    """Who has authority (contested), whom School is about, yes and no and what was taken back; an emergency, an ending."""
    school = family.circles["School"]

    def seat(visit: Visit, name: str) -> SeatInSight:
        return visit.seats[family.seats[name]]

    with family.visit("Ann") as visit:
        source = Source(since=date(2020, 2, 29), where="Rechtbank Utrecht, C/16/1")
        authority.record(visit, seat(visit, "Finn"), seat(visit, "Ben"), "court", source)
        consent.is_about(visit, school, seat(visit, "Tess"), yes=True)
        consent.say(visit, school, seat(visit, "Piet"), seat(visit, "Tess"), yes=True)
    with family.visit("Tess") as visit:
        authority.contest(visit, seat(visit, "Tess"), seat(visit, "Ben"), "Dat klopt niet <b>")
        consent.say(visit, school, seat(visit, "Piet"), seat(visit, "Tess"), yes=False)
        consent.say(visit, school, seat(visit, "Bo"), seat(visit, "Tess"), yes=True)
    with family.visit("Ann") as visit:
        gone = family.house.owner.execute(
            "SELECT id FROM consent WHERE subject_id = %s AND given_by_id = %s",
            [family.seats["Piet"], family.seats["Ann"]],
        )
        consent.take_back(visit, gone.fetchone()[0])  # type: ignore[index]
        emergency.turn_on(visit, wait=24, hours=72, seats=[family.seats["Oma"]], circles=[family.family])
        endings.ask(visit)
    with family.visit("Oma") as visit:
        emergency.call(visit, "Ann ligt in het ziekenhuis", once=new_id())


def chat(visit: Visit, circle: UUID) -> None:
    """A conversation with an answer, a question, a sign and changed words."""
    begun = talk.begin(visit, circle, "Zwemmen", "Wie brengt Finn?", once=new_id())
    said = talk.say(visit, begun, "Ik \U0001f697", once=new_id())
    talk.say(visit, begun, "Fijn", once=new_id(), answers=said.id)
    talk.react(visit, said, [], "heart")
    talk.rewrite(visit, said, "Ik breng hem", version=1)


def fill(family: Family, who: str, circle: str) -> None:
    """Something of every kind, with a history, a file, an empty file, and words in many alphabets."""
    there = family.circles[circle]
    with family.visit(who) as visit:
        entry = journal.write(
            visit,
            f"Dit ligt in {circle} <b>é</b> 日本 \N{DANGO}\nregel 2",
            circle=there,
            once=new_id(),
            happened=visit.now,
        )
        said = journal.comment(visit, entry, f"ja {circle}", once=new_id())
        journal.react(visit, entry, [], "heart")
        goal = plan.add_goal(
            visit, Goal(title=f"Doel {circle}", why="Omdat", whose=visit.circles[there].seat), circle=there
        )
        plan.add_step(visit, goal, Step(text="stap"))
        plan.give_standing(visit, goal, Standing(score=3, note="gaat"))
        agreed = plan.agree(
            visit,
            Agreement(what=f"Afspraak {circle}"),
            circle=there,
            goal=goal,
            assignee=visit.circles[there].seat,
            due=visit.now.date(),
        )
        plan.answer(visit, agreed, "kept", note="goed")
        plan.look_back(visit, Review(went_well="fijn", there=(visit.circles[there].seat,)), circle=there, on=visit.now)
        put_in_calendar(visit, there)
        blobs.add(visit, entry, [PICTURE, MORE], name=f"../foto {circle}.jpg", media_type="image/jpeg")
        blobs.add(visit, said, [], name="leeg.txt", media_type="text/plain")
    with family.visit(who) as visit:
        again = reading.one(visit, entry.id)
        items.change(visit, again, again.content.model_copy(update={"text": f"Beter in {circle}"}), version=1)


def put_in_calendar(visit: Visit, circle: UUID) -> None:
    """What repeats, with one that is otherwise, who comes, an answer and a history; and moments to choose from."""
    day, me = visit.now.date(), visit.circles[circle].seat
    weekly = Appointment(what="Thee", day=day, at="15:00", repeats="weekly", times=9, who=(me,), bring="koek")
    one = calendar.make(visit, weekly, circle=circle, once=None)
    calendar.answer(visit, one, "maybe", day)
    moved = Moment(day=day + timedelta(days=8), at="16:30", minutes=45)
    calendar.change_one(visit, one, day + timedelta(days=7), to=moved, why="feest", version=1)
    moments = (Moment(day=day), Moment(day=day, at="09:00", later=True))
    asked = proposing.propose(visit, Proposal(what="Wanneer?", moments=moments), circle=circle, once=None)
    proposing.suits(visit, asked, {proposing.key(moments[0]): "no"})


def take(family: Family, name: str, passphrase: str = PASSPHRASE) -> bytes:
    """The archive that somebody takes along."""
    with family.visit(name, place="take_along") as visit:
        archive = archives.ask(visit, passphrase, "nl")
    assert making.make(family.people[name].pk, family.id, archive)
    with family.visit(name, place="take_along") as visit:
        ready = archives.fetch(visit)
    return b"".join(files().read(ready.stored, ready.key))


def opened(archive: bytes, passphrase: str = PASSPHRASE) -> dict[str, bytes]:
    """Every entry, read by a library for zip."""
    read = stream_unzip.stream_unzip([archive], password=passphrase.encode())
    return {name.decode(): b"".join(content) for name, _, content in read}


def dossier_part(archive: bytes) -> dict[str, bytes]:
    """What must be the same wherever it goes."""
    return {
        name: block for name, block in opened(archive).items() if name.startswith(("keukentafel", "data/", "files/"))
    }


def bring(person: Person, archive: bytes, passphrase: str = PASSPHRASE) -> tuple[UUID | None, str, str]:
    """Bring it along: the dossier, or why not and of what."""
    from keukentafel.vault.files import new_key, new_name

    one, stored, key = new_id(), new_name(), new_key()
    files().write(stored, key, [archive])
    arrivals.keep(person.pk, one, stored, key, len(archive), archives.Secret(passphrase=passphrase, language="nl"))
    dossier = bringing.bring(person.pk, one)
    said = arrivals.latest(person.pk)
    assert said
    return dossier, said.reason, said.detail


def inside(house: House) -> dict[str, int]:
    """How many rows each table has, but for arrivals, the queue, and that something was destroyed."""
    names = [name.strip() for name in house.tables.split(",")]
    left_out = ("procrastinate", "bring_along", "doomed", "gone_file", "tombstone")
    counted = [name for name in names if not name.startswith(left_out)]
    return {name: house.owner.execute(f"SELECT count(*) FROM {name}".encode()).fetchone()[0] for name in counted}  # type: ignore[index]


def on_disk() -> set[str]:
    """The files in the folder."""
    return {path.name for path in Path(settings.FILES_FOLDER).rglob("*") if path.is_file()}


def keys() -> set[bytes]:
    """The ids of all keys in the vault."""
    import sqlite3

    with sqlite3.connect(vault.current()._store.path) as store:
        return {row[0] for row in store.execute("SELECT id FROM data_key")}


@contextmanager
def other_house(house: House, folder: Path) -> Iterator[None]:
    """Another installation: nothing in its database, other keys, another folder."""
    before, place = vault.current(), settings.FILES_FOLDER
    house.empty()
    elsewhere = vault.Vault.in_folder(folder / "keys")
    elsewhere.prepare()
    vault.use(elsewhere)
    settings.FILES_FOLDER = folder / "files"
    try:
        yield
    finally:
        vault.use(before)
        settings.FILES_FOLDER = place


def at_person(family_dossier: UUID, person: Person, place: str = "test") -> Any:
    """Enter a dossier that was brought."""
    from keukentafel.access import enter

    return enter(person.pk, family_dossier, place=place)


def take_again(dossier: UUID, person: Person) -> bytes:
    """The archive of a dossier that was brought, by whoever brought it."""
    with at_person(dossier, person, "take_along") as visit:
        archive = archives.ask(visit, PASSPHRASE, "nl")
    assert making.make(person.pk, dossier, archive)
    with at_person(dossier, person, "take_along") as visit:
        ready = archives.fetch(visit)
    return b"".join(files().read(ready.stored, ready.key))
