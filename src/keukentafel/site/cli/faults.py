"""The trial by kill -9."""

import json
from pathlib import Path

import click

from keukentafel.site.environment import Environment


@click.command()
@click.option("--writes", default=10_000, show_default=True, type=click.IntRange(1), help="To be acknowledged.")
@click.option("--kills", default=20, show_default=True, type=click.IntRange(1), help="Of each of the three.")
@click.option("--dossiers", default=40, show_default=True, type=click.IntRange(0), help="Destroyed meanwhile.")
@click.option(
    "--control", is_flag=True, help="With synchronous_commit=off, killing PostgreSQL alone: it has to lose some."
)
@click.option("--json", "json_path", type=click.Path(dir_okay=False, path_type=Path), help="Where the figures go.")
def faults(writes: int, kills: int, dossiers: int, *, control: bool, json_path: Path | None) -> None:
    """Kill the web server, the worker and PostgreSQL while people write, in a house of its own; then count."""
    from keukentafel.site.faults.running import Sizes, run

    data = Environment.read().data / ("faults-control" if control else "faults")
    found = run(
        data, Sizes(writes, kills, 0 if control else dossiers, control), lambda said: click.echo(said, err=True)
    )
    told = json.dumps(found, indent=1)
    click.echo(told)
    if json_path:
        json_path.write_text(told)
    if control and not found["verdict"]["lost"]:
        raise click.ClickException("The control lost nothing, so this trial proves nothing.")
    if not control and not found["good"]:
        raise click.ClickException("Something is lost or half.")
