"""Have a photo drawn anew by a program of its own (``drawing.py``): it may take memory and crash, we may not.

Measured (docs/decisions/0022): a photo of 12 megapixels takes half a second and 130 MB, which go when the program ends.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore, Timer
from typing import IO, Any, Final

from keukentafel.media.refusing import NotTaken

PROGRAM: Final = Path(__file__).with_name("drawing.py")
MEMORY: Final = 1_400_000_000
"""Bytes of addresses for the program, its libraries too: what it really takes is far less."""
MOST_SECONDS: Final = 60.0
WAITS: Final = 40.0
PIECE: Final = 64 * 1024
_one_at_a_time = BoundedSemaphore(1)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A photo drawn anew. ``whole``, ``small``: bytes, of which the first is read as it comes."""

    media_type: str
    width: int
    height: int
    lengths: tuple[int, int]
    out: IO[bytes]

    def whole(self) -> Iterator[bytes]:
        """The photo. Read it to its end, then ``small``."""
        return self._next(self.lengths[0])

    def small(self) -> Iterator[bytes]:
        """The small one, a JPEG."""
        return self._next(self.lengths[1])

    def _next(self, length: int) -> Iterator[bytes]:
        while length > 0:
            piece = self.out.read(min(PIECE, length))
            if not piece:
                raise NotTaken("broken")
            length -= len(piece)
            yield piece


@contextmanager
def drawn(content: Iterable[bytes], most_dots: int) -> Iterator[Drawn]:
    """Draw a photo anew. Raises ``NotTaken``: broken, too many dots, or too many people at it right now."""
    if not _one_at_a_time.acquire(timeout=WAITS):
        raise NotTaken("busy")
    try:
        with _program(most_dots) as program:
            yield _asked(program, content)
    finally:
        _one_at_a_time.release()


@contextmanager
def _program(most_dots: int) -> Iterator["subprocess.Popen[bytes]"]:
    command = [sys.executable, "-I", str(PROGRAM), str(MEMORY), str(most_dots)]
    program = subprocess.Popen(  # our own program, with two numbers
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    clock = Timer(MOST_SECONDS, program.kill)
    clock.start()
    try:
        yield program
    finally:
        clock.cancel()
        program.kill()
        for pipe in (program.stdin, program.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()
        program.wait()


def _asked(program: "subprocess.Popen[bytes]", content: Iterable[bytes]) -> Drawn:
    sent, out = program.stdin, program.stdout
    if sent is None or out is None:
        raise NotTaken("broken")
    with suppress(BrokenPipeError):  # it ended early; what it said is read below
        for piece in content:
            sent.write(piece)
        sent.close()
    try:
        told: dict[str, Any] = json.loads(out.readline(10_000))
    except ValueError:
        raise NotTaken("broken") from None
    if "refused" in told:
        raise NotTaken(told["refused"])
    return Drawn(told["type"], told["width"], told["height"], (told["lengths"][0], told["lengths"][1]), out)
