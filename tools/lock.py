"""Pin every dependency anew, with the hash of each file and no address of any index.

Usage: make lock
"""

from __future__ import annotations

import sys

from house.packages import uv_environment
from house.words import INSIDE, ROOT, Words, run, say, stopping

UNIVERSAL = ["--universal", "--python-version", "3.11", "--generate-hashes", "--upgrade"]
# The header of a lock repeats the command line, and with it paths of the machine: say a plain command instead.
PLAIN = ["--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "make lock", "--quiet"]
LOCKS = {
    "requirements.lock": ["pyproject.toml", "--group", "build"],
    "requirements-dev.lock": [
        "pyproject.toml",
        "--group",
        "build",
        "--group",
        "dev",
        "--constraint",
        "requirements.lock",
    ],
    "requirements-node.lock": ["--group", "node"],
}


def lock() -> None:
    """Write every lock file."""
    for name, chosen in LOCKS.items():
        say(f"- {name}")
        compile_: Words = [INSIDE, "-m", "uv", "pip", "compile", *chosen]
        (ROOT / name).unlink(missing_ok=True)
        run([*compile_, *UNIVERSAL, *PLAIN, "--output-file", name], f"Could not pin {name}:", uv_environment())


if __name__ == "__main__":
    sys.exit(stopping(lock))
