"""Around the whole site: who really asks, and an answer for when not even our page for mistakes can be made."""

import logging
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

from keukentafel.site.shield import Cover

Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]

SORRY = """<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8"><title>Keukentafel</title></head><body>
<h1>Hier ging iets stuk</h1><p>Dat is onze fout. Probeer het zo nog eens.</p>
<p lang="en">Something broke here. That is our mistake. Please try again in a moment.</p></body></html>"""


def guarded(site: Application) -> Application:
    """The same site; what it raises itself becomes a plain page with every header, and is told in the log."""
    cover = Cover()

    def answer(environ: Environ, start_response: Start) -> Iterable[bytes]:
        try:
            return site(environ, start_response)
        except Exception as problem:  # noqa: BLE001  # whatever it is, somebody waits for an answer
            # Its name only: where it came from may hold what somebody wrote.
            logging.getLogger(__name__).error("No page could be made: %s", type(problem).__name__)  # noqa: TRY400
            sorry = cover.put_on(HttpResponse(SORRY, status=HTTPStatus.INTERNAL_SERVER_ERROR))
            start_response("500 Internal Server Error", list(sorry.headers.items()))
            return [SORRY.encode()]

    return answer


def behind(proxies: list[str], site: Application) -> Application:
    """The same site; what a proxy of ours says about the client is believed, and what anybody else says is not."""
    return wrap_wsgi_with_proxy_headers(site, proxies) if proxies else site
