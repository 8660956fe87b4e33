"""A PostgreSQL server that is not ours: reached over TLS with a checked certificate, or not at all."""

from __future__ import annotations

import psycopg
from psycopg.conninfo import conninfo_to_dict

from keukentafel.vault.provider.choosing import THIS_MACHINE

from .errors import ClusterError

NOT_SAFE = """The connection to the PostgreSQL server {} would not be safe: it has to be encrypted, and its
certificate checked. Add sslmode=verify-full to {}, and sslrootcert=<file with the authority of the server>, like
postgresql://owner:password@host/keukentafel?sslmode=verify-full&sslrootcert=/etc/keukentafel/postgres-ca.pem
(sslrootcert=system for the authorities that this machine trusts). Only a socket on this machine needs none."""


def safe(url: str, setting: str, *, demo: bool = False) -> str:
    """The address itself, when nobody on the way can listen in or pretend to be the server.

    What the address leaves out libpq takes from the environment (``PGHOST``, ``PGSSLMODE``, a service), and so do we.
    ``demo``: over TCP within this machine is fine too. Raises ``ClusterError``, in words.
    """
    try:
        parts = _defaults() | conninfo_to_dict(url)
    except psycopg.Error:
        return url  # who connects by it will be told what is wrong with it
    hosts = [*str(parts.get("host") or "").split(","), *filter(None, str(parts.get("hostaddr") or "").split(","))]
    socket = not parts.get("hostaddr")
    far = [host for host in hosts if not ((socket and _is_socket(host)) or (demo and host in THIS_MACHINE))]
    if far and parts.get("sslmode") != "verify-full":
        raise ClusterError(NOT_SAFE.format(far[0], setting))
    return url


def _is_socket(host: str) -> bool:
    """An empty host is the default socket."""
    return not host or host.startswith(("/", "@"))


def _defaults() -> dict[str, object]:
    found = psycopg.pq.Conninfo.get_defaults()
    return {one.keyword.decode(): one.val.decode() for one in found if one.val}
