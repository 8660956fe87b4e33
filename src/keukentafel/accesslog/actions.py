"""All that the access log can say that somebody did: a closed list.

Who writes a line names one of these (mypy), the database takes no other (a constraint), and each has its sentence in
``overview/looked/rules.py`` (a test). A new one needs no migration: the constraint is laid with the rule
(``access/laying.py``).
"""

from typing import Final, Literal, get_args

Action = Literal[
    "read", "add", "change", "step", "delete", "move_in", "move_out", "print", "founded", "place_laid", "sat_down",
    "declined", "birthday", "birth_date", "birth_date_rights", "invite", "invite_again", "invite_withdraw",
    "invite_delete", "letter_read", "letter_sent", "seat_end", "leave", "card", "coordinator", "freeze", "thaw",
    "circle_add", "circle_name", "circle_fill", "circle_take_out", "circle_leave", "circle_remove", "view_as",
    "view_as_end",
]  # fmt: skip
"""What a visit notes."""
Stored = Literal[Action, "read_as", "print_as", "refused"]
"""What a line says: the same, through another seat's eyes, or a knock that was not answered."""
AS: Final[dict[Action, Stored]] = {"read": "read_as", "print": "print_as"}
"""What can be done through another seat's eyes, where nothing can be written."""
STORED: Final[tuple[str, ...]] = tuple(sorted(get_args(Stored)))
