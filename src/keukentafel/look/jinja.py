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
from django.conf import settings
from django.template.backends.jinja2 import Jinja2
from django.templatetags.static import static
from django.utils.translation import get_language, get_language_bidi, gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup

from keukentafel.look import leave, pictures, table_picture, themes, words
from keukentafel.look.addresses import address
from keukentafel.look.at_work import at_work
from keukentafel.look.drawn import chart, drawing, icon, short_number
from keukentafel.look.folding import Folder, filled
from keukentafel.look.inlining import Inliner, Shelf
from keukentafel.look.light import LightContext, put_out
from keukentafel.look.plain.explaining import any_marked, explained
from keukentafel.look.plain.serving import where as easier_words
from keukentafel.look.reading import easy, reading

PART_FILES = tuple(f"look/{name}.html" for name in ("parts", "forms", "belongs", "plainer", "people", "told", "table"))


class KitchenTemplates(Jinja2):
    """Looks for templates only in our own packages: other people's Django templates are never read as Jinja2.

    Each language has an environment of its own, in which the templates are compiled with its sentences in them.
    """

    def __init__(self, params: dict[str, Any]) -> None:
        options = {"environment": "keukentafel.look.jinja.environments", **params.get("OPTIONS", {})}
        super().__init__({**params, "OPTIONS": options})

    @property
    def env(self) -> Environment:
        """The environment of the reader's language."""
        return self._of(get_language() or settings.LANGUAGE_CODE)

    @env.setter  # type: ignore[override]  # what `environments` gives, and never one of Django's
    def env(self, of_language: Callable[[str], Environment]) -> None:
        self._of = of_language

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


def environments(**options: Any) -> Callable[[str], Environment]:
    """What Django's backend asks for: here one environment a language."""
    return cache(lambda language: KitchenEnvironment(language, **options))


class KitchenEnvironment(Environment):
    """Compiles templates for one language. An unknown name in a template is an error, not an empty place."""

    context_class = LightContext
    put_out = staticmethod(put_out)

    def __init__(self, language: str, **options: Any) -> None:
        options |= {"undefined": StrictUndefined, "autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
        super().__init__(extensions=["jinja2.ext.i18n"], cache_size=-1, **options)
        self.kitchen_language = language
        self.install_gettext_callables(  # type: ignore[attr-defined]
            gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
        )
        self.globals.update(NAMES, ui=Parts(self), filled=filled)
        self.filters.update(words.FILTERS, n=short_number, explained=explained)

    def prepared(self, tree: nodes.Template, name: str | None) -> nodes.Template:
        """A template with all that is known before anybody asks for it worked out."""
        shelf = Shelf(self._read, PART_FILES)
        Inliner(shelf, shelf.known(tree, name or "")).visit(tree)
        Folder(KNOWN, self.kitchen_language).visit(tree)
        return tree.set_environment(self)  # type: ignore[return-value]

    def _read(self, name: str) -> nodes.Template:
        assert self.loader  # noqa: S101  # Django's backend gives one
        return self.parse(self.loader.get_source(self, name)[0], name)


class Prepared(CodeGenerator):
    """Writes the code of a template that was prepared first."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802  # as jinja2 names it
        """The whole file."""
        prepared = self.environment.prepared(node, self.name)  # type: ignore[attr-defined]  # it is ours
        super().visit_Template(prepared, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """Escape a value that is put out; autoescape is on everywhere."""
        self.write("environment.put_out(")


KitchenEnvironment.code_generator_class = Prepared


PAGE_DEFAULTS: Mapping[str, Any] = {
    "nav": (),
    "viewing_as": None,
    "stop_viewing_href": "",
    "person_name": "",
    "dossier_title": "",
}


KNOWN: Mapping[str, Callable[..., object]] = {
    "static": static,
    "url": address,
    "icon": icon,
    "drawing": drawing,
    "language": get_language,
    "reads_right_to_left": get_language_bidi,
}
"""Answers the same for everybody who reads the same language."""
NAMES: Mapping[str, Any] = {
    **KNOWN,
    "theme": themes.current,
    "page_defaults": PAGE_DEFAULTS,
    "harmless_page": leave.harmless_page,
    "pictures": pictures.PICTURES,
    "lay_table": table_picture.lay,
    "front_places": table_picture.FRONT,
    "chart": chart,
    "at_work": at_work,
    "any_marked": any_marked,
    "easier_words": easier_words,
    "reading": reading,
    "easy": easy,
}
"""What every template knows, beside the components."""
