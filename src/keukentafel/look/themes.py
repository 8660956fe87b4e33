"""Which municipality's theme the pages wear: the setting `KEUKENTAFEL_THEME` names one of `THEMES`."""

from typing import Final, NamedTuple

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class Theme(NamedTuple):
    """`css_class` on <html>, an extra style sheet (a static path or none), and whether it knows an evening palette.

    `colours`: of what stands around the page in an app, by day and in the evening: the enamel of its header.
    """

    css_class: str
    sheet: str | None
    evening: bool
    colours: tuple[str, str]


THEMES: Final[dict[str, Theme]] = {
    "keukentafel": Theme("keukentafel-theme", None, evening=True, colours=("#fdfefd", "#1b2733")),
    "voorbeeld": Theme("voorbeeld-theme", "built/theme-voorbeeld.css", evening=False, colours=("#ffffff", "#ffffff")),
}


def current() -> Theme:
    """The theme that the settings name; an unknown name is a fault in the settings."""
    name = getattr(settings, "KEUKENTAFEL_THEME", "keukentafel")
    try:
        return THEMES[name]
    except KeyError:
        raise ImproperlyConfigured(f"KEUKENTAFEL_THEME is {name!r}; it can be {', '.join(THEMES)}") from None
