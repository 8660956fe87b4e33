"""Take a backup, come back from one, and see to it that what was destroyed stays so."""

import os
import time
from pathlib import Path

import click

from keukentafel.site.environment import Environment
from keukentafel.site.standing import NAME, migrated, standing

OWN_SERVER = (
    "DATABASE_URL names a server of your own: its backups are yours to make (pgBackRest, or what your organisation "
    "has). Say for how many days they are kept with KEUKENTAFEL_BACKUP_DAYS: our pages promise it. After you put one "
    "back, run `keukentafel tombstones apply` before anybody starts: until then serve and worker refuse. The key store "
    "has backups of its own, apart from those: `keukentafel backup --only-keys`."
)


@click.command()
@click.option("--only-keys", is_flag=True, help="Only the key store.")
def backup(*, only_keys: bool) -> None:
    """Copy the database, while people go on, and the key store to a place apart. Old backups are removed."""
    if os.environ.get("DATABASE_URL") and not only_keys:
        raise click.ClickException(OWN_SERVER)
    started = time.monotonic()
    with standing(live=False) as here:
        from keukentafel.site.backups import keys

        click.echo(f"The keys: {keys.back_up(here)}")
        if not only_keys:
            _database(here)
    click.echo(f"Done in {time.monotonic() - started:.1f} seconds.")


def _database(here: Environment) -> None:
    from keukentafel.site.backups import places, taking
    from keukentafel.site.postgres import running_cluster

    data = here.data / "postgres"
    with running_cluster(data) as cluster:
        made, manifest = taking.take(cluster, NAME, data.resolve(), here.backups)
    rows = sum(int(one[0]) for one in manifest.tables.values())
    click.echo(f"The database: {made.folder} ({rows} rows in {len(manifest.tables)} tables, every file checked)")
    click.echo(f"{places.prune(here.backups, here.backup_days)} backups older than {here.backup_days} days removed.")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--keys", type=click.Path(path_type=Path), help="Backups of the key store, when there is none here.")
@click.option("--until", type=click.Choice(["latest", "backup"]), default="latest", show_default=True,
              help="With all that was written since, as far as the log was kept; or just the backup.")  # fmt: skip
@click.option("--replace", is_flag=True, help="Put the database that is here aside.")
def restore(folder: Path, keys: Path | None, until: str, *, replace: bool) -> None:
    """Come back from the backup in FOLDER, into KEUKENTAFEL_DATA. What was destroyed since is destroyed in it too."""
    if os.environ.get("DATABASE_URL"):
        raise click.ClickException(OWN_SERVER)
    started, here = time.monotonic(), Environment.read()
    from keukentafel.site.backups import restoring
    from keukentafel.site.backups.keys import bring_back
    from keukentafel.site.backups.manifest import read

    read(folder.resolve())  # what is wrong with it is told before anything is touched
    if copy := bring_back(here, keys):
        click.echo(f"The keys come from {copy}")
    data = here.data / "postgres"
    done = restoring.restore(folder.resolve(), data, NAME, log=until == "latest", replace=replace)
    rows = sum(int(one[0]) for one in done.tables.values())
    click.echo(f"{rows} rows in {len(done.tables)} tables. {SAME[done.exact]}")
    if done.aside:
        click.echo(f"What was here is in {done.aside}. Throw it away when all is well.")
    _applied()
    click.echo(f"Done in {time.monotonic() - started:.1f} seconds.")


SAME = {
    True: "Counts and sums are those of the backup.",
    False: "Counts or sums are NOT those of the backup: look before you use it.",
    None: "Every file is as it was copied; people were writing, so there are no sums to compare with.",
}


def _applied() -> None:
    with standing(live=False) as here:
        migrated(here)
        _apply(here)


@click.group()
def tombstones() -> None:
    """What was destroyed, beside the keys: that it was, and when; never what it held."""


@tombstones.command("apply")
def apply_() -> None:
    """Destroy in this database what was destroyed before. After a backup was put back, before anybody may look."""
    with standing(live=False) as here:
        migrated(here)
        _apply(here)


@tombstones.command("count")
def count() -> None:
    """How many there are, and how many of those things are in this database again."""
    with standing(live=False):
        from keukentafel.access.keys import risen
        from keukentafel.access.keys import tombstones as stones

        click.echo(f"{len(stones().all())} tombstones; {risen()} of those things are here again.")


def _apply(here: Environment) -> None:
    from keukentafel.site.backups.stones import apply, refuse_risen

    done = apply(here.owner_url)
    refuse_risen(here.web_url)
    click.echo(f"{done.known} tombstones hold; {done.went} things that had been destroyed were here again, and went.")
