"""How heavy a Dutch sentence reads: by its length, its clauses, its passives, and Flesch-Douma for its words.

Decision 25 tells why each, and how often it is right. The browser's script (``look/src/js/weigh.js``) is the same.
A short sentence is never heavy, and a sentence in another language is not judged.
"""

import re
import unicodedata
from typing import Literal, NamedTuple


def _words(said: str) -> frozenset[str]:
    return frozenset(said.split())


Why = Literal["long", "clauses", "passive", "words"]
ENDS = re.compile(r"([.!?…][\"'”’)]*)\s+")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
NUCLEI = re.compile(r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ei|ai|ij|ou|au|[aeiouy]")
APART = re.compile("([aeiouy])\u0308")
MARKS = re.compile("[\u0300-\u036f]")
DUTCH = _words(
    "de het een en van dat die niet ik je jij jullie wij ze hij met voor op te er aan bij om naar uit dan ook maar nog "
    "heeft hebben zijn worden wordt werd deze dit zal kan moet door over als wat geen"
)
JOINS = _words(
    "dat die omdat waarbij waardoor waarmee waarin waarop waaruit waarvan waarna terwijl zodat teneinde indien doordat "
    "aangezien hoewel opdat alvorens nadat voordat mits tenzij wanneer welke alsmede waarvoor"
)
BECOMES = _words("worden wordt werd werden geworden")
DONE = re.compile(
    r"(?:[a-z]{2,4})?ge[a-z]{2,}(?:d|t|en)$|"
    r"(?:be|ver|ont|her|er)(?:[a-z]{3,}(?:d|cht)|schreven|sproken|broken|nomen|boden|wezen)$"
)
NOT_DONE = _words(
    "gezinnen gesprekken gevallen gedachten gebieden beleid bericht gezicht gewicht "
    "gebeurtenissen gemeenten bestaand verband beeld bekend gebouwen "
    "gebruiken herinneringen geeft geven geloven gelooft gebeurt gebeuren geniet genieten "
    "verkeerd bereid genoten gewoonten gerechten"
)
SHORT, MIDDLE, LONG, LONG_WITH_CLAUSES, MANY_JOINS, HARD = 8, 10, 25, 16, 3, 40.0
"""Words in a sentence; words that join clauses; the Flesch-Douma under which words are hard."""


class Heavy(NamedTuple):
    """A sentence that reads heavily, and why."""

    sentence: str
    why: Why


def heavy(text: str) -> list[Heavy]:
    """The sentences of a text that could be lighter, in their order."""
    sentences = [part.strip() for part in ENDS.sub(r"\1\n", text).split("\n")]
    return [Heavy(one, why) for one in sentences if (why := weigh(one))]


def weigh(sentence: str) -> Why | None:
    """Why one sentence is heavy, or None: nearly always."""
    words = [plain(word) for word in WORD.findall(sentence)]
    if len(words) < SHORT or sum(word in DUTCH for word in words) < 2:
        return None
    if len(words) > LONG:
        return "long"
    if len(words) >= LONG_WITH_CLAUSES and sum(word in JOINS for word in words) >= MANY_JOINS:
        return "clauses"
    if len(words) >= MIDDLE and passive(words):
        return "passive"
    return "words" if ease(words) < HARD else None


def ease(words: list[str]) -> float:
    """Flesch-Douma of one sentence of these words: about 100 for a child's, below 40 for a lawyer's."""
    return 206.84 - 77 * sum(map(syllables, words)) / len(words) - 0.93 * len(words)


def syllables(word: str) -> int:
    """How many syllables a Dutch word has, by its vowels; at least one."""
    return len(NUCLEI.findall(word)) or 1


def passive(words: list[str]) -> bool:
    """Whether something "is done", without who does it."""
    if BECOMES.isdisjoint(words):
        return False
    return any(DONE.match(word) and word not in NOT_DONE and word not in BECOMES for word in words)


def plain(word: str) -> str:
    """A word in small letters without accents; a vowel with two dots stays apart from the one before it."""
    parted = APART.sub(r"-\1", unicodedata.normalize("NFD", word.lower()))
    return MARKS.sub("", parted)
