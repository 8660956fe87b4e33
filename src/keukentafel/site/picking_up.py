"""Jobs whose worker died in the midst: begun again, when it gave no sign of life for 30 seconds.

So a letter may go out twice, when its worker died between sending and saying so; it never goes out not at all.
"""

from procrastinate import JobContext
from procrastinate.contrib.django import app


@app.periodic(cron="* * * * *")
@app.task(name="site.pick_up", queueing_lock="site.pick_up", pass_context=True)
async def pick_up(context: JobContext, timestamp: int) -> int:
    """Every minute; gives how many jobs were begun again."""
    jobs = context.app.job_manager
    stalled = list(await jobs.get_stalled_jobs())
    for job in stalled:
        await jobs.retry_job(job)
    return len(stalled)
