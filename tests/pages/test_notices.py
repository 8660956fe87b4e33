"""Who is told that there is something, when, and by which letter."""

import re

import pytest
from django.core import mail
from tests.support.family import Family
from tests.support.house import House
from tests.support.journal import Cast
from tests.support.noticed import QUEUED, deliver, names, write


@pytest.fixture
def family(house: House, settings) -> Family:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    cast = Cast(house)
    house.owner.execute("DELETE FROM procrastinate_jobs")
    house.owner.execute("DELETE FROM notice_waiting")
    house.owner.execute("UPDATE presence SET last_at = now() - interval '1 day'")
    return cast


def test_each_who_sits_there_is_told_but_the_writer(house: House, family: Family) -> None:
    write(family, "Bo")
    assert names(family, deliver(house)) == ["Ann", "Eva", "Opa"]
    write(family, "Bo", circle="School")
    assert names(family, deliver(house)) == []  # Ann was told, and has not looked since
