"""The template engine of our own pages: Jinja2 with autoescape, gettext, `ui` (the components) and words for dates.

In the settings::

    {"BACKEND": "keukentafel.look.jinja.KitchenTemplates", "NAME": "keukentafel", "DIRS": [], "APP_DIRS": True,
     "OPTIONS": {"context_processors": [...]}}
"""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.template.backends.jinja2 import Jinja2
from django.templatetags.static import static
from django.utils.translation import get_language, get_language_bidi, gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from keukentafel.look import icons, leave, pictures, table_picture, themes, words
from keukentafel.look.addresses import address
from keukentafel.look.light import LightContext, said

PART_FILES = ("look/parts.html", "look/forms.html", "look/people.html", "look/told.html", "look/table.html")
TURNING_ICONS = frozenset({"older", "newer", "back", "send", "undo", "leave", "sign-out"})


class KitchenTemplates(Jinja2):
    """Looks for templates only in our own packages: other people's Django templates are never read as Jinja2."""

    def __init__(self, params: dict[str, Any]) -> None:
        options = {"environment": "keukentafel.look.jinja.environment", **params.get("OPTIONS", {})}
        super().__init__({**params, "OPTIONS": options})

    @property
    def template_dirs(self) -> tuple[Path, ...]:  # type: ignore[override]
        """`templates/` of every package of ours that is installed."""
        ours = (
            Path(config.path) / "templates"
            for config in apps.get_app_configs()
            if config.name.startswith("keukentafel.")
        )
        return (*map(Path, self.dirs), *(path for path in ours if path.is_dir()))


class Parts:
    """`ui` in a template: every macro of the component files, compiled once, without an import in each template."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    def __getattr__(self, name: str) -> Callable[..., Markup]:
        for file in PART_FILES:
            macro = getattr(self._environment.get_template(file).module, name, None)
            if macro is not None:
                if not self._environment.auto_reload:
                    setattr(self, name, macro)
                return macro  # type: ignore[no-any-return]
        raise AttributeError(f"there is no component {name!r}")


def environment(**options: Any) -> Environment:
    """The environment that Django's backend asks for; an unknown name in a template is an error, not an empty place."""
    options |= {"undefined": StrictUndefined, "autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
    made = Environment(extensions=["jinja2.ext.i18n"], cache_size=-1, **options)  # noqa: S701 (autoescape is in options)
    made.context_class = LightContext
    made.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    made.globals.update(_=said, gettext=said)
    made.globals.update(static=static, url=address, icon=icon, drawing=drawing, ui=Parts(made), theme=themes.current)
    made.globals.update(language=get_language, reads_right_to_left=get_language_bidi, page_defaults=PAGE_DEFAULTS)
    made.globals.update(
        harmless_page=leave.harmless_page,
        pictures=pictures.PICTURES,
        lay_table=table_picture.lay,
        front_places=table_picture.FRONT,
        chart=chart,
    )
    made.filters.update(words.FILTERS, n=short_number)
    return made


PAGE_DEFAULTS: Mapping[str, Any] = {
    "nav": (),
    "viewing_as": None,
    "stop_viewing_href": "",
    "person_name": "",
    "dossier_title": "",
}


@cache
def icon(name: str, words: str = "") -> Markup:
    """An icon. Without `words` it says nothing to a screen reader; an unknown name raises KeyError."""
    magnet = name.removeprefix("picture-") in pictures.PICTURES
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
