"""A family with something of every sort in every circle, made by the rooms' own actions; and a way back."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.test import Client
from django.utils import timezone

from keukentafel.access import Visit
from keukentafel.dossiers import items
from keukentafel.dossiers.models import new_id
from keukentafel.rooms.calendar import actions as calendar
from keukentafel.rooms.calendar import proposing
from keukentafel.rooms.calendar.kinds import Appointment, Moment, Proposal
from keukentafel.rooms.family import queries
from keukentafel.rooms.family.actions import authority, emergency
from keukentafel.rooms.journal import actions as journal
from keukentafel.rooms.meetings import actions as meetings
from keukentafel.rooms.meetings import queries as meeting_queries
from keukentafel.rooms.meetings.kinds import Meeting, Point
from keukentafel.rooms.plan import actions as plan
from keukentafel.rooms.plan.kinds import Agreement, Goal, Review, Standing, Step
from keukentafel.rooms.requests import actions as requests
from keukentafel.rooms.table.actions import endings, letters
from keukentafel.rooms.table.kinds import ASK, Ask
from keukentafel.rooms.table.letters import Letter, token
from keukentafel.rooms.talk import actions as talk
from keukentafel.rooms.talk import circles as talks
from keukentafel.rooms.talk.kinds import TEAM, Team
from tests.support.family import Family
from tests.support.files import jpeg, planted
from tests.support.house import House
from tests.walls.snapshot import Snapshot

CAST = ("Ann", "Ben", "Tess", "Oma", "Bo", "Kim", "Eva", "Piet", "Zed", "Ann as Bo", "nobody")
"""Two owners, a girl of 14 with a circle of her own, a relative, a professional, somebody of the network, the guest of
the girl's circle, a professional who left, an owner next door, an owner looking through a professional's eyes, and
somebody who has not signed in."""
WRITERS = {"table": "Bo", "family": "Oma", "school": "Bo", "own": "Tess"}
"""Who wrote everything that lies in a circle."""
PHOTO = jpeg(64, 48)
"""The same one everywhere: it is made of noise, another each time."""


@dataclass
class Pages:
    """``ids``: everything by the name that an address in the table uses; ``browsers``: one for each of the cast."""

    house: House
    family: Family
    next_door: Family
    ids: dict[str, Any] = field(default_factory=dict)
    browsers: dict[str, Client] = field(default_factory=dict)
    kept: Snapshot | None = None

    def restore(self) -> None:
        """As it was when everything had been made."""
        assert self.kept
        self.kept.restore()


def make_pages(house: House) -> Pages:
    """The family, next door, and a browser for everybody."""
    family, next_door = Family(house, "Ann"), Family(house, "Zed")
    seat_everybody(family)
    pages = Pages(house, family, next_door)
    pages.ids |= {"d": family.id, "gone": new_id()}
    pages.ids |= {f"seat_{name}": seat for name, seat in family.seats.items()}
    pages.ids |= {f"circle_{name}": circle for name, circle in family.circles.items()}
    for circle, writer in WRITERS.items():
        with family.visit(writer) as visit:
            pages.ids |= {f"{name}_{circle}": made for name, made in fill(visit, family.circles[circle]).items()}
    talk_apart(pages)
    write_letters(pages)
    with family.visit("Ann") as visit:
        endings.ask(visit)
    pages.ids["ending_table"] = waiting(house)
    plant_grants(pages)
    ask_about_data(pages)
    family.end("Piet")
    for name in CAST:
        pages.browsers[name] = browser(pages, name)
    # a sign of life is written once in a few minutes, and counts as a statement: not while thousands of pages are asked
    house.owner.execute("UPDATE person_session SET used = now() + interval '1 day'")
    pages.kept = Snapshot(house, [family.id, family.circles["own"]])
    return pages


def seat_everybody(family: Family) -> None:
    """The cast, in their circles."""
    today = timezone.localdate()
    family.seat("Ben", "parent", authority=True)
    family.seat("Tess", "youth", born=today - timedelta(days=14 * 366))
    family.seat("Finn", "youth", born=today - timedelta(days=8 * 366), account=False)
    family.seat("Oma", "relative")
    family.seat("Bo", "professional", organisation="Wijkteam")
    family.seat("Kim", "network")
    family.seat("Piet", "professional")
    family.circle("school", "Bo", "Tess")
    family.personal("own", "Tess")
    family.guest("Eva", "own")


def fill(visit: Visit, circle: UUID) -> dict[str, UUID]:
    """One thing of every sort."""
    entry = journal.write(visit, "an entry", circle=circle, once=uuid4())
    said = journal.comment(visit, entry, "a comment", once=uuid4())
    journal.react(visit, entry, [], "thumb")
    goal = plan.add_goal(visit, Goal(title="a goal"), circle=circle)
    step = plan.add_step(visit, goal, Step(text="a step"))
    standing = plan.give_standing(visit, goal, Standing(score=3))
    agreed = plan.agree(visit, Agreement(what="an agreement"), circle=circle, assignee=visit.circles[circle].seat)
    review = plan.look_back(visit, Review(next="on"), circle=circle, on=visit.now)
    date = calendar.make(
        visit, Appointment(what="a date", day=visit.now.date(), repeats="weekly"), circle=circle, once=uuid4()
    )
    days = tuple(Moment(day=visit.now.date() + timedelta(days=n)) for n in (3, 4))
    moments = proposing.propose(visit, Proposal(what="moments", moments=days), circle=circle, once=uuid4())
    around = fill_meetings(visit, circle) | {"date": date.id, "moments": moments.id}
    file, scrap = planted(visit, circle, "foto.jpg", PHOTO), planted(visit, circle, "brief.txt", b"hallo")
    around |= {"file": file.id, "scrap": scrap.id}
    made = {"entry": entry, "comment": said, "goal": goal, "step": step, "part": standing, "agreement": agreed}
    return {name: one.id for name, one in made.items()} | {"review": review.id} | around | talk_in(visit, circle)


def talk_in(visit: Visit, circle: UUID) -> dict[str, UUID]:
    """A conversation with a message."""
    begun = talk.begin(visit, circle, "a subject", "first words", once=uuid4())
    said = talk.say(visit, begun, "a message", once=uuid4())
    talk.react(visit, said, [], "thumb")
    return {"talk": begun.id, "message": said.id}


def talk_apart(pages: Pages) -> None:
    """Bo talks with Kim, where the owners read along; and asks to share an inbox."""
    family = pages.family
    with family.visit("Bo") as visit:
        found = talks.between(visit, [family.seats["Kim"]])
        asked = items.add(visit, TEAM, Team(seats=(family.seats["Kim"],)), circle=family.table)
    with family.visit("Bo") as visit:
        pages.ids |= {f"{name}_chosen": made for name, made in talk_in(visit, found).items()}
    pages.ids |= {"circle_chosen": found, "team": asked.id}


def fill_meetings(visit: Visit, circle: UUID) -> dict[str, UUID]:
    """A meeting to come, with a point and what came of it; and one that was, with minutes and the family's own word."""
    made: dict[str, UUID] = {}
    for name in ("meeting", "held"):
        content = Meeting(occasion="tuning", title="a meeting")
        made[name] = meetings.plan(visit, content, circle=circle, at=visit.now, chair=None, once=uuid4()).id
    found = meeting_queries.whole(visit, made["meeting"])
    made["point"] = meetings.add_point(visit, found.meeting, Point(question="a question")).id
    point = meeting_queries.whole(visit, made["meeting"]).point(made["point"])
    made["result"] = meetings.decide(visit, point, "talked", words="said", once=uuid4()).id
    meetings.bring(visit, meeting_queries.whole(visit, made["held"]).meeting, "held")
    minutes = meetings.write_minutes(visit, meeting_queries.whole(visit, made["held"]), "minutes")
    if visit.seat.family_side:
        made["word"] = meetings.add_own_word(visit, minutes, "own words", once=uuid4()).id
    return made


