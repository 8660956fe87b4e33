"""What an archive says of authority and consent, changed by somebody who knows its passphrase: refused in words."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from pytest_django.plugin import DjangoDbBlocker
from tests.support.hostile import Good, with_rights


@pytest.fixture(autouse=True)
def unblocked(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


def setting(part: str, **fields: Any) -> Callable[[Any], None]:
    """A change of the first authority, about or consent."""
    return lambda rights: rights[part][0].update(fields)


def doubling(part: str) -> Callable[[Any], None]:
    """The first of them, twice."""
    return lambda rights: rights[part].append(rights[part][0])


def test_seats_and_circles_of_another_dossier(good: Good) -> None:
    strange = str(uuid4())
    for where, field in (
        ("authority", "child"), ("authority", "parent"), ("authority", "recorded_by"), ("abouts", "circle"), ("abouts", "seat"),
        ("abouts", "by"), ("consents", "about"), ("consents", "given_by"), ("consents", "circle"), ("consents", "subject"),
    ):  # fmt: skip
        assert good.refuses(with_rights(good, setting(where, **{field: strange})))[0] == "strange_id", (where, field)
    contested = setting("authority", contested_by=strange, contested="2026-01-01T00:00:00Z")
    assert good.refuses(with_rights(good, contested))[0] == "strange_id"


def test_authority_and_consent_that_can_not_be(good: Good) -> None:
    """Nobody becomes a parent, a child or a professional by what an archive says of them, and nothing stands twice."""
    head = json.loads(good.entries["keukentafel.json"])
    seats = {one["card"]["name"]: one["id"] for one in head["seats"]}
    circles = {one["kind"]: one["id"] for one in head["circles"]}
    changes = [
        setting("authority", child=seats["Oma"]),
        setting("authority", child=seats["Ann"]),
        setting("authority", parent=seats["Bo"]),
        setting("authority", parent=seats["Tess"]),
        setting("authority", source="magic"),
        setting("authority", since="0001-01-01"),
        setting("authority", recorded="2026-01-01T00:00:00"),
        setting("authority", contested_by=seats["Oma"], contested=None),
        setting("authority", contested_by=None, contested=None, contest="so there"),
        setting("authority", crown="gold"),
        setting("abouts", circle=circles["table"]),
        setting("abouts", circle=circles["personal"]),
        setting("abouts", seat=seats["Bo"]),
        setting("consents", about=seats["Bo"]),
        setting("consents", given_by=seats["Bo"]),
        setting("consents", subject=seats["Oma"]),
        setting("consents", subject=None),
        setting("consents", circle=circles["family"]),
        setting("consents", circle=None),
        setting("consents", purpose="magic"),
        setting("consents", for_band=13),
        setting("consents", text_version=0),
        setting("consents", yes="perhaps"),
    ]
    for number, change in enumerate(changes):
        assert good.refuses(with_rights(good, change))[0] == "wrong", number
    for where in ("authority", "abouts", "consents"):
        assert good.refuses(with_rights(good, doubling(where)))[0] == "twice", where
    anew = {"id": str(uuid4())}
    again = with_rights(good, lambda rights: rights["authority"].append(rights["authority"][0] | anew))
    assert good.refuses(again)[0] == "twice", "two that stand, of one parent over one child"
    assert good.refuses(with_rights(good, setting("authority", where="x" * 501)))[0] == "too_long"
    assert (
        good.refuses(with_rights(good, lambda rights: rights.update(abouts=rights["abouts"] * 6_000)))[0] == "too_many"
    )
