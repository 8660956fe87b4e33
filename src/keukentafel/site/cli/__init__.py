"""The command line: ``keukentafel``. Each command is a small module of its own."""

import sys

import click

from keukentafel.site.cli.backup import backup, restore, tombstones
from keukentafel.site.cli.bench import bench
from keukentafel.site.cli.demo import demo, demo_accounts
from keukentafel.site.cli.doctor import doctor
from keukentafel.site.cli.faults import faults
from keukentafel.site.cli.keys import keys
from keukentafel.site.cli.kinds import kinds
from keukentafel.site.cli.mail_in import mail_in
from keukentafel.site.cli.seed import seed
from keukentafel.site.cli.serve import migrate, serve, worker
from keukentafel.site.cli.sessions import sessions
from keukentafel.site.cli.verify_log import verify_log
from keukentafel.site.postgres import ClusterError
from keukentafel.vault import KeysAway
from keukentafel.vault.provider.choosing import WrongChoice


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="keukentafel")
def keukentafel() -> None:
    """The virtual family dossier. Without DATABASE_URL it brings its own PostgreSQL, in .data/ (KEUKENTAFEL_DATA)."""


COMMANDS = (
    backup, bench, demo, demo_accounts, doctor, faults, keys, kinds, mail_in, migrate, restore, seed, serve, sessions,
    tombstones, verify_log, worker,
)  # fmt: skip
for command in COMMANDS:
    keukentafel.add_command(command)


def main() -> None:
    """Run; what is wrong with the set-up is told in words, without a traceback."""
    try:
        keukentafel()
    except (ClusterError, KeysAway, WrongChoice) as problem:
        click.echo(str(problem), err=True)
        sys.exit(1)
