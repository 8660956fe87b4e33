"""A dossier that was brought along says so to all who sit at its table: others' names in it were never proved here."""

from pathlib import Path

from django.test import Client
from tests.support.exchange import bring, other_house, rich, take
from tests.support.family import Family
from tests.support.house import House

from keukentafel.people.models import Person


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


SAYS = "komt uit een andere Keukentafel"


def test_who_sits_there_reads_that_it_was_brought(house: House, tmp_path: Path) -> None:
    family = rich(house)
    archive = take(family, "Ann")
    with other_house(house, tmp_path / "other"):
        ann, bo = (
            Person.objects.create_user(f"{name}@elders.test", "a good password", name=name) for name in ("a", "b")
        )
        assert bring(ann, archive)[0] == family.id
        house.owner.execute("UPDATE seat SET person_id = %s WHERE id = %s", [bo.pk, family.seats["Bo"]])
        for who in (ann, bo):
            said = signed_in(who).get(f"/d/{family.id}/table/").content.decode()
            assert SAYS in said
            assert "Hierheen gebracht: vandaag, door Ann." in said
        assert SAYS in signed_in(ann).get(f"/d/{family.id}/family/").content.decode()


def test_a_dossier_that_was_started_here_says_nothing_of_it(house: House) -> None:
    family = Family(house)
    assert SAYS not in family.client("Ann").get(f"/d/{family.id}/table/").content.decode()
