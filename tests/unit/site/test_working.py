"""Two lanes of jobs: what becomes of the one when the other ends."""

from typing import Any

import pytest
from procrastinate import App
from procrastinate.testing import InMemoryConnector

from keukentafel.site.working import LaneBroke, work


def test_a_lane_that_can_not_say_any_more_that_it_lives_ends_the_worker_loudly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Or what watches over the worker would take it for one that was told to stop, and leave it so."""
    app = App(connector=InMemoryConnector())

    @app.periodic(cron="0 0 1 1 *")  # without one, procrastinate does not watch over what runs beside the jobs
    @app.task
    def yearly(timestamp: int) -> None:
        pass

    async def lost(_worker: Any) -> None:
        raise ConnectionError

    monkeypatch.setattr(app.job_manager, "update_heartbeat", lost)
    with pytest.raises(LaneBroke):
        work(app, update_heartbeat_interval=0.05, listen_notify=False)
