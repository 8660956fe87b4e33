"""What somebody chose to be told, kept and read. It belongs to an account, not to a dossier."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from keukentafel.notices.models import Choice, Subscription
from keukentafel.notices.rules import READY, SORTS, WAYS, Wish
from keukentafel.people.models import Person


def wish_of(person: UUID) -> Wish:
    """What they chose, else what holds for everybody. One statement."""
    row = Choice.objects.filter(pk=person).first()
    if row is None:
        return READY["everything"]
    ways: dict[str, str] = {sort: row.ways[sort] if row.ways.get(sort) in WAYS else "both" for sort in SORTS}
    return Wish(
        ways=ways,
        rhythm=row.rhythm,
        hour=row.hour,
        weekday=row.weekday,
        quiet_from=row.quiet_from,
        quiet_until=row.quiet_until,
        zone=row.zone,
    )


def keep(person: UUID, wish: Wish) -> None:
    """Write down what they chose."""
    Choice.objects.update_or_create(
        pk=person,
        defaults={
            "ways": dict(wish.ways),
            "rhythm": wish.rhythm,
            "hour": wish.hour,
            "weekday": wish.weekday,
            "quiet_from": wish.quiet_from,
            "quiet_until": wish.quiet_until,
            "zone": wish.zone,
        },
    )


def no_more_mail(person: UUID) -> None:
    """Stop letters about whatever it is; what is pushed and shown in the page stays."""
    wish = wish_of(person)
    less = {"both": "push", "mail": "page"}
    keep(person, replace(wish, ways={sort: less.get(way, way) for sort, way in wish.ways.items()}))


def as_data(person: Person) -> dict[str, Any]:
    """As it goes along with somebody's own data. Two statements."""
    wish = wish_of(person.pk)
    pushed = Subscription.objects.filter(person=person).order_by("made")
    return {
        "notices": {
            "ways": dict(wish.ways),
            "when": wish.rhythm,
            "hour": wish.hour,
            "weekday": wish.weekday,
            "quiet": [wish.quiet_from, wish.quiet_until],
            "time_zone": wish.zone,
            "pushed_to": [{"since": one.made.isoformat(), "used": one.used.isoformat()} for one in pushed],
            "mail_comes_back_since": person.unreachable.isoformat() if person.unreachable else "",
        }
    }
