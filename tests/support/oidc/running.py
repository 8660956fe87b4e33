"""A real provider of identities on this machine: npm's ``oidc-provider``, which is certified by the OpenID Foundation."""

import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, OpenerDirector, Request, build_opener, urlopen

from django.conf import settings
from django.test import Client, override_settings

from house.node import node_environment
from keukentafel.people.oidc import client as oidc

SCRIPT = Path(__file__).with_name("provider.mjs")
ROOT = Path(__file__).parents[3]
PATIENCE = 30
HOPS = 12


class Stay(HTTPRedirectHandler):
    """Follows nothing by itself."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Each step is taken by hand: the last one is for our own site."""


@dataclass
class Running:
    """``issuer``: its address; ``said``: what the site's file of providers says of it; ``steps``: the last way through it."""

    issuer: str
    said: dict[str, Any] = field(default_factory=dict)
    steps: list[str] = field(default_factory=list)

    def signs_in(self, sub: str, acr: str = "low", amr: tuple[str, ...] = ("pwd",)) -> None:
        """Who signs in there next, and how surely."""
        body = json.dumps({"sub": sub, "acr": acr, "amr": amr}).encode()
        urlopen(Request(f"{self.issuer}/who", body), timeout=5).close()

    @contextmanager
    def trusted(self, **more: Any) -> Iterator["Running"]:
        """Our site trusts it, as long as the block lasts. ``more``: what the file of providers says of it besides."""
        oidc.forget()
        with override_settings(IDENTITY_PROVIDERS=[self.said | more]):
            yield self

    def walk(self, browser: Client, begin: str) -> Any:
        """From a page of ours through it, and back to our site."""
        answer = browser.get(begin)
        assert answer.status_code == 302, answer.content.decode()
        return browser.get(self.back_from(answer["Location"], settings.ORIGIN))

    def back_from(self, address: str, home: str, walker: OpenerDirector | None = None) -> str:
        """Follow an address through the provider; gives where it leads at our site.

        ``walker``: a browser that keeps cookies from before; else a new one.
        """
        self.steps = []
        walker = walker or build_opener(Stay(), HTTPCookieProcessor(CookieJar()))
        for _ in range(HOPS):
            self.steps.append(address)
            if address.startswith(home):
                return address.removeprefix(home)
            try:
                raise AssertionError(walker.open(address, timeout=10).read().decode()[:2000])
            except HTTPError as answer:
                if answer.code not in (302, 303):
                    raise AssertionError(answer.read().decode()[:2000]) from None
                there = answer.headers["Location"]
                address = there if there.startswith("http") else self.issuer + there
        raise AssertionError("it leads nowhere")


@contextmanager
def running(home: str, key: str = "wijkteam") -> Iterator[Running]:
    """The provider, for as long as the block lasts. ``home``: the origin of our site."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    node = node_environment()["NODE"]
    command = [node, str(SCRIPT), str(port), f"{home}/sign-in/back/{key}/"]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"NODE_NO_WARNINGS": "1"}, stderr=subprocess.DEVNULL)
    made = Running(f"http://127.0.0.1:{port}")
    made.said = {
        "key": key, "name": "Wijkteam Noord", "kind": "organisation", "issuer": made.issuer,
        "client_id": "keukentafel", "client_secret": "only-for-tests",
    }  # fmt: skip
    try:
        _until_it_answers(made.issuer)
        yield made
    finally:
        process.terminate()
        process.wait(10)


def _until_it_answers(issuer: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with urlopen(f"{issuer}/.well-known/openid-configuration", timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise TimeoutError(issuer)
