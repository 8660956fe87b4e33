"""Addresses by name, quickly: most are a fixed text with ids in it."""

from functools import lru_cache
from uuid import UUID

from django.urls import reverse

PLACES = tuple(UUID(int=(0xFEED << 112) + at) for at in range(4))
"""Stand for ids while the text around them is found out."""


def address(name: str, *args: object, **kwargs: object) -> str:
    """The address of a named page; as ``reverse``, which takes ten times as long."""
    if kwargs or len(args) > len(PLACES) or not all(isinstance(one, UUID) for one in args):
        return reverse(name, args=args, kwargs=kwargs)
    return _text(name, len(args)) % args


@lru_cache
def _text(name: str, ids: int) -> str:
    text = reverse(name, args=PLACES[:ids]).replace("%", "%%")
    for place in PLACES[:ids]:
        text = text.replace(str(place), "%s", 1)
    return text
