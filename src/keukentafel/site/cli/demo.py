"""The demo: three families over a year, on this machine only."""

import ipaddress
import json
import os
import socket
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import click
import pyotp
from rich.console import Console
from rich.table import Table

from keukentafel.site.cli.serve import BARE, child, live_server, say_where_streams_are, web_server
from keukentafel.site.environment import Environment
from keukentafel.site.standing import collected, migrated, standing

ACCOUNTS = "demo-accounts.json"
PATIENCE = 60


@click.command()
@click.option("--host", default="127.0.0.1", envvar="HOST", help="Loopback addresses only.")
@click.option("--port", default=8000, show_default=True, envvar="PORT", help="Port to listen on.")
def demo(host: str, port: int) -> None:
    """Set up three families and serve them until Ctrl-C. The passwords are public: this machine only."""
    _only_here(host)
    _nobody_there(host, port)
    os.environ["KEUKENTAFEL_ORIGIN"] = f"http://{host}:{port}"
    say_where_streams_are(port, port + 1)
    with standing(mode="demo") as here:
        _families(here)
        collected()
        command = [sys.executable, "-m", "keukentafel.site.cli", "worker"]
        with (
            child(command, BARE | {"KEUKENTAFEL_MODE": "demo"}),
            live_server(host, port + 1),
            web_server(host, port, 2) as server,
        ):
            _until_it_answers(server, f"http://{host}:{port}")
            _print_accounts(here)
            click.secho(f"\nThe table is laid: http://{host}:{port}   (Ctrl-C ends it)\n", bold=True)
            try:
                sys.exit(server.wait())
            except KeyboardInterrupt:
                click.echo("\nThe demo has ended. Its data stays in " + str(here.data))


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def demo_accounts(as_json: bool) -> None:  # click calls it by name
    """Print who can sign in to the demo; sets the families up if they are not there yet."""
    here = Environment.read()
    if not (here.data / ACCOUNTS).exists():
        with standing(mode="demo") as here:
            _families(here)
    if as_json:
        click.echo((here.data / ACCOUNTS).read_text())
    else:
        _print_accounts(here)


def _only_here(host: str) -> None:
    name = "127.0.0.1" if host == "localhost" else host
    try:
        loopback = ipaddress.ip_address(name).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise click.ClickException(
            f"The demo listens on this machine only, not on {host}: its passwords are public. Use `keukentafel serve`."
        )


def _nobody_there(host: str, port: int) -> None:
    """Two servers may share a port without noticing; their visitors would notice."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as door:
        if door.connect_ex((host, port)) == 0:
            raise click.ClickException(f"Somebody already listens on port {port}. Try PORT={port + 1}.")


def _families(here: Environment) -> None:
    """Migrate, and tell the stories once; a telling that broke off starts again from an empty database."""
    migrated(here)
    if (here.data / ACCOUNTS).exists():
        return
    from keukentafel.site.demo.telling import tell_all

    accounts = tell_all(here.owner_url)
    path = here.data / ACCOUNTS
    draft = path.with_suffix(".part")
    draft.write_text(json.dumps(accounts, indent=1, ensure_ascii=False))
    draft.replace(path)


def _print_accounts(here: Environment) -> None:
    table = Table("e-mail", "password", "code now", "name", "who", "tables", title="Who can sign in")
    for account in json.loads(Path(here.data / ACCOUNTS).read_text()):
        tables = ", ".join(f"{dossier['title']} ({dossier['role']})" for dossier in account["dossiers"])
        code = pyotp.TOTP(account["totp"]).now() if "totp" in account else ""
        table.add_row(account["email"], account["password"], code, account["name"], account["role"], tables)
    console = Console(width=None if sys.stdout.isatty() else 160)
    console.print(table)
    console.print("Professionals are asked a code as well; it changes every half minute: keukentafel demo-accounts")


def _until_it_answers(server: object, origin: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if server.poll() is not None:  # type: ignore[attr-defined]
            raise click.ClickException(f"The server did not start on {origin}: is another one there? Try PORT=8001.")
        try:
            with urllib.request.urlopen(origin + "/healthz", timeout=2):  # noqa: S310  # our own address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise click.ClickException(f"The server on {origin} does not answer.")
