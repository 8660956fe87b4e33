"""Let notices go out in a test, and look at what went."""

from typing import Any

from django.core import mail
from tests.support.family import Family
from tests.support.house import House
from tests.support.queue import work

from keukentafel.dossiers.models import new_id
from keukentafel.rooms.journal import actions

NOW = "UPDATE notice_waiting SET due = now() WHERE due IS NOT NULL; UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'"
QUEUED = "SELECT task_name, args::text, status::text FROM procrastinate_jobs ORDER BY id"


def write(family: Family, who: str, text: str = "Zo ging het", circle: str = "table") -> Any:
    """An entry in the journal."""
    with family.visit(who) as visit:
        return actions.write(visit, text, circle=family.circles[circle], once=new_id())


def spread(house: House) -> None:
    """What was written is remembered for each; nobody is told yet."""
    work()


def deliver(house: House) -> list[Any]:
    """Let the moment come in which people are told; gives the letters that went, and forgets them."""
    work()
    for _ in range(2):
        house.owner.execute(NOW.encode())
        work()
    went, mail.outbox[:] = list(mail.outbox), []
    return went


def addressed(letters: list[Any]) -> list[str]:
    """To whom they went."""
    return sorted(letter.to[0] for letter in letters)


def names(family: Family, letters: list[Any]) -> list[str]:
    """By the names at the table."""
    by_address = {one.email: name for name, one in family.people.items()}
    return sorted(by_address[letter.to[0]] for letter in letters)
