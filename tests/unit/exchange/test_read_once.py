"""An archive becomes one dossier, however often and by however many workers it is read."""

from threading import Event, Thread
from uuid import UUID

import pytest
from django.db import connections
from tests.support.exchange import PASSPHRASE, on_disk, rich, take
from tests.support.family import person
from tests.support.house import House

from keukentafel.access.files import files
from keukentafel.dossiers.models import new_id
from keukentafel.exchange import archives, arrivals, bringing
from keukentafel.exchange.checking import check
from keukentafel.people.models import Person
from keukentafel.vault.files import new_key, new_name

pytestmark = pytest.mark.usefixtures("files_folder")


def arrived(house: House) -> tuple[Person, UUID]:
    """Somebody of another family, and the archive that they brought along."""
    archive = take(rich(house), "Ann")
    who, one, stored, key = person("Iemand"), new_id(), new_name(), new_key()
    files().write(stored, key, [archive])
    arrivals.keep(who.pk, one, stored, key, len(archive), archives.Secret(passphrase=PASSPHRASE, language="nl"))
    return who, one


def dossiers(house: House) -> int:
    row = house.owner.execute("SELECT count(*) FROM dossier").fetchone()
    assert row
    return int(row[0])


def state(who: Person) -> str:
    latest = arrivals.latest(who.pk)
    return latest.state if latest else ""


def test_who_is_killed_when_all_was_written_does_not_do_it_again(house: House, monkeypatch) -> None:
    who, one = arrived(house)
    with monkeypatch.context() as dying:
        dying.setattr(type(files()), "remove", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            bringing.bring(who.pk, one)
    assert dossiers(house) == 2
    assert bringing.bring(who.pk, one) is None
    assert dossiers(house) == 2
    assert state(who) == "done"


def test_two_workers_at_once_make_one_dossier(house: House, monkeypatch) -> None:
    who, one = arrived(house)
    reading, go_on = Event(), Event()

    def slowly(*how) -> None:
        reading.set()
        assert go_on.wait(30)
        check(*how)

    monkeypatch.setattr(bringing, "check", slowly)
    made: list[UUID | None] = []

    def work() -> None:
        try:
            made.append(bringing.bring(who.pk, one))
        finally:
            connections.close_all()

    workers = [Thread(target=work), Thread(target=work)]
    workers[0].start()
    assert reading.wait(30)
    workers[1].start()
    until_it_waits(house)
    go_on.set()
    for worker in workers:
        worker.join(60)
    assert sorted(made, key=str) == sorted([*filter(None, made), None], key=str)
    assert len([dossier for dossier in made if dossier]) == 1
    assert dossiers(house) == 2
    assert state(who) == "done"


def test_what_is_put_away_while_it_is_read_becomes_nothing(house: House, monkeypatch) -> None:
    who, one = arrived(house)
    before = on_disk()

    def and_then_away(*how) -> None:
        check(*how)
        house.owner.execute("DELETE FROM bring_along")

    monkeypatch.setattr(bringing, "check", and_then_away)
    assert bringing.bring(who.pk, one) is None
    assert dossiers(house) == 1
    assert on_disk() < before


def until_it_waits(house: House) -> None:
    """Until somebody waits for a lock that says: alone."""
    for _ in range(3_000):
        if house.owner.execute("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted").fetchone():
            return
        Event().wait(0.01)
    raise AssertionError("nobody waits")
