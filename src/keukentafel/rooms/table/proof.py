"""Whoever follows the link of a letter reads the mail of the address that it was sent to."""

from django.db import connection
from django.urls import Resolver404, resolve

from keukentafel.rooms.table.letters import address_hash, token_hash

GOOD = "SELECT EXISTS (SELECT FROM access_letter(%s, %s))"


def was_sent_to(onward: str, address: str) -> bool:
    """Whether ``onward`` is the link of a letter that is still good and was sent to ``address``."""
    try:
        found = resolve(onward)
    except Resolver404:
        return False
    if found.view_name != "table:letter":
        return False
    with connection.cursor() as cursor:
        cursor.execute(GOOD, [token_hash(found.kwargs["token"]), address_hash(address)])
        return bool(cursor.fetchone()[0])
