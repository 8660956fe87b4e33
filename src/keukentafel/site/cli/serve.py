"""Serve pages, work through jobs, bring the tables up to date."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from urllib.parse import urlsplit

import click

from keukentafel.site.postgres.signals import leaving_on_signals
from keukentafel.site.standing import collected, migrated, standing
from keukentafel.site.tied import tied_to

PEM = click.Path(exists=True, dir_okay=False)


@click.command()
def migrate() -> None:
    """Bring the database up to date: tables, the rule, the walls, the web role's rights."""
    with standing(live=False) as here:
        migrated(here)
        click.echo("The database is up to date.")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, envvar="PORT", help="Port to listen on.")
@click.option("--live-port", type=int, help="Port for the streams of open pages.  [default: the next one]")
@click.option("--workers", default=2, show_default=True, help="Processes that serve pages.")
@click.option("--certificate", type=PEM, envvar="KEUKENTAFEL_CERTIFICATE", help="To end TLS here: the chain.")
@click.option("--certificate-key", type=PEM, envvar="KEUKENTAFEL_CERTIFICATE_KEY", help="Its private key.")
def serve(
    host: str, port: int, live_port: int | None, workers: int, certificate: str | None, certificate_key: str | None
) -> None:
    """Serve the site until Ctrl-C. Run `keukentafel migrate` first, and `keukentafel worker` beside it."""
    if bool(certificate) != bool(certificate_key):
        raise click.UsageError("A certificate goes with its key: name both, or none where a proxy ends TLS.")
    tls = tls_options(certificate, certificate_key) if certificate and certificate_key else []
    live_port = live_port or port + 1
    say_where_streams_are(port, live_port)
    with standing():
        collected()
        with live_server(host, live_port, tls), web_server(host, port, workers, tls) as server:
            sys.exit(server.wait())


@click.command()
def worker() -> None:
    """Work through the queue: letters that go out, archives, and the nightly copy of the key store."""
    with standing() as here:
        if not here.worker_url:
            raise click.ClickException(NO_ADDRESS)
        from procrastinate.contrib.django import app

        from keukentafel.access.log import come_from
        from keukentafel.site.jobs import catch_up
        from keukentafel.site.working import work

        come_from("worker")
        catch_up()
        waiting = app.connector.get_worker_connector()  # type: ignore[attr-defined]  # Django's connector has it
        with app.replace_connector(waiting) as listening:
            # what was sent goes: an address, sealed as it is, has no business in the queue any more
            work(listening, delete_jobs="successful")


NO_ADDRESS = (
    "The worker has doors of its own in the database, and needs their address: KEUKENTAFEL_WORKER_URL, beside "
    "KEUKENTAFEL_WEB_URL (docs/running.md). Without both it makes them itself from DATABASE_URL."
)
BARE = {"KEUKENTAFEL_OWNER_URL": "", "DATABASE_URL": ""}
"""Without the rights of who owns the database."""
SPARING = {"MALLOC_ARENA_MAX": "1"}
"""One heap for all threads of a worker, who wait for one another anyway: 12 MB less in each."""


def tls_options(certificate: str, key: str) -> list[str]:
    """How the server ends TLS itself: 1.2 and 1.3, and suites with forward secrecy only (rustls has no other)."""
    return ["--ssl-certificate", certificate, "--ssl-keyfile", key, "--ssl-protocol-min", "tls1.2"]


@contextmanager
def web_server(host: str, port: int, workers: int, tls: Sequence[str] = ()) -> Iterator[subprocess.Popen[bytes]]:
    """Pages by granian on WSGI, in processes of their own without the owner's rights on the database."""
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "4", "--no-ws", "--log-level", "warning",
        "--workers-kill-timeout", "3", *tls, "keukentafel.site.wsgi:application",
    ]  # fmt: skip
    with child(command, SPARING | BARE | {"KEUKENTAFEL_WORKER_URL": ""}) as process:
        yield process


@contextmanager
def live_server(host: str, port: int, tls: Sequence[str] = ()) -> Iterator[subprocess.Popen[bytes]]:
    """Streams of open pages, by granian on ASGI in one process: they wait more than they work."""
    command = [
        sys.executable, "-m", "granian", "--interface", "asgi", "--host", host, "--port", str(port),
        "--workers", "1", "--no-ws", "--log-level", "warning", "--workers-kill-timeout", "1", "--backlog", "4096",
        *tls, "keukentafel.site.asgi:application",
    ]  # fmt: skip
    with child(command, SPARING | BARE | {"KEUKENTAFEL_WORKER_URL": ""}) as process:
        yield process


def say_where_streams_are(port: int, live_port: int) -> None:
    """Browsers that come straight to us ask for streams by the other port; through a proxy, at the same address.

    Where the installation says it itself (``KEUKENTAFEL_LIVE``), that holds.
    """
    origin = urlsplit(os.environ.get("KEUKENTAFEL_ORIGIN") or "http://127.0.0.1:8000")
    if origin.port == port and not os.environ.get("KEUKENTAFEL_LIVE"):
        host = f"[{origin.hostname}]" if ":" in (origin.hostname or "") else origin.hostname
        os.environ["KEUKENTAFEL_LIVE"] = f"{origin.scheme}://{host}:{live_port}"


@contextmanager
def child(command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A process that ends with us: also when we are asked to stop, and on Linux when we are killed."""
    with leaving_on_signals():
        tie = tied_to(os.getpid())
        process = subprocess.Popen(command, env=os.environ | environment, preexec_fn=tie)  # noqa: PLW1509  # it takes no lock
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
