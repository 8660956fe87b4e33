"""Why an archive is refused."""

from typing import Final, Literal, get_args

Reason = Literal[
    "not_whole", "passphrase", "changed", "future", "bomb", "path", "twice", "unknown_entry", "too_many", "json",
    "kind", "strange_id", "too_long", "wrong", "missing", "not_owner", "too_big", "type", "broken",
]  # fmt: skip
"""Each has its words in ``words.py``."""
REASONS: Final[tuple[str, ...]] = get_args(Reason)


class Unfit(Exception):
    """The archive is refused. ``detail``: a name that is nobody's, such as that of an unknown kind."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason)
        self.reason: Reason = reason
        self.detail = detail[:200]
