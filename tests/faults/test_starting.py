"""The web process starts whatever is away, says so, and goes on by itself when it comes back. Over real HTTP.

The provider is OUR OWN stand-in of the documented transit API, asked by ``hvac``.
"""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from keukentafel.vault import Vault
from tests.support.house import House
from tests.support.keepers import Keeper, keeper

ROOT = Path(__file__).parents[2]


@contextmanager
def served(house: House, kept: Keeper, data: Path, web_url: str = "") -> Iterator[int]:
    """One process of granian with the site in it; its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    environment = os.environ | kept.environment | {
        "KEUKENTAFEL_WEB_URL": web_url or house.web_url,
        "KEUKENTAFEL_WORKER_URL": "",
        "KEUKENTAFEL_OWNER_URL": "",
        "KEUKENTAFEL_DATA": str(data),
        "KEUKENTAFEL_MODE": "demo",
        "DJANGO_SETTINGS_MODULE": "keukentafel.site.settings",
    }  # fmt: skip
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--log-level", "warning",
        "--workers-kill-timeout", "2", "keukentafel.site.wsgi:application",
    ]  # fmt: skip
    with subprocess.Popen(command, env=environment, cwd=ROOT, stderr=subprocess.PIPE) as server:
        try:
            yield port
        finally:
            server.terminate()
            server.communicate(timeout=15)


def ask(port: int, page: str) -> tuple[int, str]:
    """The answer to a visitor in English, as soon as anybody answers."""
    deadline = time.monotonic() + 60
    while True:
        try:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            line.request("GET", page, headers={"Cookie": "language=en"})
            answer = line.getresponse()
            return answer.status, answer.read().decode()
        except ConnectionError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def parts(port: int) -> dict[str, Any]:
    """What /healthz says of each part, with its status."""
    status, body = ask(port, "/healthz")
    told: dict[str, Any] = json.loads(body)
    return {"status": status, "keys": told["keys"], "database": told["database"]}


WELL = {"status": 200, "keys": "ok", "database": "ok"}


def waits_for(port: int, wanted: dict[str, Any]) -> None:
    """It recovers within seconds, without anybody's doing."""
    deadline = time.monotonic() + 10
    while (now := parts(port)) != wanted:
        assert time.monotonic() < deadline, now
        time.sleep(0.2)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Keeper]:
    with keeper("vault", tmp_path / "token") as made:
        yield made


def test_without_a_provider_and_without_a_key_store(house: House, kept: Keeper, tmp_path: Path) -> None:
    data = tmp_path / "data"
    vault = Vault.in_folder(data / "keys", kept.provider())
    vault.prepare()
    kept.silence()
    store = data / "keys" / "keys.sqlite3"
    with served(house, kept, data) as port:
        silent = {"status": 503, "keys": "the key provider does not answer as it should", "database": "ok"}
        assert parts(port) == silent
        kept.speak()
        waits_for(port, WELL)
        assert ask(port, "/sign-in/")[0] == 200
        store.rename(data / "away")
        waits_for(port, {"status": 503, "keys": "the key store can't be used", "database": "ok"})
        assert not store.exists(), "it was made anew"
        (data / "away").rename(store)
        waits_for(port, WELL)
    store.unlink()
    with served(house, kept, data) as port:
        assert parts(port)["keys"] == "the key store can't be used"
        assert not store.exists()


def test_without_a_database(house: House, kept: Keeper, tmp_path: Path) -> None:
    Vault.in_folder(tmp_path / "data" / "keys", kept.provider()).prepare()
    with served(house, kept, tmp_path / "data", "postgresql://x@127.0.0.1:1/y") as port:
        assert parts(port) == {"status": 503, "keys": "ok", "database": "the database does not answer"}


def test_the_worker_starts_too(house: House, kept: Keeper, tmp_path: Path) -> None:
    """With nothing there: it says so, and stays."""
    data = tmp_path / "data"
    environment = os.environ | kept.environment | {
        "KEUKENTAFEL_WEB_URL": house.web_url, "KEUKENTAFEL_WORKER_URL": house.worker_url,
        "KEUKENTAFEL_DATA": str(data), "KEUKENTAFEL_MODE": "demo",
    }  # fmt: skip
    command = [sys.executable, "-m", "keukentafel.site.cli", "worker"]
    with subprocess.Popen(command, env=environment, cwd=ROOT, stderr=subprocess.PIPE, text=True) as worker:
        try:
            assert worker.stderr
            assert "the key store" in worker.stderr.readline()
            time.sleep(1)
            assert worker.poll() is None
        finally:
            worker.terminate()
            worker.communicate(timeout=20)
