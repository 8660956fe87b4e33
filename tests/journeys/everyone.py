"""A family in which every page has something to show, with names and words that are hard on a layout; and every page."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from tests.journeys.meeting_up import HERE, meet
from tests.support.family import Family
from tests.support.house import House

from keukentafel.dossiers import items
from keukentafel.dossiers.models import new_id
from keukentafel.rooms.family.actions import consent, emergency
from keukentafel.rooms.journal import actions as journal
from keukentafel.rooms.journal import queries
from keukentafel.rooms.plan import actions as plan
from keukentafel.rooms.plan.kinds import Agreement, Goal, Review, Standing, Step
from keukentafel.rooms.table.kinds import ASK, Ask

LONG = "Hottentottententententoonstellingscommissievoorzitter" * 2
ENTRIES = 30


@dataclass(frozen=True)
class Told:
    """A family, and an id of each sort of thing (by the name that it has in an address)."""

    family: Family
    ids: dict[str, UUID]


def tell(house: House) -> Told:
    """Seats, circles, a journal of two pages, a full plan, a question and a letter."""
    family = _seated(house)
    ids = {"dossier": family.id, "seat": family.seats["Juf"], "circle": family.circles["School"]}
    ids |= {
        "item": _journal(family),
        **_plan(family),
        **_questions(family, house),
        **_rights(family),
        **meet(family, LONG),
    }
    return Told(family, ids)


def _seated(house: House) -> Family:
    family = Family(house, founder="Ann", title="Familie Van den Boomgaard-Yılmaz")
    today = timezone.localdate()
    family.seat("Bob", "parent", authority=True, relation="vader", home="bij papa")
    family.seat("Tess", "youth", born=today.replace(year=today.year - 14, day=1), home="bij mama")
    family.seat("Kleine Mohammed-Alexander", "youth", born=today.replace(year=today.year - 3, day=1), account=False)
    family.seat("هبة درويش", "relative", relation="tante")
    family.seat("Juf", "professional", organisation="Openbare Basisschool De Regenboog", function="intern begeleider",
                phone="06 12345678", call_for="als er iets is op school")  # fmt: skip
    family.seat("Oude Coach", "professional")
    family.circle("School", "Juf", "Tess")
    family.personal("Mijn hol", "Tess")
    family.guest("Eva", "Mijn hol")
    family.end("Oude Coach")
    return family


def _journal(family: Family) -> UUID:
    writers = ("Ann", "Juf", "Tess", "Bob")
    last = family.id
    for number in range(ENTRIES + 5):
        with family.visit(writers[number % 4]) as visit:
            words = ("Vandaag ging het goed op school. ", "مرحبا، كان يوما جميلا ", LONG, "Kort. ")[number % 4]
            happened = visit.now - timedelta(hours=7 * (ENTRIES + 5 - number))
            made = journal.write(visit, words * (1 + number % 3), circle=family.table, once=new_id(), happened=happened)
            last = made.id
    for name in ("Ann", "Juf", "Tess", "Bob", "Ann"):
        with family.visit(name) as visit:
            entry = queries.entry(visit, last)
            journal.comment(visit, entry, f"Dat vindt {name} ook. {LONG}", once=new_id())
            journal.react(visit, entry, queries.whole(visit, entry)[0], "thumb")
    with family.visit("Bob") as visit:
        one = queries.entry(visit, last)
        journal.rewrite(visit, one, "Dit stond er eerst anders.", version=one.version)
    return last


def _plan(family: Family) -> dict[str, UUID]:
    with family.visit("Ann") as visit:
        table = family.table
        goal = plan.add_goal(visit, Goal(title=f"Rust in huis {LONG[:40]}", why="Voor ons allemaal."), circle=table)
        step = plan.add_step(visit, goal, Step(text="Elke avond om acht uur de telefoons in de la"))
        plan.add_step(visit, goal, Step(text="Samen koken"))
        plan.give_standing(visit, goal, Standing(score=2, note="Het gaat beter"))
        standing = plan.give_standing(visit, goal, Standing(score=4, note="Het gaat beter"))
        words = Agreement(what="Opa belt de woningbouw over het lek", place="thuis", again=True)
        agreed = plan.agree(visit, words, circle=table, goal=goal, due=visit.now.date() + timedelta(days=2))
        plan.answer(visit, agreed, "kept", note="Gelukt!")
        late = Agreement(what="Loodgieter bellen", formal=True, organisation="De Goede Woning")
        plan.agree(visit, late, circle=table, due=visit.now.date() - timedelta(days=2))
        review = plan.look_back(
            visit, Review(went_well="We eten samen", hard="Op tijd slapen"), circle=table, on=visit.now
        )
        return {"goal": goal.id, "step": step.id, "part": standing.id, "agreement": agreed.id, "review": review.id}


def _questions(family: Family, house: House) -> dict[str, UUID]:
    with family.visit("Juf") as visit:
        ask = items.add(visit, ASK, Ask(name="Jan de logopedist", words="Dat helpt met praten"), circle=family.table)
    letter = family.client("Ann").post(
        f"/d/{family.id}/table/letters/new/",
        {"once": str(new_id()), "role": "professional", "name": "Judith", "address": "judith@wijkteam.example",
         "organisation": "Wijkteam", "function": "coach", "language": "nl", "words": "Wil je meekijken?"},
    )  # fmt: skip
    assert letter.status_code == 303
    row = house.owner.execute("SELECT id FROM invitation").fetchone()
    assert row
    return {"ask": ask.id, "letter": row[0]}


def _rights(family: Family) -> dict[str, UUID]:
    """The school circle is about Tess; emergency access is on for an aunt."""
    seats = family.seats
    with family.visit("Tess") as visit:
        consent.is_about(visit, family.circles["School"], visit.seats[seats["Tess"]], yes=True)
    with family.visit("Ann") as visit:
        emergency.turn_on(visit, wait=24, hours=72, seats=[seats["هبة درويش"]], circles=[family.family])
    known = {"child": seats["Tess"], "parent": seats["Bob"], "professional": seats["Juf"], "about": seats["Tess"]}
    return known | {"consent": new_id(), "call": new_id()}


# What follows an address to see another face of its page.
MORE = {
    "journal:write": ["?circle={circle}"],
    "journal:move": ["?to={circle}"],
    "journal:feed": ["?circle={circle}"],
    "plan:move": ["?to={circle}"],
    "table:letter_new": ["?role=professional", "?role=youth", "?role=parent", "?ask={ask}"],
}
# Which thing a page of any thing is about.
ABOUT = {name: {"item": "goal"} for name in ("plan:move", "plan:delete", "overview:my_word_delete")} | HERE
