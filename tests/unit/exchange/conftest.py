"""What tests of hostile archives share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from pytest_django.plugin import DjangoDbBlocker
from tests.support.hostile import Good
from tests.support.house import House

from keukentafel.exchange import zipped as zip_module


@pytest.fixture(scope="module")
def good(whole_house: House, django_db_blocker: DjangoDbBlocker, tmp_path_factory) -> Iterator[Good]:
    place, rounds = settings.FILES_FOLDER, zip_module.ROUNDS
    zip_module.ROUNDS = 2**6  # hundreds of archives are tried here
    settings.FILES_FOLDER = Path(tmp_path_factory.mktemp("files"))
    with django_db_blocker.unblock():
        whole_house.empty()
        yield Good(whole_house)
        whole_house.leave()
    settings.FILES_FOLDER, zip_module.ROUNDS = place, rounds
