"""Words for synthetic dossiers: everyday Dutch about nobody."""

from random import Random

FIRST_NAMES = (
    "Aisha", "Anouk", "Bas", "Bram", "Daan", "Elif", "Emma", "Fatima", "Finn", "Hanna", "Ismail", "Jesse", "Julia",
    "Kees", "Lotte", "Mees", "Milan", "Noor", "Omar", "Ravi", "Rosa", "Sanne", "Sem", "Sofie", "Tess", "Thijs",
    "Willem", "Yara", "Youssef", "Zoë",
)  # fmt: skip
LAST_NAMES = (
    "Aydin", "de Boer", "Bakker", "van Dijk", "El Amrani", "de Graaf", "Hendriks", "Jansen", "Kaya", "Kuipers",
    "Mulder", "Nguyen", "Peters", "Pinas", "Smit", "Visser", "de Vries", "Vos", "van der Wal", "Yilmaz",
)  # fmt: skip
RELATIONS = {
    "parent": ("moeder", "vader"),
    "youth": ("dochter", "zoon"),
    "relative": ("oma", "opa", "tante", "oom"),
    "network": ("buurvrouw", "buurman", "trainer", "vriend van de familie"),
    "professional": ("jongerenwerker", "leerkracht", "wijkverpleegkundige", "schuldhulpverlener"),
}
TALK = """
vandaag morgen gisteren samen even weer goed rustig eerst daarna thuis buiten school fiets brief gemeente afspraak
gesprek water keuken tafel oma buurvrouw trainer juf dokter slapen eten koken helpen bellen lopen lezen rekenen
betalen vragen vertellen lachen huilen spelen proberen wachten vinden denken weten maken brengen halen komen gaan
het de een en maar want dus met voor naar van bij om uit op aan is was wordt heeft had kan wil moet mag we ik hij
zij ze je mijn onze zijn haar hun dit dat die deze veel weinig meer minder nog al niet wel graag misschien straks
maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ochtend middag avond week maand jaar uur keer plan stap
"""
WORDS = TALK.split()


def sentence(dice: Random, low: int, high: int) -> str:
    """One sentence of ``low`` to ``high`` words."""
    return " ".join(dice.choices(WORDS, k=dice.randint(low, high))).capitalize() + "."


def story(dice: Random, low: int, high: int) -> str:
    """``low`` to ``high`` sentences."""
    return " ".join(sentence(dice, 6, 14) for _ in range(dice.randint(low, high)))
