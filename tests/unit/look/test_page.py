"""The page around every page, `show()`, and what must never be in a page."""

import gzip
import re
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory, override_settings
from django.utils import translation
from jinja2 import UndefinedError

from keukentafel.look.show import show
from keukentafel.look.table_picture import Place

NAV = [
    {"label": "Plan", "href": "/plan", "icon": "plan", "current": True},
    {"label": "Tafel", "href": "/tafel", "icon": "table", "current": False},
]


def request(**headers: str) -> HttpRequest:
    return RequestFactory().get("/d/1/plan?x=1", headers=headers)


def render(source: str, **context: Any) -> str:
    with translation.override("en"):
        return str(engines["keukentafel"].from_string(source).render(context, request()))


def page(template: str, **context: Any) -> str:
    return show(request(), template, context).content.decode()


@pytest.mark.parametrize("template", ["404", "500", "403_csrf", "door", "base"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_pages_stand_without_any_context(template: str, language: str) -> None:
    with translation.override(language):
        html = page(f"look/{template}.html")
    assert f'<html lang="{language}"' in html
    assert 'href="#main"' in html
    assert 'id="main"' in html
    assert html.count("<h1") == (0 if template in {"base", "door"} else 1)


def test_strict_content_security_holds() -> None:
    html = page("look/front.html", start_href="/s", sign_in_href="/i") + page(
        "look/404.html", nav=NAV, viewing_as="Els", stop_viewing_href="/stop"
    )
    assert not re.search(r"<[^>]+\sstyle=", html)
    assert not re.search(r"<[^>]+\son[a-z]+=", html)
    assert "<style" not in html
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", html))


def test_navigation_says_where_you_are() -> None:
    html = page("look/base.html", nav=NAV)
    assert re.search(r'href="/plan" aria-current="page"', html)
    assert html.count("aria-current") == 1


def test_view_as_is_said_in_words() -> None:
    with translation.override("en"):
        html = page("look/base.html", viewing_as="<Els>", stop_viewing_href="/stop")
    assert "You now see what &lt;Els&gt; sees." in html
    assert 'action="/stop"' in html


def test_exit_works_without_javascript() -> None:
    assert re.search(r'<form action="[^"]*/(?:weg|exit)/" method="post" data-exit="https://', page("look/404.html"))


def test_a_part_only_for_htmx() -> None:
    whole = show(request(), "look/404.html", partial="main")
    part = show(request(**{"HX-Request": "true"}), "look/404.html", partial="main", status=404)
    restored = show(
        request(**{"HX-Request": "true", "HX-History-Restore-Request": "true"}), "look/404.html", partial="main"
    )
    assert b"<html" in whole.content
    assert b"<html" not in part.content
    assert b"kt-told" in part.content
    assert part.status_code == 404
    assert b"<html" in restored.content
    assert whole["Vary"] == part["Vary"] == "HX-Request"


def test_an_unknown_block_is_a_fault() -> None:
    with pytest.raises(KeyError):
        show(request(**{"HX-Request": "true"}), "look/404.html", partial="nothing")


def test_an_unknown_name_is_a_fault() -> None:
    with pytest.raises(UndefinedError):
        render("{{ nothing }}")


def test_an_unknown_icon_is_a_fault() -> None:
    with pytest.raises(KeyError):
        render("{{ icon('nothing') }}")
    with pytest.raises(KeyError):
        render("{{ icon('talk') }}")  # a picture's name without "picture-": it drew nothing


def test_an_unknown_component_is_a_fault() -> None:
    with pytest.raises(UndefinedError):
        render("{{ ui.nothing() }}")


@override_settings(KEUKENTAFEL_THEME="voorbeeld")
def test_a_municipality_brings_its_theme() -> None:
    html = page("look/404.html")
    assert 'class="voorbeeld-theme" data-mode="light"' in html
    assert "theme-voorbeeld" in html


@override_settings(KEUKENTAFEL_THEME="nowhere")
def test_an_unknown_theme_is_a_fault() -> None:
    with pytest.raises(ImproperlyConfigured):
        page("look/404.html")


@pytest.mark.parametrize("kind", ["text", "textarea", "date", "select", "radios", "scale", "pictures", "checkbox"])
def test_a_mistake_is_told_at_its_field(kind: str) -> None:
    html = render(
        "{{ ui.field('due', 'When?', kind=kind, hint='H', error='Pick <a> day', options=[('1', 'One')], value='1') }}",
        kind=kind,
    )
    assert 'aria-describedby="due-hint due-error"' in html
    assert 'id="due-hint"' in html
    assert re.search(r'id="due-error">.*Pick &lt;a&gt; day', html, re.DOTALL)
    assert len(re.findall(r'\sid="due"', html)) == 1


@pytest.mark.parametrize(
    ("kind", "mark"),
    [
        ("text", 'value="&lt;x&gt;"'),
        ("textarea", ">\n&lt;x&gt;</textarea>"),
        ("select", 'value="&lt;x&gt;" selected'),
        ("radios", 'value="&lt;x&gt;" checked'),
    ],
)
def test_what_was_typed_is_still_there(kind: str, mark: str) -> None:
    assert mark in render("{{ ui.field('f', 'F', kind=kind, value='<x>', options=[('<x>', 'X')]) }}", kind=kind)


def test_fields_are_needed_unless_they_say_otherwise() -> None:
    assert "required" in render("{{ ui.field('f', 'F') }}")
    optional = render("{{ ui.field('f', 'F', optional=true) }}")
    assert "required" not in optional
    assert "(optional)" in optional


def test_who_newly_sees_it_is_named() -> None:
    html = render(
        "{{ ui.who_sees('School', people, newly=people[1:]) }}",
        people=[{"name": "Fatma", "colour": 1}, {"name": "Els", "colour": 12}],
    )
    assert "Who sees this: School" in html
    assert html.count("Els") == 2
    assert "kt-mug-2" in html


def test_the_table_of_ten_is_small_and_told_in_words() -> None:
    places = [Place(str(n), f"Naam {n} <b>", "oma", you=n == 0, colour=n, href=f"/s/{n}") for n in range(10)]
    html = render("{{ ui.table_picture(places) }}", places=places)
    svg = html[html.index("<svg") : html.index("</svg>") + 6]
    assert len(svg.encode()) < 6000
    assert 'role="img" aria-labelledby="table-title table-desc"' in svg
    assert "Naam 3 &lt;b&gt;, oma." in svg
    assert len(re.findall(r"<[a-z]", svg)) < 100
    assert html[html.index("</svg>") :].count('href="/s/') == 10


def test_the_history_of_a_scale_is_told_in_words() -> None:
    html = render(
        "{{ ui.history(points, 'How it stands', 'h') }}", points=[(date(2020, 1, 1), 1), (date(2020, 2, 1), 5)]
    )
    assert "1 January 2020: Storm." in html
    assert 'role="img"' in html
    assert render("{{ ui.history(points, 'x', 'h') }}", points=[(date(2020, 1, 1), 1)]).strip() == ""


def test_the_frame_is_light() -> None:
    html = page("look/404.html", nav=NAV * 2, dossier_title="Familie", person_name="Fatma")
    assert len(gzip.compress(html.encode())) < 2600
    assert len(re.findall(r"<[a-z]", html)) < 90