def waiting(house: House) -> UUID:
    """What Ann asked, and Ben may answer."""
    row = house.owner.execute("SELECT id FROM ending").fetchone()
    assert row
    return UUID(str(row[0]))


def write_letters(pages: Pages) -> None:
    """A letter of the table and one of the personal circle; a question to the family."""
    family = pages.family
    for circle, writer in (("table", "Ann"), ("own", "Tess")):
        with family.visit(writer) as visit:
            chair = letters.Chair(circle=family.circles[circle], role="professional")
            letter = Letter(name="Noor", address=f"{circle}@example.org")
            pages.ids[f"letter_{circle}"] = letters.put(visit, letter, chair)
        pages.ids[f"token_{circle}"] = token(pages.ids[f"letter_{circle}"], 1)
    pages.ids["token_never"] = token(pages.ids["gone"], 1)
    with family.visit("Bo") as visit:
        asked = items.add(visit, ASK, Ask(name="Jan"), circle=family.table)
        pages.ids["ask"] = asked.id


def ask_about_data(pages: Pages) -> None:
    """A request in each circle, by somebody whom another one there can answer."""
    for circle, who in (("table", "Bo"), ("family", "Oma"), ("own", "Eva")):
        with pages.family.visit(who) as visit:
            made = requests.ask(visit, "correct", "not so", circle=pages.family.circles[circle])
            pages.ids[f"request_{circle}"] = made.id


