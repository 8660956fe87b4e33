"""What the worker does for the access log by itself."""

import logging

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from keukentafel import vault
from keukentafel.access.proving import put_outside
from keukentafel.accesslog.heads import Outside


def outside() -> Outside:
    """The folder of this installation in which the ends of the log are kept."""
    return Outside(settings.LOG_HEADS, vault.current().sign_log, vault.current().check_log)


@app.periodic(cron="*/5 * * * *")
@app.task(name="access.put_log_outside", queue="house", queueing_lock="access.put_log_outside", pass_context=False)
def put_log_outside(timestamp: int) -> None:
    """Put the ends of the log outside the database: what is cut off later than this is found."""
    back = put_outside(outside(), timezone.now()).back
    if back:
        logging.getLogger(__name__).error(
            "The access log of %d circles ends earlier than it did: run `keukentafel verify-log`.", len(back)
        )
