"""Take in one letter: for the mail server's pipe."""

import sys

import click

from keukentafel.site.standing import standing


@click.command("mail-in")
@click.option("--to", default="", help="The address it came to (Postfix: ${original_recipient}); else its headers.")
def mail_in(to: str) -> None:
    """Read one letter from standard input: one of ours that came back, or an answer to one. Nothing of it is kept."""
    with standing():
        from keukentafel.notices.incoming import MOST_BYTES, take_in

        click.echo(take_in(sys.stdin.buffer.read(MOST_BYTES), to))