def browser(pages: Pages, name: str) -> Client:
    """A browser in which that person has signed in."""
    client = Client()
    if name == "nobody":
        return client
    who = pages.next_door.people[name] if name == "Zed" else pages.family.people[name.split(" as ", maxsplit=1)[0]]
    client.force_login(who)
    if " as " in name:
        looked_at = pages.family.seats[name.split(" as ")[1]]
        assert client.post(f"/d/{pages.family.id}/table/seats/{looked_at}/view-as/").status_code == 303
    return client


def plant_grants(pages: Pages) -> None:
    """The school circle is about Tess, who said yes to Bo; Ben contests Ann's authority over Finn; Kim may open an emergency."""
    family, do = pages.family, pages.house.owner.execute
    pages.ids |= {"consent": new_id(), "call": new_id()}
    here, seats, circles = family.id, family.seats, family.circles
    do(
        "INSERT INTO circle_about (circle_id, seat_id, dossier_id, by_id, at) VALUES (%s, %s, %s, %s, now())",
        [circles["school"], seats["Tess"], here, seats["Tess"]],
    )
    do(
        "INSERT INTO consent (id, dossier_id, about_id, given_by_id, purpose, circle_id, subject_id, for_band, yes,"
        " text_version, given) VALUES (%s, %s, %s, %s, 'professional', %s, %s, 12, true, 1, now())",
        [pages.ids["consent"], here, seats["Tess"], seats["Tess"], circles["school"], seats["Bo"]],
    )
    with family.visit("Ben") as visit:
        authority.contest(visit, visit.seats[seats["Finn"]], visit.seats[seats["Ann"]], "it is otherwise")
    do("INSERT INTO emergency VALUES (%s, %s, now(), 24, 72)", [here, seats["Ann"]])
    do("INSERT INTO emergency_seat VALUES (%s, %s)", [seats["Kim"], here])
    do("INSERT INTO emergency_circle VALUES (%s, %s, %s)", [circles["family"], here, seats["Ann"]])
    with family.visit("Kim") as visit:
        emergency.call(visit, "a reason", once=uuid4())
    do("UPDATE emergency_call SET id = %s, may_open = now() - interval '1 hour'", [pages.ids["call"]])
    with family.visit("Kim") as visit:
        place = queries.bound_call(here, pages.ids["call"])
        do("UPDATE emergency_call SET sealed = %s", [visit.ring.seal(family.table, place, b"a reason")])
