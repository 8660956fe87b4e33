"""Synthetic dossiers for measurements."""

import time

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from keukentafel.site.standing import migrated, standing


@click.command()
@click.option("--dossiers", default=2000, show_default=True, type=click.IntRange(1), help="How many families.")
@click.option("--items", default=100_000, show_default=True, type=click.IntRange(0), help="How many items in all.")
@click.option("--rng", default=1, show_default=True, help="The dice: the same number gives the same families.")
def seed(dossiers: int, items: int, rng: int) -> None:
    """Plant synthetic dossiers, sealed like real ones, for measurements. Nobody can sign in to them."""
    with standing() as here:
        migrated(here)
        from keukentafel.site.measuring.copying import NotAllowed
        from keukentafel.site.measuring.planting import seed as plant_all

        started = time.monotonic()
        with _bar() as bar:
            task = bar.add_task("items", total=items)
            try:
                plant_all(
                    here.owner_url, dossiers=dossiers, items=items, rng=rng, told=lambda more: bar.advance(task, more)
                )
            except NotAllowed as missing:
                raise click.ClickException(str(missing)) from None
        took = time.monotonic() - started
    click.echo(f"{dossiers} dossiers with {items} items in {took:.1f} s: {items / took:.0f} items a second")


def _bar() -> Progress:
    return Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
