"""Why a file is not taken. The words for people are said where they are shown (``dossiers/file_words.py``)."""

from typing import Literal

Reason = Literal[
    "empty", "too_big", "full", "unknown", "page", "macros", "locked", "bomb", "broken", "pixels", "mixed", "track",
    "harmful", "unchecked", "old_office", "busy",
]  # fmt: skip


class NotTaken(Exception):
    """A file that is not taken."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason
