"""End sessions: when an account or the whole site may be in wrong hands."""

import click

from keukentafel.site.standing import standing


@click.group()
def sessions() -> None:
    """Who is signed in."""


@sessions.command()
@click.argument("address", required=False)
@click.option("--all", "everybody", is_flag=True, help="End the sessions of everybody.")
def end(address: str | None, *, everybody: bool) -> None:
    """Sign out the account with this e-mail ADDRESS everywhere, or everybody. Who did nothing wrong signs in again."""
    if bool(address) == everybody:
        raise click.UsageError("Name one e-mail address, or --all for everybody.")
    with standing():
        from keukentafel.people.signing_out import sign_out, sign_out_everybody

        done = sign_out(address) if address else sign_out_everybody()
        if done is None:
            raise click.ClickException("No account has this e-mail address.")
        click.echo(
            f"Ended: {done.sessions} sessions, of {done.people} accounts. Their holders can read that it happened."
        )
