"""A house of its own in a folder, worked by the command line as in real life, and a hand inside it.

``python -m tests.faults.house <what> ...`` runs in that house; it prints JSON on its last line.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
NOT_HERE = (
    "DATABASE_URL",
    "KEUKENTAFEL_WEB_URL",
    "KEUKENTAFEL_WORKER_URL",
    "KEUKENTAFEL_OWNER_URL",
    "PYTEST_XDIST_WORKER",
)


class Outside:
    """The house in ``data``, from outside: its commands."""

    def __init__(self, data: Path, **settings: str) -> None:
        self.data = data
        clean = {name: value for name, value in os.environ.items() if name not in NOT_HERE}
        path = f"{ROOT / 'src'}:{ROOT}"
        self.environment = clean | {"KEUKENTAFEL_DATA": str(data), "PYTHONPATH": path} | settings

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A command of ``keukentafel``."""
        return self._python("-m", "keukentafel.site.cli", *words)

    def ok(self, *words: str) -> str:
        """The same, which has to go well."""
        done = self.run(*words)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def inside(self, *words: str) -> Any:
        """What a hand inside does and finds."""
        done = self._python("-m", "tests.faults.house", *words)
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    def _python(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, *words]
        return subprocess.run(command, env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False)


def plant(mark: str) -> dict[str, Any]:
    """Two families with things in every sort of circle; gives who and where."""
    from keukentafel.people.models import Person

    made = {}
    for name in ("one", "two"):
        who = Person.objects.create_user(f"{name}@example.org", "a good password", name=f"{mark} {name}")
        made[name] = _family(who.pk, f"{mark} {name}") | {"person": str(who.pk)}
    return made


def _family(who: Any, mark: str) -> dict[str, str]:
    from keukentafel.access import enter
    from keukentafel.access.cards import Cover, SeatCard
    from keukentafel.dossiers.founding import found
    from keukentafel.dossiers.models import new_id
    from keukentafel.rooms.journal import actions
    from keukentafel.rooms.table.actions import circles

    dossier = found(who, cover=Cover(title=mark), card=SeatCard(name=mark)).dossier
    with enter(who, dossier, place="table") as visit:
        own = circles.make_personal(visit, mark)
    for number in range(20):
        with enter(who, dossier, place="journal") as visit:
            where = [visit.table.id if visit.table else own, own][number % 2]
            actions.write(visit, f"{mark} entry {number}", circle=where, once=new_id())
    return {"dossier": str(dossier), "circle": str(own)}


def more(person: str, dossier: str) -> dict[str, str]:
    """One entry more."""
    from uuid import UUID

    from keukentafel.access import enter
    from keukentafel.dossiers.models import new_id
    from keukentafel.rooms.journal import actions

    with enter(UUID(person), UUID(dossier), place="journal") as visit:
        assert visit.table
        return {"entry": str(actions.write(visit, "one more", circle=visit.table.id, once=new_id()).id)}


def destroy(person: str, dossier: str) -> dict[str, bool]:
    """As its only owner."""
    from uuid import UUID

    from keukentafel.access import enter
    from keukentafel.rooms.table.actions import endings

    with enter(UUID(person), UUID(dossier), place="table") as visit:
        return {"at_once": endings.ask(visit)}


def look(person: str, dossier: str) -> dict[str, Any]:
    """What that person reads there, and sums over all rows of the dossier; ``None`` when there is nothing for them."""
    return {"read": _read(person, dossier), "rows": rows(dossier)}


def _read(person: str, dossier: str) -> str | None:
    from uuid import UUID

    from keukentafel.access import Refused, enter
    from keukentafel.dossiers import reading

    try:
        with enter(UUID(person), UUID(dossier), place="journal") as visit:
            entries = reading.of_kinds(visit, "journal.entry", circles=list(visit.circles))
            texts = sorted(entry.content.model_dump_json() for entry in entries)
            return sha256("".join([visit.cover.title, *texts]).encode()).hexdigest()
    except Refused:
        return None


def rows(dossier: str) -> dict[str, list[Any]]:
    """Rows of each table of a dossier, and a sum of them; the access log apart, for looking is logged."""
    import psycopg

    found = {}
    with psycopg.connect(os.environ["KEUKENTAFEL_OWNER_URL"]) as owner:
        for (table,) in owner.execute("SELECT name FROM access_dossier_tables() UNION SELECT 'dossier'").fetchall():
            column = "id" if table == "dossier" else "dossier_id"
            asked = f"SELECT count(*), md5(string_agg(t::text, '' ORDER BY t::text)) FROM {table} t WHERE {column} = %s"
            found[table] = list(owner.execute(asked.encode(), [dossier]).fetchone() or ())
    return {name: found[name] for name in sorted(found) if name != "presence"}


def keys(*ids: str) -> dict[str, bool]:
    """Whether there is a key for each of these."""
    from uuid import UUID

    from keukentafel import vault

    def has(one: str) -> bool:
        try:
            vault.current().lend(UUID(one), shared=[], personal=[])
        except vault.NoKey:
            return False
        return True

    return {one: has(one) for one in ids}


HANDS: dict[str, Callable[..., Any]] = {"plant": plant, "more": more, "destroy": destroy, "look": look, "keys": keys}

if __name__ == "__main__":
    from keukentafel.site.standing import standing

    what, *words = sys.argv[1:]
    with standing():
        print(json.dumps(HANDS[what](*words)))  # noqa: T201  # this is how it answers
