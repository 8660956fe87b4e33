"""A process that serves one application to itself and measures it: ``python -m ...runner subject|floor|bare``.

It reads orders as JSON lines and answers each with one. Each application has a process of its own, so that none carries
the memory of another; the bench lets them work in turns.
"""

import json
import sys
import time
from collections.abc import Callable
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

APPLICATIONS = {
    "subject": "keukentafel.site.wsgi",
    "floor": "keukentafel.site.measuring.floor",
    "bare": "keukentafel.site.measuring.bare",
}
Answer = tuple[int, dict[str, str], bytes]


class Browser:
    """Asks the application for a page, as a server would."""

    def __init__(self, name: str) -> None:
        self._application = import_module(APPLICATIONS[name]).application

    def get(self, path: str, cookie: str = "", encoding: str = "") -> Answer:
        """Status, headers and body."""
        seen: list[Any] = []
        result = self._application(
            _environ(path, cookie, encoding), lambda status, headers, _=None: seen.extend([status, headers])
        )
        body = b"".join(result)
        if hasattr(result, "close"):
            result.close()
        return int(seen[0].split()[0]), dict(seen[1]), body

    def must_get(self, path: str, cookie: str = "") -> bytes:
        """The body of a page that must be there."""
        status, _headers, body = self.get(path, cookie)
        if status != 200:
            raise RuntimeError(f"{path} answered {status}")
        return body


def _environ(path: str, cookie: str, encoding: str) -> dict[str, Any]:
    where, _, query = path.partition("?")
    return {
        "REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": where, "QUERY_STRING": query, "HTTP_COOKIE": cookie,
        "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "8000", "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": "127.0.0.1:8000",
        "HTTP_ACCEPT_ENCODING": encoding, "REMOTE_ADDR": "127.0.0.1", "wsgi.version": (1, 0), "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(), "wsgi.errors": sys.stderr, "wsgi.multithread": True, "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }  # fmt: skip


def run(browser: Browser, paths: list[str], times: int, cookie: str = "") -> dict[str, Any]:
    """Ask ``times`` times, the paths in turn: seconds of CPU a request, here and in the database, and times."""
    walls = []
    database = _database_cpu()
    cpu = time.process_time()
    for at in range(times):
        started = time.perf_counter()
        browser.must_get(paths[at % len(paths)], cookie)
        walls.append(time.perf_counter() - started)
    cpu = time.process_time() - cpu
    after = _database_cpu()
    return {
        "cpu": cpu / times,
        "database": (after - database) / times if after is not None and database is not None else None,
        "walls": walls,
    }


def _database_cpu() -> float | None:
    """Seconds of CPU that our database processes have had; None where they run on another machine."""
    connections = _connections()
    if not all(one.info.host.startswith("/") for one in connections):
        return None
    return sum(int(Path(f"/proc/{one.info.backend_pid}/schedstat").read_text().split()[0]) for one in connections) / 1e9


def _connections() -> list[Any]:
    if "django" not in sys.modules:
        return [import_module(APPLICATIONS["bare"]).connection()]
    from keukentafel.site.measuring.wires import all_connections

    return all_connections()


def look(browser: Browser, path: str, cookie: str = "", encoding: str = "") -> dict[str, Any]:
    """One answer: status, headers, and the body as hexadecimal digits."""
    status, headers, body = browser.get(path, cookie, encoding)
    return {"status": status, "headers": headers, "body": body.hex()}


def main() -> None:
    """Work through the orders until there are no more."""
    browser = Browser(sys.argv[1])
    orders: dict[str, Callable[..., dict[str, Any]]] = {"run": run, "look": look}
    if sys.argv[1] == "subject":
        from keukentafel.site.measuring import inside

        orders |= inside.ORDERS
    for line in sys.stdin:
        order = json.loads(line)
        print(json.dumps(orders[order.pop("do")](browser, **order)), flush=True)  # noqa: T201  # this is how it answers


if __name__ == "__main__":
    main()
