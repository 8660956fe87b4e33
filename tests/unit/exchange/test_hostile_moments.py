"""Whoever makes an archive could have others write in it next week, when those sit here themselves."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker
from tests.support.hostile import Good, with_head, with_items, with_rights


@pytest.fixture(autouse=True)
def unblocked(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


def later() -> str:
    return (timezone.now() + timedelta(days=1)).isoformat()


HEADS: dict[str, Callable[[Any], None]] = {
    "created": lambda head: head.update(created=later()),
    "frozen": lambda head: head.update(frozen=later()),
    "since": lambda head: head["seats"][0].update(since=later()),
    "circles": lambda head: head["circles"][0].update(created=later()),
    "sitting": lambda head: head["sitting"][0].update(since=later()),
}
ITEMS: dict[str, Callable[[list[Any]], None]] = {
    "created": lambda items: items[0].update(created=later()),
    "changed": lambda items: items[0].update(changed=later()),
    "versions": lambda items: next(one for one in items if one["versions"])["versions"][0].update(changed=later()),
    "seen": lambda items: next(one for one in items if one["seen"])["seen"][0].update(at=later()),
    "files": lambda items: next(one for one in items if one["files"])["files"][0].update(created=later()),
}
RIGHTS: dict[str, Callable[[Any], None]] = {
    "recorded": lambda rights: rights["authority"][0].update(recorded=later()),
    "abouts": lambda rights: rights["abouts"][0].update(at=later()),
    "given": lambda rights: rights["consents"][0].update(given=later()),
}


@pytest.mark.parametrize("what", HEADS)
def test_a_dossier_that_will_be(good: Good, what: str) -> None:
    assert good.refuses(with_head(good, HEADS[what]))[0] == "wrong"


@pytest.mark.parametrize("what", ITEMS)
def test_what_somebody_will_write(good: Good, what: str) -> None:
    assert good.refuses(with_items(good, ITEMS[what]))[0] == "wrong"


@pytest.mark.parametrize("what", RIGHTS)
def test_what_somebody_will_agree_to(good: Good, what: str) -> None:
    assert good.refuses(with_rights(good, RIGHTS[what]))[0] == "wrong"
