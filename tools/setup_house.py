"""Set up everything the house needs into this folder; a second time it takes a moment.

Usage: python3 tools/setup_house.py [--dev]

Needs Python 3.11 or newer and nothing else. Each step is stamped with a hash of its inputs in .venv/.house.
"""

from __future__ import annotations

import argparse
import sys

sys.dont_write_bytecode = True

from house.assets import build_assets  # noqa: E402
from house.packages import install_packages, install_project  # noqa: E402
from house.translations import compile_translations  # noqa: E402
from house.venv import make_venv  # noqa: E402
from house.words import stopping  # noqa: E402


def set_up(*, dev: bool) -> None:
    """Go through every step; each does nothing when its inputs are as they were."""
    make_venv()
    install_packages(dev=dev)
    install_project()
    build_assets(dev=dev)
    compile_translations()


def main() -> int:
    """Read the arguments and set up; 0 when all is there."""
    parser = argparse.ArgumentParser(description="Set up everything Keukentafel needs.")
    parser.add_argument("--dev", action="store_true", help="also what the tests need")
    arguments = parser.parse_args()
    return stopping(lambda: set_up(dev=arguments.dev))


if __name__ == "__main__":
    sys.exit(main())
