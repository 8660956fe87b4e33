"""Tests that found something on 22 November 2026 which is not mended yet, each with what was seen.

They run, and their result is told (``xfail`` or ``XPASS``), but do not stop the others. Whoever mends one takes it out: the
list is to be empty before any family uses this version. Nothing may be added without a sentence that says what is open.
"""

from typing import Final

KNOWN_OPEN: Final = {
    "tests/journeys/test_every_page.py::": "some new addresses have no page for everybody in this test's family",
    "tests/journeys/test_payloads.py::": "not seen to pass since everything came together",
    "tests/faults/test_keys_command.py::": "passes alone; failed beside another run on the same machine",
}


def why(test: str) -> str:
    """What is open about a test, by its id; empty for all others."""
    return next((reason for part, reason in KNOWN_OPEN.items() if test.startswith(part)), "")
