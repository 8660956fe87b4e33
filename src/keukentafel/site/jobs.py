"""What the worker does by the clock."""

import logging
from datetime import UTC, datetime, timedelta

from asgiref.sync import sync_to_async
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from keukentafel import vault
from keukentafel.access.files import remove_gone
from keukentafel.access.keys import destroy_doomed, destroy_left
from keukentafel.access.overdue import end_overdue
from keukentafel.people import tidying
from keukentafel.vault import KeysAway

log = logging.getLogger(__name__)
RETRY = RetryStrategy(max_attempts=12, wait=5 * 60)
NIGHTLY = "17 3 * * *"
HOURLY = "37 * * * *"
KEPT_JOBS = 30 * 24
"""Hours for which a job that failed is kept, for who looks why. What was done goes at once."""
A_DAY = timedelta(hours=24)


@app.periodic(cron=NIGHTLY)
@app.task(name="keys.back_up", queue="keys", retry=RETRY)
def back_up_keys(timestamp: int) -> None:
    """A copy of the key store, and away with those whose time is over; and destroy what was left undestroyed."""
    vault.current().copies.make()
    destroy_doomed()
    destroy_left()


@app.periodic(cron=HOURLY)
@app.task(name="site.tidy", queue="house", queueing_lock="site.tidy", pass_context=True)
async def tidy(context: JobContext, timestamp: int) -> None:
    """Every hour: what is over goes by itself (docs/security/rules.md, "What goes by itself")."""
    await sync_to_async(tidying.tidy)()
    await sync_to_async(end_overdue)()
    await context.app.job_manager.delete_old_jobs(
        KEPT_JOBS, include_failed=True, include_cancelled=True, include_aborted=True
    )


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
