"""A process that does not stay behind: a web server whose starter was killed would hold the port of the next one."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from typing import Final

PR_SET_PDEATHSIG: Final = 1
"""prctl(2): the signal that the kernel sends when the parent dies, however it dies."""


def tied_to(parent: int) -> Callable[[], None] | None:
    """What a child does before its program begins, to be asked to stop when ``parent`` is gone; None where only Linux
    knows how.
    """
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl  # found before the fork: a child of threads should look for nothing

    def tie() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it went before we were tied
            os._exit(1)

    return tie
