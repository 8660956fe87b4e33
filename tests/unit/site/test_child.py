"""What the command line starts ends with it."""

import os
import signal
import subprocess
import sys

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
