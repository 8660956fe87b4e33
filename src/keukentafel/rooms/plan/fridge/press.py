"""The press: lays a sheet out in a process of its own, and gives it back with what it found.

Typst keeps a cache that grows to hundreds of megabytes; here it ends with the sheet, and a web worker stays small. A
text that would break typst breaks this process alone.

    python -m keukentafel.rooms.plan.fridge.press fit|pdf

reads the data as JSON, and writes what it found as one line of JSON, then the PDF.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

PAGE = Path(__file__).with_name("sheet.typ")
STANDARDS = ["ua-1", "a-2a"]
PATIENCE = 30
"""Seconds; a sheet takes less than one."""


def press(data: dict[str, Any], want: str) -> tuple[dict[str, Any], bytes]:
    """Lay out ``data``; ``want`` is "fit" or "pdf". Gives what was found, and the PDF (empty for "fit").

    Raises ``subprocess.SubprocessError`` when the press breaks or takes too long.
    """
    command = [sys.executable, "-m", "keukentafel.rooms.plan.fridge.press", want]
    done = subprocess.run(command, input=json.dumps(data).encode(), capture_output=True, timeout=PATIENCE, check=True)
    found, _, pdf = done.stdout.partition(b"\n")
    return json.loads(found), pdf


def lay_out(data: str, want: str) -> tuple[dict[str, Any], bytes]:
    """The same, in this process."""
    import typst

    from keukentafel.rooms.plan.fridge.drawings import FONTS

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    compiler = typst.Compiler(input=PAGE, root=PAGE.parent, font_paths=fonts, sys_inputs={"data": data})
    found = json.loads(compiler.query("<fit>", field="value", one=True))
    found["pages"] = int(json.loads(compiler.query("<pages>", field="value", one=True)))
    if want == "fit":
        return found, b""
    pdf = compiler.compile(format="pdf", pdf_standards=STANDARDS)  # type: ignore[arg-type]  # typst's own names
    return found, cast("bytes", pdf)


if __name__ == "__main__":
    told, printed = lay_out(sys.stdin.read(), sys.argv[1])
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + printed)
