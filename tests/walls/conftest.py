"""What a whole file of tests shares: each of them undoes what it does."""

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.support.house import House
from tests.walls.house_of_pages import Pages, make_pages
from tests.walls.scene import Scene, build


@pytest.fixture(scope="module")
def scene(whole_house: House, django_db_blocker: DjangoDbBlocker) -> Iterator[Scene]:
    """The planted families; tests with it leave the database as they found it."""
    with django_db_blocker.unblock():
        whole_house.empty()
        yield build(whole_house)
        whole_house.leave()


@pytest.fixture(scope="module")
def pages(whole_house: House, django_db_blocker: DjangoDbBlocker) -> Iterator[Pages]:
    """The family of pages; every request that changed something is undone."""
    with django_db_blocker.unblock():
        whole_house.empty()
        made = make_pages(whole_house)
        yield made
        assert made.kept
        made.kept.forget()
        whole_house.leave()
