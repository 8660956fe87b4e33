"""One real PostgreSQL for the whole run; each worker has its own database, used through the web role."""

import importlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

# The settings read the environment when they are loaded.
_DATA = Path(tempfile.gettempdir()) / f"keukentafel-tests-{os.getuid()}" / os.environ.get("PYTEST_XDIST_WORKER", "main")
os.environ["KEUKENTAFEL_DATA"] = str(_DATA)
os.environ["KEUKENTAFEL_MOST_PAGES"] = "1000000"  # one person of a test asks for every page; people/pace.py has tests
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keukentafel.site.settings")

from django.conf import settings  # noqa: E402  # after the environment is set
from django.utils import translation  # noqa: E402  # the same

from keukentafel import vault  # noqa: E402  # the same
from tests.support.house import House, open_house  # noqa: E402
from tests.support.oidc.running import Running, running  # noqa: E402

# pytest-django loaded them before this file was read, from an environment that may be that of a real house: read anew,
# or the tests would use its keys, its letters and its static files.
_anew = importlib.reload(importlib.import_module("keukentafel.site.settings"))
for _name in filter(str.isupper, dir(_anew)):
    setattr(settings, _name, getattr(_anew, _name))
settings.PASSWORD_HASHERS = ["tests.support.hashing.QuickArgon2"]
vault.current().prepare()


@pytest.fixture(autouse=True)
def dutch() -> Iterator[None]:
    """Every test begins in Dutch: a page that was asked for in English leaves its language behind."""
    with translation.override("nl"):
        yield


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """We make our own databases: Django's would be reached as their owner."""


@pytest.fixture(scope="session")
def whole_house(django_db_blocker) -> Iterator[House]:
    """A migrated database for this worker, for the whole run."""
    with django_db_blocker.unblock(), open_house(_DATA) as opened:
        yield opened


@pytest.fixture
def house(whole_house: House, django_db_blocker) -> Iterator[House]:
    """The same, emptied: every transaction of a test is a real one."""
    with django_db_blocker.unblock():
        whole_house.empty()
        yield whole_house
        whole_house.leave()


@pytest.fixture
def files_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where sealed files lie during this test: a folder of its own."""
    monkeypatch.setattr(settings, "FILES_FOLDER", tmp_path / "files")
    return tmp_path / "files"


@pytest.fixture(scope="module")
def provider() -> Iterator[Running]:
    """A real provider of identities beside us, for the tests of one file (``tests/support/oidc``)."""
    with running(settings.ORIGIN) as made:
        yield made
