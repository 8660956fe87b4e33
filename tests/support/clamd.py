"""A real clamd for tests, with two signatures of the tests' own, and a real S3 over HTTP."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import md5
from pathlib import Path

from tests.support.files import EICAR, FOUND

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

SETTINGS = """
LocalSocket {folder}/socket
DatabaseDirectory {folder}/signatures
Foreground yes
StreamMaxLength {most}
MaxThreads 2
"""


@contextmanager
def running_clamd(folder: Path, *, most: str = "120M") -> Iterator[str]:
    """Start one; yields where it listens."""
    from house.clamd import clamd

    signatures = folder / "signatures"
    signatures.mkdir(parents=True)
    (signatures / "ours.ndb").write_text(f"Keukentafel.Test:0:*:{FOUND.hex()}\n")
    (signatures / "eicar.hdb").write_text(f"{md5(EICAR, usedforsecurity=False).hexdigest()}:{len(EICAR)}:Eicar.Test\n")
    config = folder / "clamd.conf"
    config.write_text(SETTINGS.format(folder=folder, most=most))
    with (folder / "log").open("wb") as log:
        program = subprocess.Popen([clamd(), "-c", config], stdout=log, stderr=log)
        try:
            _wait(program, folder / "socket")
            yield str(folder / "socket")
        finally:
            program.terminate()
            program.wait(10)


def _wait(program: "subprocess.Popen[bytes]", socket: Path) -> None:
    until = time.monotonic() + 10
    while not socket.exists():
        assert program.poll() is None, (socket.parent / "log").read_text()
        assert time.monotonic() < until, "clamd does not listen"
        time.sleep(0.02)
