"""PostgreSQL's settings."""

from __future__ import annotations

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
# For data that may be lost with the power, as in tests.
NOT_DURABLE = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


def write_config(cluster: Path, sockets: Path, *, durable: bool) -> Path:
    """Write our settings into the cluster's folder; return the file."""
    # The setting is a list of folders; double quotes keep a space inside one name.
    settings = HOUSE | SILENT_ABOUT_PEOPLE | {"unix_socket_directories": f'"{sockets}"'}
    if not durable:
        settings |= NOT_DURABLE
    file = cluster / FILE
    file.write_text("".join(f"{name} = {_quoted(value)}\n" for name, value in settings.items()))
    return file


def include_config(cluster: Path) -> None:
    """Make a new cluster read our settings after its own."""
    with (cluster / "postgresql.conf").open("a") as file:
        file.write(f"\ninclude '{FILE}'\n")


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"
