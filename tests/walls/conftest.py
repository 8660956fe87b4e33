"""One scene for a whole file of tests that undo what they do."""

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.support.house import House
from tests.walls.scene import Scene, build


@pytest.fixture(scope="module")
def scene(whole_house: House, django_db_blocker: DjangoDbBlocker) -> Iterator[Scene]:
    """The planted families; tests with it leave the database as they found it."""
    with django_db_blocker.unblock():
        whole_house.empty()
        yield build(whole_house)
        whole_house.leave()
