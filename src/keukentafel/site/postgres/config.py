"""PostgreSQL's settings."""

from __future__ import annotations

import shlex
from pathlib import Path

FILE = "keukentafel.conf"
# No value that a family wrote may reach the log: no statements, parameters or details of errors
# ("Key (email)=(...)"), and not the errors themselves ("invalid input syntax: ..."): the application hears those.
SILENT_ABOUT_PEOPLE = {
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_min_duration_statement": "-1",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_statement": "none",
    "log_error_verbosity": "terse",
}
HOUSE = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    "max_connections": "200",
    "max_wal_size": "2GB",  # seeding by COPY would checkpoint all the time
    "random_page_cost": "1.1",
    "jit": "off",  # costs more than our short statements
    "dynamic_shared_memory_type": "mmap",  # containers keep /dev/shm too small for building an index
}
KEPT = "log-kept-in"
"""Beside the cluster: the folder in which backups want the write-ahead log, from the first backup on."""
# The log is kept compressed: what is handed over every five minutes is mostly empty. A piece that is there already is
# fine when it is the same one (the server may ask twice), and an error when it is another one's.
KEEP = (
    "if test -f {whole}; then gzip -dc {whole} | cmp -s - %p; "
    "else gzip -1 < %p > {part} && sync {part} && mv {part} {whole}; fi"
)
FETCH = "test -f {whole} && gzip -dc {whole} > %p"
# For data that may be lost with the power, as in tests.
NOT_DURABLE = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


def write_config(cluster: Path, sockets: Path, *, durable: bool) -> Path:
    """Write our settings into the cluster's folder; return the file."""
    # The setting is a list of folders; double quotes keep a space inside one name.
    settings = HOUSE | SILENT_ABOUT_PEOPLE | {"unix_socket_directories": f'"{sockets}"'}
    settings |= _keeping(cluster.parent) if durable else NOT_DURABLE
    file = cluster / FILE
    file.write_text("".join(f"{name} = {_quoted(value)}\n" for name, value in settings.items()))
    return file


def fetching(folder: Path) -> str:
    """The command that brings a piece of the log back."""
    return FETCH.format(whole=_quoted_name(folder, "%f.gz"))


def _keeping(data: Path) -> dict[str, str]:
    """On from the start, for only a restart could turn it on; without a folder there is nothing to do."""
    note = data / KEPT
    if not note.exists():
        return {"archive_mode": "on", "archive_command": "true"}
    folder = Path(note.read_text())
    names = {"whole": _quoted_name(folder, "%f.gz"), "part": _quoted_name(folder, "%f.part")}
    return {"archive_mode": "on", "archive_command": KEEP.format(**names), "archive_timeout": "300"}


def _quoted_name(folder: Path, name: str) -> str:
    """For the shell; a per cent sign in the folder's own name is doubled for PostgreSQL."""
    return shlex.quote(str(folder).replace("%", "%%")) + "/" + name


def include_config(cluster: Path) -> None:
    """Make a new cluster read our settings after its own."""
    with (cluster / "postgresql.conf").open("a") as file:
        file.write(f"\ninclude '{FILE}'\n")


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"
