"""The bench: every figure of the aims for speed, in one run."""

import json
import os
import platform
import sys
import time
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from keukentafel.site.environment import Environment
from keukentafel.site.measuring.figures import Figure
from keukentafel.site.measuring.stage import Sizes, databases


@click.command()
@click.option(
    "--json", "json_path", type=click.Path(dir_okay=False, path_type=Path), help="Where every figure is written."
)
@click.option("--rounds", default=5, show_default=True, type=click.IntRange(1), help="Alternations.")
@click.option("--small", default=100_000, show_default=True, help="Items of the small installation.")
@click.option("--foreign", default=1_000_000, show_default=True, help="Items of others, added for the large one.")
@click.option("--full", is_flag=True, help="Ten million foreign items and 50,000 requests: an hour.")
def bench(json_path: Path | None, rounds: int, small: int, foreign: int, full: bool) -> None:  # click calls it by name
    """Measure the pages against their floors, in databases of its own. Takes about ten minutes on two cores."""
    here = Environment.read()
    here = replace(here, data=here.data / "bench")
    sizes = Sizes(small=small, foreign=foreign, rounds=rounds)
    if full:
        sizes = replace(sizes, foreign=10_000_000, long_run=50_000)
    started = time.monotonic()
    figures = _measured(here, sizes)
    took = time.monotonic() - started
    path = json_path or here.data / f"bench-{datetime.now(UTC).date().isoformat()}.json"
    machine = {"python": platform.python_version(), "system": platform.platform(), "cores": os.cpu_count()}
    told = {"sizes": asdict(sizes), "seconds": took, "machine": machine, "figures": [one.told() for one in figures]}
    path.write_text(json.dumps(told, indent=1))
    Console(width=None if sys.stdout.isatty() else 150).print(_table(figures))
    click.echo(f"{sum(one.met is False for one in figures)} aims missed. {took / 60:.1f} minutes. All figures: {path}")


def _measured(here: Environment, sizes: Sizes) -> list[Figure]:
    with databases(here) as (small, copied):  # settings are read here: what needs them is imported now
        from keukentafel.site.measuring.benching import bench as whole
        from keukentafel.site.measuring.copying import NotAllowed

        try:
            return list(whole(small, copied, sizes, _say))
        except NotAllowed as missing:
            raise click.ClickException(str(missing)) from None


def _say(words: str) -> None:
    click.secho(f"{datetime.now(UTC):%H:%M:%S} {words}", fg="cyan", err=True)


def _table(figures: list[Figure]) -> Table:
    table = Table("aim", "figure", "measured", "at most", "met", "", title="Speed")
    for one in figures:
        met = {None: "", True: "[green]yes", False: "[bold red]no"}[one.met]
        limit = "" if one.limit is None else f"{one.limit:g} {one.unit}"
        table.add_row(str(one.aim), one.name, f"{one.value:,.2f} {one.unit}", limit, met, one.note)
    return table
