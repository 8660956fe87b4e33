"""Check a set-up and say in words what to mend."""

import sys
from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import LiteralString

import click
import psycopg

from keukentafel.look.plain import measure, terms
from keukentafel.media import scanner
from keukentafel.site.cli.keys import findings
from keukentafel.site.environment import Environment
from keukentafel.site.standing import standing
from keukentafel.vault.bucket import Bucket

Finding = tuple[bool, str]
BOUND = "SELECT NOT rolsuper AND NOT rolbypassrls FROM pg_roles WHERE rolname = current_user"
OWNS = "SELECT EXISTS (SELECT FROM pg_tables WHERE tableowner = current_user)"
READS = """
SELECT EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'p')
                  AND has_any_column_privilege(c.oid, 'select, insert, update'))
"""
DOORS = "SELECT coalesce(has_function_privilege(to_regprocedure('access_bursts()'), 'execute'), false)"
UNFORCED = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = 'public' AND c.relkind = 'r' AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
   AND (c.relname = 'dossier'
        OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'dossier_id'))
"""


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
    loose = ", ".join(sorted({path.name for path in files if path.stat().st_mode & 0o077}))
    mend = f"Others on this machine can read {loose} in {here.keys}: run chmod go= on them."
    yield _said(not loose, "The keys are readable by you alone.", mend)
    yield from findings(here.vault())


def _look(_here: Environment) -> Iterator[Finding]:
    built = files("keukentafel.look").joinpath("static/built").is_dir()
    yield _said(built, "The look is built.", "The look is not built: run `make setup`.")


def _tables(here: Environment) -> Iterator[Finding]:
    with psycopg.connect(here.owner_url or here.web_url) as owner:
        there = _yes(owner, "SELECT to_regclass('item') IS NOT NULL")
        yield _said(there, "The tables are there.", "There are no tables yet: run `keukentafel migrate`.")
        if not there:
            return
        bare = ", ".join(row[0] for row in owner.execute(UNFORCED).fetchall())
        mend = f"Without forced row-level security: {bare}. Run `keukentafel migrate`."
        yield _said(not bare, "Every table of a dossier has forced row-level security.", mend)


def _walls(here: Environment) -> Iterator[Finding]:
    with psycopg.connect(here.web_url) as web:
        mend = "The web role goes round row-level security: give it no SUPERUSER and no BYPASSRLS."
        yield _said(_yes(web, BOUND), "The web role is bound by the walls.", mend)
        mend = "The web role owns tables: let another role own them."
        yield _said(not _yes(web, OWNS), "The web role owns nothing.", mend)


def _worker(here: Environment) -> Iterator[Finding]:
    if not here.worker_url:
        yield True, "No worker's address here: right for a web server. The worker needs KEUKENTAFEL_WORKER_URL."
        return
    with psycopg.connect(here.worker_url) as worker, psycopg.connect(here.web_url) as web:
        mend = "The worker's role may more than its own doors: take SUPERUSER, BYPASSRLS and other groups away."
        bound = _yes(worker, BOUND) and not _yes(worker, READS)
        yield _said(bound, "The worker's role reads no table and goes round nothing.", mend)
        mend = "The worker's doors are not open to the worker alone: run `keukentafel migrate`."
        apart = _yes(worker, DOORS) and not _yes(web, DOORS)
        yield _said(apart, "The worker's doors are open to the worker alone.", mend)


def _files(here: Environment) -> Iterator[Finding]:
    if here.bucket:
        trouble = _bucket_trouble(here.bucket)
        yield _said(not trouble, "The storage for files answers: written, read and removed.", f"The storage: {trouble}")
    elif here.files.exists():
        mend = f"Others on this machine can look into {here.files}: run chmod go= on it."
        yield _said(not here.files.stat().st_mode & 0o077, "The folder with files is readable by you alone.", mend)
    if not here.scanner:
        yield True, "No virus scanner is set (KEUKENTAFEL_CLAMD): files are not checked, and none waits for it."
        return
    found = scanner.version(here.scanner)
    mend = f"The virus scanner at {here.scanner} does not answer: new files wait until it does."
    yield _said(bool(found), f"The virus scanner answers: {found}.", mend)


def _bucket_trouble(address: str) -> str:
    """What is wrong with the storage, in a line; empty for nothing."""
    try:
        Bucket(address).reaches()
    except ImportError:
        return "boto3 is missing: install keukentafel[s3]."
    except Exception as trouble:  # noqa: BLE001  # whatever a network and a server of others say
        return f"{type(trouble).__name__}: {trouble}"
    return ""


def _terms(here: Environment) -> Iterator[Finding]:
    """The house's own list of terms; a meaning that reads heavily is named, too."""
    if here.terms is None:
        yield True, f"{len(terms.ours())} terms are explained, all of them ours."
        return
    try:
        said = terms.read(here.terms)
        gone = [name for name in terms.away(said) if name not in terms.ours()]
        own = list(terms.told(said))
    except terms.BadTerms as error:
        yield False, f"{error} Mend {here.terms}."
        return
    mend = f"{here.terms} takes away what is not in the list: {', '.join(gone)}."
    yield _said(not gone, f"{len(own)} terms of your own are explained beside ours.", mend)
    hard = ", ".join(term.name for term in own if measure.heavy(term.nl))
    yield _said(
        not hard, "What they mean reads easily.", f"What these terms mean reads heavily: {hard}. Make it shorter."
    )


def _said(well: bool, good: str, mend: str) -> Finding:
    return well, good if well else mend


def _yes(connection: psycopg.Connection, question: LiteralString) -> bool:
    return connection.execute(question).fetchone() == (True,)


CHECKS: tuple[Callable[[Environment], Iterator[Finding]], ...] = (
    _keys,
    _look,
    _terms,
    _tables,
    _walls,
    _worker,
    _files,
)
