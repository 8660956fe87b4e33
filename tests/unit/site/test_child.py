"""What the command line starts ends with it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PARENT = """
import sys
from keukentafel.site.cli.serve import child

with child([sys.executable, "-c", "import time; print('up', flush=True); time.sleep(60)"], {}) as process:
    print(process.pid, flush=True)
    process.wait()
"""


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGHUP])
def test_asked_to_stop_it_takes_its_children_along(asked: signal.Signals) -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        told = {parent.stdout.readline().strip(), parent.stdout.readline().strip()}
        (pid,) = told - {"up"}
        parent.send_signal(asked)
        assert parent.wait(30) == 128 + asked
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid), 0)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent was killed")
def test_killed_it_leaves_no_child_behind() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        told = {parent.stdout.readline().strip(), parent.stdout.readline().strip()}
        (pid,) = told - {"up"}
        os.kill(int(pid), 0)
        parent.kill()
    assert _gone(int(pid), 30)


def _gone(pid: int, seconds: float) -> bool:
    """Whether it ends in that time; who ended and is not yet waited for by init has ended."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except FileNotFoundError:
            return True
        time.sleep(0.05)
    return False
