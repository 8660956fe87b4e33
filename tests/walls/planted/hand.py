"""A hand inside the house that the strings are planted in: ``python -m tests.walls.planted.hand <what>``."""

import json
import os
import sys
from pathlib import Path

import psycopg


def plant() -> None:
    """The family of pages; gives its ids and the cookies of everybody."""
    from django.conf import settings

    from keukentafel.site.environment import Environment
    from keukentafel.site.standing import migrated
    from tests.support.house import TABLES, House
    from tests.walls.house_of_pages import make_pages

    here = Environment.read()
    migrated(here)
    settings.ALLOWED_HOSTS.append("testserver")
    with psycopg.connect(here.owner_url, autocommit=True) as owner:
        tables = owner.execute(TABLES).fetchone()
        assert tables
        pages = make_pages(House(here.owner_url, here.web_url, here.worker_url, owner, tables[0]))
        assert pages.kept
        pages.kept.forget()
    cookies = {who: {name: one.value for name, one in of.cookies.items()} for who, of in pages.browsers.items()}
    ann = str(pages.family.people["Ann"].pk)
    made = {"ann": ann, "ids": {name: str(one) for name, one in pages.ids.items()}, "cookies": cookies}
    Path(sys.argv[2]).write_text(json.dumps(made | {"owner": here.owner_url}))


def leak() -> None:
    """The planted fault: one circle's name is stored as it was typed. ``ann dossier name`` follow."""
    from uuid import UUID

    from keukentafel.access import enter
    from keukentafel.rooms.table.actions import circles

    ann, dossier, name = sys.argv[2:]
    circles._sealed = lambda ring, visit, circle, typed: typed.encode()  # type: ignore[assignment]
    with enter(UUID(ann), UUID(dossier), place="table") as visit:
        circles.make_named(visit, name, [])


def worker() -> None:
    """The worker as in production."""
    from keukentafel.site.cli.serve import worker as command

    assert command.callback
    command.callback()


if __name__ == "__main__":
    from keukentafel.site.standing import standing

    os.environ["DJANGO_SETTINGS_MODULE"] = "keukentafel.site.settings"
    with standing():
        {"plant": plant, "leak": leak, "worker": worker}[sys.argv[1]]()
