"""Print the map of what a dossier can hold."""

import os

import click
import django
from rich.console import Console
from rich.table import Table


@click.command()
@click.option("--markdown", is_flag=True, help="As the page docs/kinds.md.")
def kinds(markdown: bool) -> None:  # click calls it by name
    """Print every kind of item: who may add it, under what, and its states."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keukentafel.site.settings")
    django.setup()
    rows = _rows()
    if markdown:
        click.echo(as_markdown(rows))
        return
    table = Table(*HEAD)
    for row in rows:
        table.add_row(*row)
    Console().print(table)


HEAD = ("kind", "fields", "added by", "under", "states", "elsewhere")


def _rows() -> list[tuple[str, ...]]:
    from keukentafel.dossiers.kinds import EVERYONE, all_kinds

    return [
        (
            kind.name,
            ", ".join(kind.content.model_fields),
            "everyone" if kind.adds == EVERYONE else ", ".join(sorted(kind.adds)),
            ", ".join(sorted(kind.under)),
            ", ".join(filter(None, kind.states)),
            ", ".join(filter(None, (kind.fhir, kind.ical, "fridge" if kind.fridge else ""))),
        )
        for kind in all_kinds()
    ]


def as_markdown(rows: list[tuple[str, ...]]) -> str:
    """The page docs/kinds.md."""
    lines = [
        "# Kinds",
        "",
        "What a dossier can hold. Made by `keukentafel kinds --markdown`; a test keeps it true.",
        "",
    ]
    lines += ["| " + " | ".join(HEAD) + " |", "|" + "---|" * len(HEAD)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])
