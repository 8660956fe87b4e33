"""Everything the house stands on, installed by the lock: each file is checked against its hash."""

from __future__ import annotations

import re
import ssl
import tempfile
from pathlib import Path

from .stamps import digest, forget, is_fresh, stamp
from .words import INSIDE, ROOT, Words, attempt, run, say

RUNTIME = ROOT / "requirements.lock"
DEV = ROOT / "requirements-dev.lock"
NO_INSTALL = (
    "The packages in {lock} could not be installed.\n"
    "  Is there a connection to the package index, and room on the disk? This is what was said:"
)


def install_packages(*, dev: bool) -> None:
    """Bring .venv to what the lock says; what the tests need also serves the demo."""
    key_of_dev = digest([RUNTIME, DEV], "dev")
    key = key_of_dev if dev else digest([RUNTIME], "runtime")
    if is_fresh("packages", key) or is_fresh("packages", key_of_dev):
        return
    lock = DEV if dev else RUNTIME
    say(f"- packages, by {lock.name}")
    forget("packages")
    forget("project")  # the package itself is in no lock, so it is taken out and has to be put back
    _install_uv(lock)
    _sync(lock)
    stamp("packages", key)


def install_project() -> None:
    """Put the package itself on the path of .venv, from this folder."""
    key = digest([ROOT / "pyproject.toml"])
    if is_fresh("project", key):
        return
    say("- the package itself")
    uv: Words = [INSIDE, "-m", "uv", "pip", "install", "--quiet", "--python", INSIDE]
    run(
        [*uv, "--no-deps", "--no-build-isolation", "--offline", "--editable", ROOT],
        "Could not put the package itself on the path:",
    )
    stamp("project", key)


def uv_environment() -> dict[str, str]:
    """Uv trusts its own list of certificates; where the system keeps one, that is the one people look after."""
    system = ssl.get_default_verify_paths()
    return {"UV_SYSTEM_CERTS": "1"} if system.cafile or system.capath else {}


def _install_uv(lock: Path) -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as pinned:
        pinned.write(_pin_of(lock, "uv"))
        pinned.flush()
        _pip(Path(pinned.name), NO_INSTALL.format(lock=lock.name))


def _sync(lock: Path) -> None:
    uv: Words = [INSIDE, "-m", "uv", "pip", "sync", "--quiet", "--python", INSIDE]
    synced = attempt([*uv, "--require-hashes", lock], env=uv_environment())
    if synced.returncode == 0:
        return
    say("  (uv could not reach the package index; trying pip, which may know of another one and is slower)")
    _pip(lock, NO_INSTALL.format(lock=lock.name))


def _pip(requirements: Path, failing: str) -> None:
    pip: Words = [INSIDE, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    run([*pip, "--no-deps", "--require-hashes", "--requirement", requirements], failing)


def _pin_of(lock: Path, name: str) -> str:
    """Cut one package with its hashes out of a lock."""
    found = re.search(rf"^{re.escape(name)}==(?:.*\\\n)*.*\n", lock.read_text(), re.MULTILINE)
    if found is None:
        raise LookupError(f"{name} is not in {lock.name}")
    return found[0]
