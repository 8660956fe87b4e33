"""PostgreSQL refuses to run as root: as root its programs run as somebody else."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .errors import ClusterError

NAMESPACE = ("unshare", "--user", "--map-user=1000", "--map-group=1000")
NOBODY_CAN = (
    "PostgreSQL refuses to run as root, and on this machine nothing else worked: neither a user namespace (unshare) "
    "nor another user (setpriv) can run {program} on {data}. Run the same command as an ordinary user."
)


@dataclass(frozen=True)
class RunsAs:
    """`prefix` goes before a program; files that it must own belong to `uid` and `gid` (None: ours already)."""

    prefix: tuple[str, ...] = ()
    uid: int | None = None
    gid: int | None = None

    def own(self, path: Path) -> None:
        """Hand a file or folder over to the user that PostgreSQL runs as."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)


def find_user(program: Path, data: Path) -> RunsAs:
    """How to run `program` on the existing folder `data`; raise ClusterError when root finds no way."""
    if os.geteuid() != 0:
        return RunsAs()
    owner = data.stat()
    if owner.st_uid == 0 and _works(NAMESPACE, program, data):
        return RunsAs(NAMESPACE)
    uid, gid = (owner.st_uid, owner.st_gid) if owner.st_uid else _somebody()
    other = RunsAs(("setpriv", f"--reuid={uid}", f"--regid={gid}", "--clear-groups", "--"), uid, gid)
    other.own(data)
    if not _works(other.prefix, program, data):
        raise ClusterError(NOBODY_CAN.format(program=program, data=data))
    return other


def _somebody() -> tuple[int, int]:
    """Debian's PostgreSQL user where there is one, else nobody."""
    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return found.pw_uid, found.pw_gid
    return 65534, 65534


def _works(prefix: tuple[str, ...], program: Path, data: Path) -> bool:
    """Whether this user may run the program and write into the folder."""
    if not shutil.which(prefix[0]):
        return False
    test = 'test "$(id -u)" != 0 && test -w "$1" && "$0" --version'
    command = [*prefix, "sh", "-c", test, str(program), str(data)]
    return subprocess.run(command, cwd="/", capture_output=True, check=False).returncode == 0
