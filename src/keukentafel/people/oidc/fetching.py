"""Asking a provider over HTTP: no redirects, no long waits, no large answers, and no other host by plain HTTP."""

import json
from collections.abc import Mapping
from typing import Any, Final
from urllib.error import URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from keukentafel.people.oidc.providers import LOOPBACK

PATIENCE: Final = 8
MOST: Final = 512 * 1024


class NoAnswer(Exception):
    """The provider can't be reached, or answers something that it should not."""


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Never."""


_OPENER = build_opener(_Stay())


def ask(
    address: str, form: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The JSON object at an address; with a form it is sent. Raises ``NoAnswer``."""
    there = urlsplit(address)
    if there.scheme != "https" and not (there.scheme == "http" and there.hostname in LOOPBACK):
        raise NoAnswer("not over TLS")
    data = urlencode(form).encode() if form is not None else None
    request = Request(address, data, {"Accept": "application/json", **(headers or {})})  # noqa: S310  # looked at above
    try:
        with _OPENER.open(request, timeout=PATIENCE) as answer:
            read = json.loads(answer.read(MOST))
    except (URLError, OSError, ValueError) as problem:
        raise NoAnswer(str(problem)) from problem
    if not isinstance(read, dict):
        raise NoAnswer("not an object")
    return read
