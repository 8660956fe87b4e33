"""Make, start and stop the server over PostgreSQL's own programs."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from .binaries import find_binaries
from .config import include_config, write_config
from .errors import ClusterError
from .probe import holder
from .user import RunsAs, find_user

SUPERUSER = "keukentafel_super"
STOP = ("pg_ctl", "stop", "--wait", "--mode=fast")
PATIENCE = "60"  # seconds, for a recovery after the power went


@dataclass(frozen=True)
class Server:
    """PostgreSQL's programs, for the cluster in one folder and run as one user."""

    binaries: Path
    data_dir: Path
    runs_as: RunsAs

    @property
    def cluster(self) -> Path:
        """PostgreSQL's own folder."""
        return self.data_dir / "cluster"

    @property
    def password(self) -> str:
        """The superuser's password."""
        return self._password_file.read_text()

    @property
    def next_password(self) -> str:
        """The one that it has already when renewing was cut off half-way; the one of before when it was not."""
        return self._next_file.read_text() if self._next_file.exists() else self.password

    def make(self) -> None:
        """Make the cluster if there is none. It appears whole or not at all, also when it is cut off half-way."""
        if self.cluster.exists():
            return
        half = self.data_dir / "cluster.new"
        shutil.rmtree(half, ignore_errors=True)
        password_file = self.new_password()
        self.run("initdb", "--pgdata", str(half), "--username", SUPERUSER, "--pwfile", str(password_file),
                 "--auth=scram-sha-256", "--encoding=UTF8", f"--locale={_locale()}")  # fmt: skip
        include_config(half)
        half.rename(self.cluster)

    def start(self, sockets: Path, *, durable: bool, options: str = "") -> None:
        """Start the server and wait until it takes connections. ``options``: more words for it."""
        self.runs_as.own(write_config(self.cluster, sockets, durable=durable))
        log = self.data_dir / "postgres.log"
        self.run("pg_ctl", "start", "--wait", "--timeout", PATIENCE, "--pgdata", str(self.cluster), "--log", str(log),
                 "--options", options)  # fmt: skip

    def reload(self, sockets: Path) -> None:
        """Let a running server read its settings anew."""
        self.runs_as.own(write_config(self.cluster, sockets, durable=True))
        self.run("pg_ctl", "reload", "--pgdata", str(self.cluster))

    def stop(self) -> None:
        """Stop the server if it runs; running statements are broken off, what was committed stays."""
        if holder(self.cluster) is None:
            return
        try:
            self.run(*STOP, "--timeout", PATIENCE, "--pgdata", str(self.cluster))
        except ClusterError:
            if holder(self.cluster):  # else it ended in another way meanwhile
                raise

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs; raise ClusterError with its last lines when it fails."""
        command = [*self.runs_as.prefix, str(self.binaries / program), *arguments]
        # The output goes to a file: a started server would keep a pipe open. A session of its own keeps Ctrl-C away.
        with tempfile.TemporaryFile("w+") as said:
            result = subprocess.run(command, cwd=self.data_dir, env=_environment(), stdin=subprocess.DEVNULL,
                                    stdout=said, stderr=said, start_new_session=True, check=False)  # fmt: skip
            if result.returncode:
                said.seek(0)
                raise ClusterError(f"PostgreSQL's {program} failed:\n{_tail(said.read())}\n{self._log()}")

    def new_password(self) -> Path:
        """Write another password for the superuser into its file."""
        return self._written(self._password_file, secrets.token_urlsafe(24))

    def renew_password(self, url: str) -> None:
        """Another password for the superuser, by an address that still works. Cut off at any moment, even by the power,
        one of two files has what the server knows.
        """
        self._written(self._next_file, password := secrets.token_urlsafe(24))
        with psycopg.connect(url, autocommit=True, options="-c synchronous_commit=on") as owner:  # in tests too
            owner.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(SUPERUSER), sql.Literal(password)))
        self._next_file.replace(self._password_file)

    def keep_next_password(self) -> None:
        """Renewing was cut off after the server knew."""
        self._next_file.replace(self._password_file)

    @property
    def _password_file(self) -> Path:
        return self.data_dir / "superuser.password"

    @property
    def _next_file(self) -> Path:
        return self.data_dir / "superuser.password.next"

    def _written(self, file: Path, password: str) -> Path:
        file.touch(mode=0o600)
        with file.open("w") as open_file:
            open_file.write(password)
            open_file.flush()
            os.fsync(open_file.fileno())
        self.runs_as.own(file)
        return file

    def _log(self) -> str:
        log = self.data_dir / "postgres.log"
        return _tail(log.read_text(errors="replace")) if log.exists() else ""


def find_server(data_dir: Path, wanted: int | None = None) -> Server:
    """The programs and the user that fit the data in this folder; ``wanted``: the version of what will be there."""
    made_by = data_dir / "cluster" / "PG_VERSION"
    binaries = find_binaries(wanted or (int(made_by.read_text()) if made_by.exists() else None))
    return Server(binaries, data_dir, find_user(binaries / "postgres", data_dir))


def _environment() -> dict[str, str]:
    """Ours, without what would send PostgreSQL's programs elsewhere, and with messages in English."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {"LC_ALL": "C"}


def _locale() -> str:
    known = (
        subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False)
        if shutil.which("locale")
        else None
    )
    return next((name for name in (known.stdout.split() if known else []) if name in {"C.UTF-8", "C.utf8"}), "C")


def _tail(text: str) -> str:
    return "\n".join(text.splitlines()[-10:])
