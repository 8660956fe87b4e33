"""How heavy a sentence reads: against our own sentences, against textstat, and against syllables counted by hand."""

from pathlib import Path

import pyphen
import pytest
import textstat

from keukentafel.look.plain import measure

SENTENCES = Path(__file__).parent / "sentences"


def lines(name: str) -> list[str]:
    return (SENTENCES / f"{name}.txt").read_text().splitlines()


def test_what_is_easy_gets_no_hint_and_most_of_what_is_heavy_does() -> None:
    assert [one for one in lines("easy") if measure.weigh(one)] == []
    assert sum(bool(measure.weigh(one)) for one in lines("heavy")) / len(lines("heavy")) >= 0.9


def test_on_sentences_that_did_not_make_it() -> None:
    """Written when the bounds stood; the figures of decision 25."""
    new = [line.partition("\t") for line in lines("new")]
    easy = [text for kind, _, text in new if kind == "easy"]
    heavy = [text for kind, _, text in new if kind == "heavy"]
    assert sum(bool(measure.weigh(one)) for one in easy) <= 1
    assert sum(bool(measure.weigh(one)) for one in heavy) / len(heavy) >= 0.7


def test_it_agrees_with_textstat_on_which_is_heavier() -> None:
    """textstat counts syllables by pyphen: other numbers, the same order."""
    textstat.set_lang("nl")
    both = [(ease(one), textstat.flesch_reading_ease(one)) for one in lines("easy") + lines("heavy")]
    pairs = [(one, other) for one in both for other in both if abs(one[1] - other[1]) > 20]
    assert sum((one[0] < other[0]) == (one[1] < other[1]) for one, other in pairs) / len(pairs) > 0.97


def ease(sentence: str) -> float:
    return measure.ease([measure.plain(word) for word in measure.WORD.findall(sentence)])


def test_syllables_as_counted_by_hand() -> None:
    """By vowels nearly always right; parted for the end of a line, as pyphen does it, far less often."""
    counted = [(word.replace("-", ""), word.count("-") + 1) for line in lines("syllables") for word in line.split()]
    by_vowels = sum(measure.syllables(measure.plain(word)) == many for word, many in counted)
    parted = pyphen.Pyphen(lang="nl_NL")
    by_pyphen = sum(len(parted.positions(word)) + 1 == many for word, many in counted)
    assert by_vowels / len(counted) >= 0.98
    assert by_vowels > by_pyphen


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("Multidisciplinaire hulpverleningsverantwoordelijkheid.", None),
        ("Ja.", None),
        ("", None),
        ("Bu cümle Türkçedir ve değerlendirilmemelidir çünkü Hollandaca değildir, teşekkürler.", None),
        ("The municipality has decided that the application of the facility is considered inadmissible.", None),
        ("Door de gemeente wordt een besluit genomen over de hulp voor Sem.", "passive"),
        ("Het wordt morgen een mooie dag en dan gaan we naar het strand.", None),
    ],
)
def test_short_and_foreign_sentences_are_left_alone(sentence: str, why: str | None) -> None:
    assert measure.weigh(sentence) == why
