"""Every pair of colours that stands on a page can be read, by day and in the evening (WCAG 2.2, 1.4.3 and 1.4.11)."""

import json
from pathlib import Path

import pytest

import keukentafel.look

TOKENS = json.loads((Path(keukentafel.look.__file__).parent / "src" / "tokens.json").read_text())


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), TOKENS["pairs"])
def test_pair_has_contrast(mode: str, front: str, back: str, least: float) -> None:
    assert contrast(TOKENS[mode][front], TOKENS[mode][back]) >= least


@pytest.mark.parametrize(("colour", "letters"), TOKENS["mugs"])
def test_letters_on_a_mug_can_be_read(colour: str, letters: str) -> None:
    assert contrast(colour, letters) >= 4.5


def test_both_modes_have_the_same_tokens() -> None:
    assert TOKENS["light"].keys() == TOKENS["dark"].keys()


def test_the_measure_itself() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") < 4.5


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    red, green, blue = (channel(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def channel(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
