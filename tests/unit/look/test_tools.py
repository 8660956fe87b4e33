"""The build's own tools: what they throw away is really not used, and what is used stays."""

from pathlib import Path

import css_tokens
import slim
import sprite


def test_unused_variants_go_and_the_rest_stays() -> None:
    css = ".nl-button,.nl-button--pressed{a:1}.nl-button--pressed:is(.a,.b){b:2}"
    css += "@media print{.nl-button--disabled{c:3}}.x{d:4}"
    assert slim.slim_css(css) == ".nl-button{a:1}.x{d:4}"


def test_a_selector_that_only_excludes_a_variant_stays() -> None:
    assert slim.slim_css(".nl-button:not(.nl-button--disabled){a:1}") == ".nl-button:not(.nl-button--disabled){a:1}"


def test_a_list_is_not_cut_within_parentheses() -> None:
    assert slim.split("a:is(b,c),d") == ["a:is(b,c)", "d"]


def test_only_needed_tokens_are_kept_with_what_they_lean_on(tmp_path: Path) -> None:
    theme, user = tmp_path / "theme.css", tmp_path / "user.css"
    theme.write_text(".t { --a: var(--b); --b: 1px; --c: 2px; /* --d: 3px; */ }")
    user.write_text(".x{y:var(--a)}")
    assert css_tokens.needed(theme, [user]) == ".voorbeeld-theme{--a:var(--b);--b:1px;}\n.x{y:var(--a)}"


def test_a_drawing_becomes_a_symbol(tmp_path: Path) -> None:
    path = tmp_path / "pan.svg"
    path.write_text('<svg viewBox="0 0 2 2">\n  <path d="M0 0"/>\n  <path d="M1 1"/></svg>')
    assert sprite.drawing(path) == '<symbol id="pan" viewBox="0 0 2 2"><path d="M0 0"/><path d="M1 1"/></symbol>'


def test_how_lines_are_drawn_goes_along(tmp_path: Path) -> None:
    path = tmp_path / "pan.svg"
    path.write_text('<svg xmlns="x" viewBox="0 0 2 2" width="48" fill="none" stroke-width="2"><path d="M0 0"/></svg>')
    kept = '<symbol id="picture-pan" viewBox="0 0 2 2" fill="none" stroke-width="2"><path d="M0 0"/></symbol>'
    assert sprite.drawing(path, "picture-pan") == kept
