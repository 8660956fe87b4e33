"""When somebody can be reached: kept with the account, and written on their cards (``dossiers/reach.py``)."""

from uuid import UUID

from keukentafel.people.models import Person, PersonReach


def words_of(person: UUID) -> str:
    """What somebody said of it, as it was kept; empty if they never did."""
    found = PersonReach.objects.select_related("person").filter(pk=person).first()
    return str(found.words) if found else ""


def keep(person: Person, words: str) -> None:
    """Keep what somebody says of it, instead of what they said before."""
    PersonReach.objects.update_or_create(person=person, defaults={"words": words})
