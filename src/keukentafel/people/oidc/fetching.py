"""Asking a provider over HTTP: no redirects, no long waits, no large answers, and no other host by plain HTTP.

Certificates are checked by the authorities of the machine, or by the one that the file of providers names and no other.
"""

import json
import ssl
from collections.abc import Mapping
from functools import cache
from typing import Any, Final
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, HTTPSHandler, OpenerDirector, Request, build_opener

from keukentafel.people.oidc.providers import is_safe

PATIENCE: Final = 8
MOST: Final = 512 * 1024


class NoAnswer(Exception):
    """The provider can't be reached, or answers something that it should not."""


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Never."""


@cache
def _opener(authority: str) -> OpenerDirector:
    return build_opener(_Stay(), HTTPSHandler(context=ssl.create_default_context(cafile=authority or None)))


def ask(
    address: str, form: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None, authority: str = ""
) -> dict[str, Any]:
    """The JSON object at an address; with a form it is sent. ``authority``: a file with the only certificates that may
    vouch for it; none: those of the machine. Raises ``NoAnswer``.
    """
    if not is_safe(address):
        raise NoAnswer("not over TLS")
    data = urlencode(form).encode() if form is not None else None
    request = Request(address, data, {"Accept": "application/json", **(headers or {})})  # noqa: S310  # looked at above
    try:
        with _opener(authority).open(request, timeout=PATIENCE) as answer:
            read = json.loads(answer.read(MOST))
    except (URLError, OSError, ValueError) as problem:
        raise NoAnswer(str(problem)) from problem
    if not isinstance(read, dict):
        raise NoAnswer("not an object")
    return read
