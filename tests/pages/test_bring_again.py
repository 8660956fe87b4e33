"""Archives that are brought one after another do not pile up on the disk: each takes the place of the one before."""

from typing import Any

import pytest
from tests.support.exchange import PASSPHRASE
from tests.support.family import person
from tests.support.house import House

from keukentafel.access.files import files
from keukentafel.dossiers.models import new_id
from keukentafel.exchange import archives, arrivals, bringing
from keukentafel.people.models import Person
from keukentafel.vault.files import new_key, new_name


def give(who: Person) -> str:
    stored, key = new_name(), new_key()
    files().write(stored, key, [b"x" * 100_000])
    secret = archives.Secret(passphrase=PASSPHRASE, language="nl")
    arrivals.keep(who.pk, new_id(), stored, key, 100_000, secret)
    return stored


def test_a_hundred_of_two_gigabytes_are_never_there_at_once(house: House) -> None:
    roos, piet = person("Roos"), person("Piet")
    other, first, second = give(piet), give(roos), give(roos)
    assert [files().on_disk(one) > 0 for one in (other, first, second)] == [True, False, True]


def test_what_is_put_away_is_gone(house: House) -> None:
    roos = person("Roos")
    only = give(roos)
    arrivals.forget(roos.pk)
    assert files().on_disk(only) == 0


def test_one_whose_place_was_taken_while_it_was_read_troubles_nobody(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    roos = person("Roos")
    first = new_id()
    stored, key = new_name(), new_key()
    files().write(stored, key, [b"x" * 100_000])
    arrivals.keep(roos.pk, first, stored, key, 100_000, archives.Secret(passphrase=PASSPHRASE, language="nl"))
    real = bringing.read

    def meanwhile(*what: Any) -> Any:
        give(roos)
        return real(*what)

    monkeypatch.setattr(bringing, "read", meanwhile)
    assert bringing.bring(roos.pk, first) is None
    said = arrivals.latest(roos.pk)
    assert said
    assert (said.id != first, said.state) == (True, "reading")
