"""Where we push to: an address that a browser says, so it is somebody else's word. No way into our own network.

Only https, only port 443, only addresses of the public internet; and the one that was looked at is the one that is
asked, whatever the name means a moment later.
"""

import http.client
import socket
import ssl
from ipaddress import IPv4Address, IPv6Network, ip_address
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings

PATIENCE: Final = 10
LONGEST: Final = 1_000
TRANSLATED: Final = IPv6Network("64:ff9b::/96")
"""Leads to an address of IPv4."""


class NotThere(Exception):
    """No address to which anything is pushed."""


def may_be_asked(endpoint: str) -> bool:
    """Whether an address has the right shape; where its name leads is looked at each time."""
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        return False
    if len(endpoint) > LONGEST or not endpoint.isascii() or not parts.hostname or parts.username or parts.fragment:
        return False
    if settings.PUSH_HERE:
        return parts.scheme in ("https", "http")
    named = not _is_number(parts.hostname) and "." in parts.hostname
    return parts.scheme == "https" and port in (None, 443) and named


def connection(endpoint: str) -> http.client.HTTPConnection:
    """A line to where an endpoint lives. Raises ``NotThere``, ``OSError``."""
    parts = urlsplit(endpoint)
    if not may_be_asked(endpoint) or not parts.hostname:
        raise NotThere
    port = parts.port or {"https": 443, "http": 80}[parts.scheme]
    number = _public(parts.hostname, port)
    if parts.scheme == "http":
        return http.client.HTTPConnection(number, port, timeout=PATIENCE)
    return _Pinned(parts.hostname, port, number)


class _Pinned(http.client.HTTPSConnection):
    """Speaks to one number, and asks it for the certificate of the name."""

    def __init__(self, host: str, port: int, number: str) -> None:
        self._trust = ssl.create_default_context(cafile=settings.PUSH_AUTHORITY)
        super().__init__(host, port, timeout=PATIENCE, context=self._trust)
        self._number = number

    def connect(self) -> None:
        """As the base class, but without asking again where the name leads."""
        line = socket.create_connection((self._number, self.port), PATIENCE)
        self.sock = self._trust.wrap_socket(line, server_hostname=self.host)


def _public(host: str, port: int) -> str:
    found = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not found or not (settings.PUSH_HERE or all(_outside(one) for one in found)):
        raise NotThere
    return found[0]


def _outside(number: str) -> bool:
    there = ip_address(number.partition("%")[0])
    inner = getattr(there, "ipv4_mapped", None) or getattr(there, "sixtofour", None)
    if there in TRANSLATED:
        inner = IPv4Address(int(there) & 0xFFFFFFFF)
    return there.is_global and not there.is_multicast and (inner is None or inner.is_global)


def _is_number(host: str) -> bool:
    """In whichever way it is written: the last part of a name begins with a letter."""
    return ":" in host or not host.rstrip(".").rpartition(".")[2][:1].isalpha()
