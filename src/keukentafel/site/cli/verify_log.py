"""Prove the access log."""

import sys

import click
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from keukentafel.site.standing import standing

MOST = 50


@click.command()
@click.option("--put", is_flag=True, help="Afterwards, put the ends of the log outside the database (the worker does).")
def verify_log(*, put: bool) -> None:
    """Prove that nobody changed, removed, moved or cut off a line of the access log. Leaves with 1 if somebody did.

    Lines that were cut off before the log was next put outside the database (every five minutes) nobody can miss.
    """
    with standing():
        from keukentafel.access.jobs import outside
        from keukentafel.access.proving import findings

        shown = (SpinnerColumn(), TextColumn("{task.completed:,} lines"), TimeElapsedColumn())
        with Progress(*shown, transient=True) as progress:
            task = progress.add_task("lines")
            found = list(findings(outside(), lambda lines: progress.advance(task, lines)))
            lines = int(progress.tasks[0].completed)
        for one in found[:MOST]:
            click.echo(f"{one.chain or 'everywhere'}, line {one.seq}: {one.what}", err=True)
        if found:
            click.echo(f"{len(found)} things in the access log are not as they were written.", err=True)
            sys.exit(1)
        click.echo(f"All {lines:,} lines of the access log are as they were written.")
        if put:
            _put()


def _put() -> None:
    from django.utils import timezone

    from keukentafel.access.jobs import outside
    from keukentafel.access.proving import put_outside

    done = put_outside(outside(), timezone.now())
    click.echo(f"Put outside the database: where {done.written:,} logs end.")
