"""Templates are prepared when they are compiled: what is known is worked out, components in loops are written out."""

from typing import Any

import pytest
from django.template import engines
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, UndefinedError, nodes
from markupsafe import Markup, escape

from keukentafel.look.inlining import Inliner, Shelf
from keukentafel.look.jinja import KitchenEnvironment
from keukentafel.look.light import put_out

MACROS = """
{% macro mug(name, small=false) %}<i class="{{ 'small' if small else 'big' }}">{{ name }}</i>{% endmacro %}
{% macro pair(a, b) %}{{ mug(a) }}{{ mug(b, true) }}{% endmacro %}
{% macro told(what) %}{% set mine = what ~ "!" %}{{ mine }}{{ pair(what, mine) }}{% endmacro %}
{% macro round_and_round(n) %}{{ n }}{% if n %}{{ round_and_round(n - 1) }}{% endif %}{% endmacro %}
{% macro framed() %}<p>{{ caller() }}</p>{% endmacro %}
"""


def environment(**files: str) -> KitchenEnvironment:
    return KitchenEnvironment(
        "nl", loader=DictLoader({"macros.html": MACROS, **{f"{k}.html": v for k, v in files.items()}})
    )


def drawn(source: str, **values: Any) -> str:
    return environment(page=source).get_template("page.html").render(values).strip()


def calls(source: str) -> list[str]:
    """The names of what is still called after the components were written out."""
    kitchen = environment(page=source)
    loader: Any = kitchen.loader
    shelf = Shelf(lambda name: kitchen.parse(loader.get_source(kitchen, name)[0], name), ())
    tree = kitchen.parse(source, "page.html")
    Inliner(shelf, shelf.known(tree, "page.html")).visit(tree)
    return [call.node.name for call in tree.find_all(nodes.Call) if isinstance(call.node, nodes.Name)]


IMPORT = '{% from "macros.html" import mug, pair, told, round_and_round, framed %}'


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("{{ mug(one) }}", '<i class="big">a&lt;</i><i class="big">b</i>'),
        ("{{ mug(one, small=true) }}", '<i class="small">a&lt;</i><i class="small">b</i>'),
        (
            "{{ told(one) }}",
            'a&lt;!<i class="big">a&lt;</i><i class="small">a&lt;!</i>b!<i class="big">b</i><i class="small">b!</i>',
        ),
        ("-{{ mug(one) }}-{{ one }}", '-<i class="big">a&lt;</i>-a&lt;-<i class="big">b</i>-b'),
    ],
)
def test_written_out_is_what_the_call_would_have_said(body: str, html: str) -> None:
    source = IMPORT + "{% for one in ones %}" + body + "{% endfor %}"
    assert calls(source) == []
    assert drawn(source, ones=["a<", "b"]) == html


def test_a_name_of_the_page_does_not_get_into_a_component_nor_out_of_it() -> None:
    source = IMPORT + "{% for mine in ones %}{% set name = 'x' %}{{ told(mine) }}|{{ mine }}{{ name }}{% endfor %}"
    assert drawn(source, ones=["a"]).endswith("|ax")


@pytest.mark.parametrize(
    "body", ["{{ mug() }}", "{{ mug(one, taste='tea') }}", "{{ mug(*[one]) }}", "{{ mug(one)|upper }}"]
)
def test_what_could_mean_something_else_stays_a_call(body: str) -> None:
    assert calls(IMPORT + "{% for one in ones %}" + body + "{% endfor %}") == ["mug"]


def test_a_component_that_draws_itself_ends_and_one_with_a_caller_stays_a_call() -> None:
    again = IMPORT + "{% for one in [3] %}{{ round_and_round(one) }}{% endfor %}"
    assert drawn(again) == "3210"
    framed = IMPORT + "{% for one in ones %}{% call framed() %}{{ one }}{% endcall %}{% endfor %}"
    assert drawn(framed, ones=["a"]) == "<p>a</p>"


def test_outside_a_loop_a_call_is_a_call() -> None:
    assert calls(IMPORT + "{{ mug('a') }}") == ["mug"]


def test_an_unknown_name_in_a_component_is_still_a_mistake() -> None:
    kitchen = environment(
        page='{% from "bad.html" import bad %}{% for x in [1] %}{{ bad() }}{% endfor %}',
        bad="{% macro bad() %}{{ nobody_knows }}{% endmacro %}",
    )
    with pytest.raises(UndefinedError):
        kitchen.get_template("page.html").render()


def test_each_language_has_its_own_sentences() -> None:
    source = '{{ _("Exit now") }} {{ _("Seen by %(names)s", names=names) }}'
    said = {}
    for language in ("nl", "en"):
        with translation.override(language):
            said[language] = engines["keukentafel"].from_string(source).render({"names": "<b>"})
    assert said["en"] == "Exit now Seen by &lt;b&gt;"
    assert said["nl"].endswith("&lt;b&gt;")
    assert said["nl"] != said["en"]


def test_a_sentence_with_a_number_in_it() -> None:
    with translation.override("en"):
        said = engines["keukentafel"].from_string('{{ _("Version %(n)d", n=number) }}').render({"number": 3})
    assert said == "Version 3"


def test_what_is_known_is_worked_out_once() -> None:
    compiled = environment().compile('{{ icon("edit") }}{{ icon(name) }}', raw=True)
    assert compiled.count("kt-icon") == 1
    assert "icon" in compiled.replace("kt-icon", "")


@given(st.text() | st.integers() | st.none() | st.text().map(Markup))
def test_put_out_escapes_as_the_library_does(value: object) -> None:
    assert put_out(value) == str(escape(value))
