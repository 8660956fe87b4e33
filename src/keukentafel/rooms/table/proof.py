"""Whoever follows the link of a letter reads the mail of the address that it was sent to."""

from django.urls import Resolver404, resolve

from keukentafel.access import letter_is_good
from keukentafel.rooms.table.letters import address_hash, token_hash


def was_sent_to(onward: str, address: str) -> bool:
    """Whether ``onward`` is the link of a letter that is still good and was sent to ``address``."""
    try:
        found = resolve(onward)
    except Resolver404:
        return False
    if found.view_name != "table:letter":
        return False
    return letter_is_good(token_hash(found.kwargs["token"]), address_hash(address))
