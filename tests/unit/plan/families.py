"""Sheets as a family would hang them up: a father and his son, in several lengths and both languages."""

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import polib

from keukentafel.rooms.plan.fridge import words
from keukentafel.rooms.plan.fridge.sheet import (
    Language,
    Sheet,
    SheetAgreement,
    SheetCall,
    SheetGoal,
    SheetMoment,
    SheetStep,
)

PRINTED = date(2026, 11, 22)
_CATALOGUE = polib.pofile(str(Path(words.__file__).parent / "locale" / "nl.po"))
_DUTCH = {entry.msgid: entry.msgstr for entry in _CATALOGUE}


def say_in(language: Language) -> words.Say:
    """The translator of one language; a missing Dutch string is an error."""
    return _DUTCH.__getitem__ if language == "nl" else str


def _agreed(number: int, who: str, what: str, due: date | None = None, colour: int = 0) -> SheetAgreement:
    return SheetAgreement(f"a{number}", tuple(who.split(" & ")), what, due, colour)


NL_GOALS = (
    SheetGoal(
        "g1",
        "Er komt weer water uit de kraan",
        "Dan kunnen we thuis douchen, net als iedereen.",
        "water",
        4,
        (
            SheetStep("Waterbedrijf bellen", done=True),
            SheetStep("Eerste termijn betalen", done=True),
            SheetStep("Monteur komt langs"),
        ),
        (
            _agreed(1, "Ron", "betaalt elke maand 35 euro aan het waterbedrijf", date(2026, 12, 1), 0),
            _agreed(2, "Aisha", "belt de monteur en zegt wanneer hij komt", date(2026, 11, 27), 3),
        ),
    ),
    SheetGoal(
        "g2",
        "Kevin gaat elke dag naar school",
        "Ik wil later automonteur worden.",
        "school",
        3,
        (SheetStep("Wekker om 7 uur", done=True), SheetStep("Een hele week op tijd")),
        (
            _agreed(3, "Kevin", "zet zelf de wekker en pakt 's avonds zijn tas in", None, 1),
            _agreed(4, "meester Joost", "stuurt Ron op vrijdag een appje: zo ging de week", date(2026, 11, 27), 4),
        ),
    ),
    SheetGoal(
        "g3",
        "Rust met geld",
        "Geen enge brieven meer op de mat.",
        "money",
        2,
        (
            SheetStep("Alle brieven in de doos", done=True),
            SheetStep("Afspraak met de schuldhulp", done=True),
            SheetStep("Elke maand 60 euro aflossen"),
        ),
        (_agreed(5, "Ron & Aisha", "maken samen alle post open, op maandag", None, 0),),
    ),
    SheetGoal(
        "g4",
        "Douchen bij buurvrouw Marijke",
        "Tot het water weer loopt. Voor wat hoort wat.",
        "neighbours",
        5,
        (),
        (_agreed(6, "Ron", "timmert een nieuw keukenkastje voor Marijke", date(2026, 12, 12), 0),),
    ),
    SheetGoal(
        "g5",
        "Kevin kan zijn verhaal kwijt",
        "",
        "talk",
        4,
        (),
        (_agreed(7, "Kevin & Samir", "praten elke woensdag even op de inloop", None, 1),),
    ),
    SheetGoal(
        "g6",
        "Ron heeft weer werk",
        "Ik ben timmerman. Ik wil weer trots zijn.",
        "work",
        2,
        (SheetStep("Cv maken met Aisha", done=True), SheetStep("Twee werkplaatsen bellen")),
        (_agreed(8, "Ron", "belt werkplaats De Schaaf", date(2026, 12, 4), 0),),
    ),
    SheetGoal(
        "g7",
        "Samen eten aan tafel",
        "Zonder telefoon.",
        "food",
        4,
        (),
        (_agreed(9, "Kevin", "kookt op zondag", None, 1),),
    ),
    SheetGoal(
        "g8",
        "Op tijd naar bed",
        "",
        "sleep",
        3,
        (),
        (_agreed(10, "Ron & Kevin", "doen om 10 uur de televisie uit", None, 0),),
    ),
    SheetGoal(
        "g9",
        "Elke week sporten",
        "Kevin: voetbal maakt mijn hoofd leeg.",
        "sport",
        3,
        (),
        (_agreed(11, "opa Henk", "brengt Kevin op zaterdag naar de club", None, 5),),
    ),
)
EN_GOALS = (
    replace(
        NL_GOALS[0],
        title="Water runs from our tap again",
        why="Then we can shower at home, like everyone else.",
        steps=(
            SheetStep("Call the water company", done=True),
            SheetStep("Pay the first part", done=True),
            SheetStep("The fitter comes"),
        ),
        agreements=(
            _agreed(1, "Ron", "pays the water company 35 euros every month", date(2026, 12, 1), 0),
            _agreed(2, "Aisha", "calls the fitter and tells us when he comes", date(2026, 11, 27), 3),
        ),
    ),
    replace(
        NL_GOALS[1],
        title="Kevin goes to school every day",
        why="I want to be a car mechanic.",
        steps=(SheetStep("Alarm at 7", done=True), SheetStep("On time for a whole week")),
        agreements=(
            _agreed(3, "Kevin", "sets his own alarm and packs his bag at night", None, 1),
            _agreed(4, "Joost (teacher)", "texts Ron on Friday how the week went", date(2026, 11, 27), 4),
        ),
    ),
    replace(
        NL_GOALS[2],
        title="Peace with money",
        why="No more scary letters on the mat.",
        steps=(SheetStep("All letters in the box", done=True), SheetStep("Pay off 60 euros a month")),
        agreements=(_agreed(5, "Ron & Aisha", "open all the post together on Monday", None, 0),),
    ),
)
NL_CALLS = (
    SheetCall("Aisha, wijkteam", "geld en brieven", "06 1234 5678"),
    SheetCall("Samir, jongerenwerk", "voor Kevin, ook 's avonds", "06 2345 6789"),
    SheetCall("Spoed", "brand, politie, ambulance", "112"),
)
EN_CALLS = (
    SheetCall("Aisha, district team", "money and letters", "06 1234 5678"),
    SheetCall("Emergency", "fire, police, ambulance", "112"),
)
NL_MOMENTS = (
    SheetMoment(date(2026, 11, 25), "Kevin en Samir op de inloop", time(19, 0)),
    SheetMoment(date(2026, 12, 7), "We kijken samen terug aan tafel", time(15, 30)),
)
EN_MOMENTS = (SheetMoment(date(2026, 12, 7), "We look back together at the table", time(15, 30)),)
LOOSE = (
    _agreed(20, "iedereen", "schreeuwt niet in huis", None, 6),
    _agreed(21, "Ron", "belt eerst Aisha als het niet lukt", None, 0),
)


