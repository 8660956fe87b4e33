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
    "view_as_end", "log_export", "ending_ask", "ending_agree", "ending_object", "ending_back", "destroyed",
    "birthday_near", "authority", "authority_end", "authority_contest", "authority_agree", "about", "about_end",
    "consent", "consent_end", "emergency_on", "emergency_off", "emergency_mine", "emergency_not_mine", "emergency_ask",
    "emergency_open", "emergency_veto", "emergency_end", "split_off",
    "my_data", "take_along", "take_along_fetch", "take_along_end", "brought", "file_open", "file_small", "file_save",
]  # fmt: skip
"""What a visit notes."""
Stored = Literal[Action, "read_as", "print_as", "file_open_as", "file_small_as", "file_save_as", "refused", "burst"]
"""What a line says: the same, through another seat's eyes, a knock that was not answered, or many looks at once."""
AS: Final[dict[Action, Stored]] = {
    "read": "read_as", "print": "print_as", "file_open": "file_open_as", "file_small": "file_small_as",
    "file_save": "file_save_as",
}  # fmt: skip
"""What can be done through another seat's eyes, where nothing can be written."""
STORED: Final[tuple[str, ...]] = tuple(sorted(get_args(Stored)))

Sort = Literal["look", "write", "delete", "copy", "rights", "refused"]
"""What NEN 7513:2018 tells apart: reading, adding and changing, deleting, copying or printing, rights, refusing."""
SORTS: Final[tuple[Sort, ...]] = get_args(Sort)
LOOKS: Final = frozenset({
    "read", "read_as", "burst", "letter_read", "file_open", "file_open_as", "file_small", "file_small_as",
})  # fmt: skip
WRITES: Final = frozenset({"add", "change", "step", "move_in", "move_out", "card", "circle_name", "birth_date"})
DELETES: Final = frozenset({"delete", "invite_delete", "circle_remove"})
COPIES: Final = frozenset({
    "print", "print_as", "log_export", "my_data", "split_off", "take_along", "take_along_fetch", "file_save",
    "file_save_as",
})  # fmt: skip


def sort_of(action: str) -> Sort:
    """The sort of an action; what is nothing else changes who may do what."""
    named: tuple[tuple[frozenset[str], Sort], ...] = (
        (LOOKS, "look"),
        (WRITES, "write"),
        (DELETES, "delete"),
        (COPIES, "copy"),
        (frozenset({"refused"}), "refused"),
    )
    return next((sort for actions, sort in named if action in actions), "rights")


def actions_of(sort: str) -> list[str]:
    """All actions of a sort."""
    return [action for action in STORED if sort_of(action) == sort]
