"""Look after the keys: change the one that wraps all others, see how it stands, try them all, copy the key store."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from keukentafel import vault
from keukentafel.site.backups.keys import after_rotation
from keukentafel.site.environment import Environment
from keukentafel.site.standing import standing
from keukentafel.vault import Busy, Vault
from keukentafel.vault.provider import Health

SHOWN = 20


@click.group()
def keys() -> None:
    """The keys to the dossiers: docs/keys.md tells a municipality's IT what to do with them."""


@keys.command()
def rotate() -> None:
    """Change the key-encryption key while the site is open, and destroy the old one.

    A run that broke off goes on. Afterwards an earlier copy of the key store opens nothing: copy it anew.
    """
    here = Environment.read()
    try:
        with _bar("keys wrapped anew") as told:
            turned = here.vault().rotate(told)
    except Busy:
        raise click.ClickException("Another rotation is running.") from None
    if turned.went_on:
        click.echo("Went on where an earlier rotation broke off.")
    click.echo(f"{turned.keys} keys were wrapped anew. All are now under {turned.kek}.")
    click.echo(f"Destroyed: {', '.join(turned.destroyed) or 'nothing'}. Earlier copies of the key store open nothing.")
    if after_rotation(here):
        click.echo(f"What opens the new one lies beside it in {here.key_copies[0]}.")


@keys.command()
def status() -> None:
    """Which key-encryption keys there are, how old, how many keys under each; the copies. Ends with 1 if not well."""
    house = Environment.read().vault()
    health, under = house.health(), house.under()
    Console().print(_keks(health, under))
    copies = list(house.copies.all().values())
    newest = f", the newest of {copies[-1]:%Y-%m-%d %H:%M} UTC" if copies else ""
    click.echo(f"Copies of the key store: {len(copies)}{newest}. Each is kept {house.copies.days} days.")
    if len(health.keks) > 1:
        click.echo("A rotation broke off or is running: `keukentafel keys rotate` goes on with it.")
    trouble = [health.trouble, str(house.trouble() or ""), _orphaned(health, under)]
    for words in dict.fromkeys(filter(None, trouble)):
        click.secho(f"MEND: {words}", fg="red")
    sys.exit(1 if any(trouble) else 0)


@keys.command()
@click.option("--destroy-strays", is_flag=True, help="Destroy keys that are for nothing.")
def verify(*, destroy_strays: bool) -> None:
    """Open something by every key: whatever has to have one has one that fits, and none is left over."""
    with standing() as here:
        if not here.owner_url:
            raise click.ClickException("Only the owner of the database sees every dossier: give DATABASE_URL.")
        from keukentafel.access.keys import verify as verify_all

        if trouble := vault.current().trouble():
            raise trouble
        with _bar("keys tried") as told:
            found = verify_all(here.owner_url, told)
        click.echo(f"{found.fit} keys open what they are for.")
        _list("These have no key", found.missing)
        _list("These do not open by their key", found.shut)
        _list("These keys are for nothing", found.too_many)
        if destroy_strays and found.too_many:
            if found.missing or found.shut or not found.fit:
                raise click.ClickException("Nothing was destroyed: this may be another key store than the database's.")
            click.confirm(f"Destroy {len(found.too_many)} keys for good?", abort=True)
            for key in found.too_many:
                vault.current().destroy(key)
            click.echo("Destroyed.")
            sys.exit(0)
        sys.exit(0 if found.well else 1)


@keys.command()
def backup() -> None:
    """Copy the key store, and remove the copies whose time is over. The worker does it every night."""
    copies = Environment.read().vault().copies
    click.echo(f"{copies.make()}, kept {copies.days} days. Never keep it with a backup of the database.")


def _keks(health: Health, under: dict[str, int]) -> Table:
    table = Table("key-encryption key", "made", "days", "keys under it", "", title=f"Provider: {health.name}")
    now = datetime.now(UTC)
    for kek in health.keks:
        made, days = (f"{kek.made:%Y-%m-%d}", str((now - kek.made).days)) if kek.made else ("?", "?")
        table.add_row(kek.id, made, days, str(under.get(kek.id, 0)), "wraps" if kek.id == health.current else "")
    return table


def _orphaned(health: Health, under: dict[str, int]) -> str:
    """Keys whose key-encryption key is not there: told only when the provider could be asked."""
    gone = {kek: number for kek, number in under.items() if kek not in {one.id for one in health.keks}}
    if health.trouble or not gone:
        return ""
    return f"{sum(gone.values())} keys are wrapped by {', '.join(sorted(gone))}, which this provider does not have."


def _list(words: str, ids: list[UUID]) -> None:
    if ids:
        click.secho(f"{words} ({len(ids)}): {', '.join(map(str, ids[:SHOWN]))}", fg="red")


@contextmanager
def _bar(words: str) -> Iterator[Callable[[int, int], None]]:
    console = Console(stderr=True)
    with Progress(
        TextColumn(words), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console
    ) as progress:
        task = progress.add_task(words, total=None)
        yield lambda done, of: progress.update(task, completed=done, total=of)


def findings(house: Vault) -> Iterator[tuple[bool, str]]:
    """For ``keukentafel doctor``: how the keys are, in words."""
    health = house.health()
    trouble = health.trouble or str(house.trouble() or "")
    yield not trouble, f"Keys can't be had: {trouble}." if trouble else f"The key provider ({health.name}) answers."
    if trouble:
        return
    orphaned = _orphaned(health, house.under())
    yield not orphaned, orphaned or f"Every key is wrapped by one that is there ({health.current} wraps)."
    half_way = len(health.keks) > 1
    yield (
        not half_way,
        "A rotation of the keys broke off: run `keukentafel keys rotate`." if half_way else "No rotation is half-way.",
    )
    copies = list(house.copies.all().values())
    late = not copies or (datetime.now(UTC) - copies[-1]).days >= 2
    yield (
        not late,
        "The key store was not copied for two days: run `keukentafel worker`, or `keukentafel keys backup`."
        if late
        else f"The key store was copied on {copies[-1]:%Y-%m-%d %H:%M} UTC; copies are kept {house.copies.days} days.",
    )