def dutch(goals: int, loose: int = 0) -> Sheet:
    """The Dutch sheet with that many goals and loose agreements."""
    return Sheet("Het plan van Ron en Kevin", "nl", PRINTED, NL_GOALS[:goals], LOOSE[:loose], NL_CALLS, NL_MOMENTS)


def english(goals: int) -> Sheet:
    """The English sheet with that many goals, three at most."""
    return Sheet("Ron and Kevin's plan", "en", PRINTED, EN_GOALS[:goals], (), EN_CALLS, EN_MOMENTS)


def arabic() -> Sheet:
    """A Dutch sheet of a family that writes part of its plan in Arabic."""
    goal = SheetGoal(
        "g1",
        "أن يتعلم يوسف اللغة الهولندية",
        "حتى يلعب مع الأطفال في المدرسة",
        "language",
        3,
        (SheetStep("كتاب كل مساء", done=True), SheetStep("Taalcafé op dinsdag")),
        (
            SheetAgreement("a1", ("فاطمة", "Sanne"), "lezen samen voor", date(2026, 12, 3), 2),
            SheetAgreement("a2", ("محمد",), "يذهب مع يوسف إلى المكتبة", None, 4),
        ),
    )
    calls = (SheetCall("د. ليلى", "طبيبة الأسرة", "070 123 4567"), SheetCall("Spoed", "", "112"))
    return Sheet("Het plan van Fatima en Mohammed", "nl", PRINTED, (goal, NL_GOALS[6]), (), calls, NL_MOMENTS[1:])
