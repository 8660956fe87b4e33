"""Icons, drawings and small charts, as pieces of HTML."""

from functools import cache

from django.templatetags.static import static
from markupsafe import Markup

from keukentafel.look import icons, pictures

TURNING_ICONS = frozenset({"older", "newer", "back", "send", "undo", "leave", "sign-out"})
"""Point the other way where text runs from right to left."""


@cache
def icon(name: str, words: str = "") -> Markup:
    """An icon. Without `words` it says nothing to a screen reader; an unknown name raises KeyError."""
    magnet = name.startswith("picture-") and name.removeprefix("picture-") in pictures.PICTURES
    if not (magnet or name in icons.ICONS):
        raise KeyError(f"there is no icon {name!r}")
    turns = " kt-icon-turns" if name in TURNING_ICONS else ""
    says = Markup('role="img" aria-label="{}"').format(words) if words else Markup('aria-hidden="true"')
    return Markup('<svg class="kt-icon{}" {}><use href="{}#{}"/></svg>').format(
        turns, says, static("built/magnets.svg" if magnet else "built/pictures.svg"), name
    )


@cache
def drawing(name: str, css_class: str = "kt-drawing") -> Markup:
    """One of our own drawings (a file in `src/svg`, or `weather-1` to `weather-5`), for decoration."""
    file = "built/magnets.svg" if name.startswith("weather-") else "built/pictures.svg"
    return Markup('<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>').format(css_class, static(file), name)


def chart(values: list[int]) -> list[tuple[float, float]]:
    """Points of a history of 1 to 5 in a picture of 320 x 96 units; 5 lies on top."""
    step = 296 / max(len(values) - 1, 1)
    return [(round(12 + at * step, 1), round(84 - (value - 1) * 18, 1)) for at, value in enumerate(values)]


def short_number(value: float) -> str:
    """A number in a drawing: one decimal at most."""
    return f"{value:.1f}".removesuffix(".0")
