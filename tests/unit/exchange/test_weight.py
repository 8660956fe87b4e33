"""A dossier that is six times as large takes no more memory to make or read: it streams."""

import pytest
from tests.support.house import House
from tests.support.weighing import weigh

MOST = 300_000
"""kB of resident memory, whatever the size."""
ROOM = 25_000
"""kB that two runs of the same work may differ."""


@pytest.mark.usefixtures("files_folder")
def test_memory_does_not_grow_with_the_dossier(house: House) -> None:
    small = weigh(house, 400, 10)
    house.empty()
    large = weigh(house, 2_400, 60, each=30)
    assert large.size > 5 * small.size
    assert max(large.make, large.bring) < MOST
    assert large.make - small.make < ROOM
    assert large.bring - small.bring < ROOM
