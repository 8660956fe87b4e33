"""What somebody proves who they are for, in words."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from keukentafel.people.purposes import PURPOSES, purpose


def fresh_pages(patterns: list[Any], space: str = "") -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from fresh_pages(one.url_patterns, one.namespace or space)
        elif isinstance(one, URLPattern) and getattr(one.callback, "freshly", False):
            yield f"{space}:{one.name}"


def test_every_page_that_asks_for_a_proof_says_what_for() -> None:
    found = set(fresh_pages(get_resolver("keukentafel.site.urls").url_patterns))
    assert len(found) > 20
    assert found <= set(PURPOSES)


def test_an_address_without_words_says_nothing() -> None:
    assert purpose("/account/close/?a=1") == "mijn account sluiten"
    assert purpose("/account/") == ""
    assert purpose("/nothing/of/ours/") == ""
    assert purpose("") == ""
