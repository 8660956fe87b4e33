"""Check a set-up and say in words what to mend."""

import sys
from collections.abc import Callable, Iterator
from importlib.resources import files

import click
import psycopg

from keukentafel.site.cli.keys import findings
from keukentafel.site.environment import Environment
from keukentafel.site.standing import standing

Finding = tuple[bool, str]


@click.command()
def doctor() -> None:
    """Look at this set-up and say what is well and what to mend. Ends with 1 if anything must be mended."""
    with standing() as here:
        findings = [finding for check in CHECKS for finding in check(here)]
    for well, words in findings:
        click.secho(("  well  " if well else "  MEND  ") + words, fg="green" if well else "red")
    sys.exit(0 if all(well for well, _ in findings) else 1)


def _keys(here: Environment) -> Iterator[Finding]:
    if not here.keys.exists():
        yield False, f"There is no key store in {here.keys} yet: run `keukentafel migrate`."
        return
    folders = {here.keys, here.provider.folder, here.key_copies[0]}
    files = [path for folder in folders if folder.exists() for path in (folder, *folder.iterdir())]
    loose = sorted({path.name for path in files if path.stat().st_mode & 0o077})
    yield (
        not loose,
        (
            f"Others on this machine can read {', '.join(loose)} in {here.keys}: run chmod go= on them."
            if loose
            else "The keys are readable by you alone."
        ),
    )
    yield from findings(here.vault())


def _look(_here: Environment) -> Iterator[Finding]:
    built = files("keukentafel.look").joinpath("static/built").is_dir()
    yield built, "The look is built." if built else "The look is not built: run `make setup`."


def _walls(here: Environment) -> Iterator[Finding]:
    with psycopg.connect(here.web_url) as web:
        role = web.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user").fetchone()
        yield (
            role == (False, False),
            (
                "The web role is bound by the walls."
                if role == (False, False)
                else "The web role goes round row-level security: give it no SUPERUSER and no BYPASSRLS."
            ),
        )
        owned = web.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user").fetchone()
        yield (
            owned == (0,),
            ("The web role owns nothing." if owned == (0,) else "The web role owns tables: let another role own them."),
        )


def _worker(here: Environment) -> Iterator[Finding]:
    if not here.worker_url:
        yield True, "No worker's address here: right for a web server. The worker needs KEUKENTAFEL_WORKER_URL."
        return
    with psycopg.connect(here.worker_url) as worker, psycopg.connect(here.web_url) as web:
        bound = worker.execute(BOUND).fetchone() == (True,)
        yield (
            bound,
            (
                "The worker's role reads no table and goes round nothing."
                if bound
                else "The worker's role may more than its own doors: take SUPERUSER, BYPASSRLS and other groups away."
            ),
        )
        apart = (worker.execute(DOORS).fetchone(), web.execute(DOORS).fetchone()) == ((True,), (False,))
        yield (
            apart,
            (
                "The worker's doors are open to the worker alone."
                if apart
                else "The worker's doors are not open to the worker alone: run `keukentafel migrate`."
            ),
        )


BOUND = """
SELECT NOT r.rolsuper AND NOT r.rolbypassrls AND NOT EXISTS (
  SELECT FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'p')
     AND has_any_column_privilege(c.oid, 'select, insert, update'))
  FROM pg_roles r WHERE rolname = current_user
"""
DOORS = "SELECT coalesce(has_function_privilege(to_regprocedure('access_bursts()'), 'execute'), false)"


def _tables(here: Environment) -> Iterator[Finding]:
    with psycopg.connect(here.owner_url or here.web_url) as owner:
        there = owner.execute("SELECT to_regclass('item') IS NOT NULL").fetchone() == (True,)
        yield there, "The tables are there." if there else "There are no tables yet: run `keukentafel migrate`."
        if not there:
            return
        bare = owner.execute(UNFORCED).fetchall()
        names = ", ".join(row[0] for row in bare)
        yield (
            not bare,
            (
                f"Without forced row-level security: {names}. Run `keukentafel migrate`."
                if bare
                else "Every table of a dossier has forced row-level security."
            ),
        )


UNFORCED = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = 'public' AND c.relkind = 'r' AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
   AND (c.relname = 'dossier'
        OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'dossier_id'))
"""
CHECKS: tuple[Callable[[Environment], Iterator[Finding]], ...] = (_keys, _look, _tables, _walls, _worker)
