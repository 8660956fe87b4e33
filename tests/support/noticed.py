"""Let notices go out in a test, and look at what went."""

from datetime import timedelta
from typing import Any

from django.core import mail

from keukentafel.dossiers.models import new_id
from keukentafel.notices.choosing import keep
from keukentafel.notices.rules import Wish
from keukentafel.rooms.journal import actions
from tests.support.family import Family
from tests.support.house import House
from tests.support.journal import Cast
from tests.support.queue import work

NOW = """
UPDATE notice_waiting SET due = now() WHERE due < now() + %(within)s;
UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo' AND scheduled_at < now() + %(within)s
"""
A_MINUTE = timedelta(minutes=1)
FAILED = "SELECT task_name FROM procrastinate_jobs WHERE status = 'failed' OR attempts > 1"
QUEUED = "SELECT task_name, args::text, status::text FROM procrastinate_jobs ORDER BY id"


def write(family: Family, who: str, text: str = "Zo ging het", circle: str = "table") -> Any:
    """An entry in the journal."""
    with family.visit(who) as visit:
        return actions.write(visit, text, circle=family.circles[circle], once=new_id())


def spread(house: House) -> None:
    """What was written is remembered for each; nobody is told yet."""
    work()


def deliver(house: House, within: timedelta = A_MINUTE) -> list[Any]:
    """Let the moment come in which people are told, if it is near; gives the letters that went, and forgets them."""
    work()
    for statement in NOW.split(";"):
        house.owner.execute(statement.encode(), {"within": within})
    work()
    assert house.owner.execute(FAILED.encode()).fetchall() == []
    went, mail.outbox[:] = list(mail.outbox), []
    return went


def choose(family: Family, *who: str, **wish: Any) -> None:
    """What these people choose (all, unless said); without quiet hours, for a test may run at night."""
    for name in who or family.people:
        keep(family.people[name].pk, Wish(**{"quiet_from": None, "quiet_until": None} | wish))


def absent(house: House) -> None:
    """Nobody was at the table for a day, nothing waits, and all that was written is an hour old."""
    house.owner.execute("UPDATE item SET changed = changed - interval '1 hour'")
    house.owner.execute("DELETE FROM procrastinate_jobs")
    house.owner.execute("DELETE FROM notice_waiting")
    house.owner.execute("UPDATE presence SET last_at = now() - interval '1 day', before_at = NULL")


def look_around(family: Family, name: str) -> None:
    """Somebody opens the first page of the table."""
    assert family.client(name).get(f"/d/{family.id}/").status_code == 200


def addressed(letters: list[Any]) -> list[str]:
    """To whom they went."""
    return sorted(letter.to[0] for letter in letters)


def names(family: Family, letters: list[Any]) -> list[str]:
    """By the names at the table."""
    by_address = {one.email: name for name, one in family.people.items()}
    return sorted(by_address[letter.to[0]] for letter in letters)


def at_a_table(house: House) -> Cast:
    """The family of the journal's tests, away for a while, who want to be told of everything; nothing was sent yet."""
    mail.outbox = []
    cast = Cast(house)
    absent(house)
    choose(cast)
    return cast


def absent_again(house: House) -> None:
    house.owner.execute("UPDATE presence SET last_at = now() - interval '1 day', before_at = NULL")
