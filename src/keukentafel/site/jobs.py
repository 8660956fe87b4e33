"""What the worker does by the clock."""

import logging
from datetime import UTC, datetime, timedelta

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from keukentafel import vault
from keukentafel.access.files import remove_gone
from keukentafel.access.keys import destroy_doomed
from keukentafel.vault import KeysAway

log = logging.getLogger(__name__)
RETRY = RetryStrategy(max_attempts=12, wait=5 * 60)
NIGHTLY = "17 3 * * *"
A_DAY = timedelta(hours=24)


@app.periodic(cron=NIGHTLY)
@app.task(name="keys.back_up", queue="keys", retry=RETRY)
def back_up_keys(timestamp: int) -> None:
    """A copy of the key store, and away with those whose time is over; and destroy what a crash left undestroyed."""
    vault.current().copies.make()
    destroy_doomed()


def catch_up() -> None:
    """When the worker starts: what a crash left over, and a copy, if the last one is more than a day old."""
    try:
        destroy_doomed()
        remove_gone()
        copies = vault.current().copies
        newest = max(copies.all().values(), default=None)
        if newest is None or datetime.now(UTC) - newest > A_DAY:
            copies.make()
    except KeysAway as trouble:
        log.error("No keys: %s", trouble)  # noqa: TRY400  # its words are for the log, its lines are not
