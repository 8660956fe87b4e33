"""The pages of rights and consent: their addresses, and what is sent to them."""

from typing import Any

from django.urls import reverse

from tests.support.family import Family


def at(family: Family, name: str, *ids: Any) -> str:
    """The address of a page; ``ids``: seats and circles by their names, or ids as they are."""
    known = (family.seats.get(one) or family.circles.get(one) or one for one in ids)
    return reverse(f"family:{name}", args=[family.id, *known])


def post(family: Family, who: str, name: str, *ids: Any, **sent: Any) -> int:
    """Send something to it; the status of the answer."""
    return family.client(who).post(at(family, name, *ids), sent).status_code


def rows(family: Family, sql: str) -> list[Any]:
    """What the owner of the database sees."""
    return family.house.owner.execute(sql.encode()).fetchall()
