"""What belongs to an account opens there alone, whoever writes to the database."""

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from tests.support.family import person
from tests.support.house import House

from keukentafel import vault
from keukentafel.people.models import NewAccount, Person
from keukentafel.vault import Unreadable

WORDS = "three words together"


@pytest.mark.parametrize("column", ["name", "password"])
def test_a_block_of_another_account_does_not_open(house: House, column: str) -> None:
    ann, ben = person("Ann", password=WORDS), person("Ben", password=WORDS)
    assert (Person.objects.get(pk=ann.pk).name, Person.objects.get(pk=ben.pk).check_password(WORDS)) == ("Ann", True)
    carry = f"UPDATE person SET {column} = (SELECT {column} FROM person WHERE id = %s) WHERE id = %s"
    house.owner.execute(carry.encode(), [ben.pk, ann.pk])
    with pytest.raises(Unreadable):
        getattr(Person.objects.get(pk=ann.pk), column)


def test_a_name_does_not_open_as_a_password(house: House) -> None:
    """Else who chooses their own name could write a hash into it, and carry it over."""
    ann = person(make_password("chosen by a thief"))
    house.owner.execute("UPDATE person SET password = name")
    with pytest.raises(Unreadable):
        Person.objects.get(pk=ann.pk).check_password("chosen by a thief")


def test_an_account_to_which_an_address_was_carried_lets_nobody_in(house: House) -> None:
    people = [person(name, password=WORDS) for name in ("Ann", "Mallory")]
    blocks = [house.owner.execute("SELECT email FROM person WHERE id = %s", [one.pk]).fetchone() for one in people]
    house.owner.execute("UPDATE person SET email = 'x'::bytea || email")
    for one, block in zip(people, reversed(blocks), strict=True):
        assert block
        house.owner.execute("UPDATE person SET email = %s WHERE id = %s", [block[0], one.pk])
    browser = Client(raise_request_exception=False)
    answer = browser.post("/sign-in/", {"login": "mallory@example.org", "password": WORDS})
    assert answer.status_code == 500
    assert "sessionid" not in browser.cookies
    assert browser.post("/forgotten/", {"email": "mallory@example.org"}).status_code == 500


def test_an_account_that_another_address_leads_to_does_not_open(house: House) -> None:
    """Only what stands in front, by which it is found, was carried over."""
    people = [person(name, password=WORDS) for name in ("Ann", "Mallory")]
    carry = "UPDATE person SET email = sha256('x') || substring(email from 33) WHERE id = %s"
    house.owner.execute(carry, [people[1].pk])
    with pytest.raises(Unreadable):
        Person.objects.get(pk=people[1].pk).email  # noqa: B018  # to read it is to open it
    assert Person.objects.get(pk=people[0].pk).email == "ann@example.org"


def test_what_was_destroyed_does_not_open(house: House) -> None:
    """An account in an old copy of the database: its key is gone, and another's opens all the same."""
    ann, ben = person("Ann"), person("Ben")
    vault.current().destroy(ann.pk)
    for column in ("name", "email"):
        with pytest.raises(vault.NoKey):
            getattr(Person.objects.get(pk=ann.pk), column)
        assert getattr(Person.objects.get(pk=ben.pk), column)


def test_it_is_found_by_its_address_and_by_nothing_sealed(house: House) -> None:
    ann = person("Ann")
    assert Person.objects.get(email=" ANN@example.org ") == ann
    for ask in ({"name": "Ann"}, {"password": "x"}):
        with pytest.raises(TypeError):
            Person.objects.filter(**ask).exists()
    with pytest.raises(TypeError):
        Person.objects.update(name="Ann")
    with pytest.raises(TypeError):
        Person.objects.update(email="ann@example.org")


def test_each_writing_gives_another_block_and_the_text_stays(house: House) -> None:
    ann = person("Ann")
    seen = set()
    for _ in range(3):
        Person.objects.get(pk=ann.pk).save()
        row = house.owner.execute("SELECT name FROM person").fetchone()
        assert row
        seen.add(bytes(row[0]))
    assert len(seen) == 3
    assert Person.objects.get(pk=ann.pk).name == "Ann"
    assert Person.objects.defer("name").get(pk=ann.pk).name == "Ann"


def test_who_waits_for_a_letter_is_bound_too(house: House) -> None:
    for mark in (b"one", b"two"):
        NewAccount(token_hash=mark, email=f"{mark.decode()}@example.org", name="N", password="p").save(
            force_insert=True
        )
    assert NewAccount.objects.get(token_hash=b"one").password == "p"
    house.owner.execute("UPDATE new_account SET password = (SELECT password FROM new_account WHERE token_hash = 'two')")
    with pytest.raises(Unreadable):
        NewAccount.objects.get(token_hash=b"one").password  # noqa: B018  # to read it is to open it
