"""Letters: what the inviter writes, and what the invited answers."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keukentafel.dossiers.forms import NEEDED, OTHER, Day, Name, Words, wrong_choice
from keukentafel.rooms.table.actions.letters import Chair
from keukentafel.rooms.table.forms.base import Address, Form
from keukentafel.rooms.table.letters import Letter

ROLES = ("relative", "network", "professional", "parent", "youth")


class LetterForm(Form):
    """An invitation. ``roles``: what the invited may be; ``named``: named circles that may be chosen."""

    role = forms.ChoiceField(error_messages=wrong_choice())
    name = Name(80)
    address = Address()
    relation = Name(80, needed=False)
    organisation = Name(120, needed=False)
    function = Name(120, needed=False)
    authority = forms.BooleanField(required=False)
    birth_date = Day(needed=False)
    words = Words(2_000, needed=False)
    circles = forms.TypedMultipleChoiceField(coerce=UUID, required=False, error_messages={"invalid_choice": OTHER})
    language = forms.ChoiceField(choices=settings.LANGUAGES, error_messages=wrong_choice())

    def __init__(self, *args: Any, roles: Sequence[str], named: Sequence[UUID], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["role"].choices = [(role, role) for role in roles]  # type: ignore[attr-defined]
        self.fields["circles"].choices = [(str(one), "") for one in named]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A professional has an organisation and a function; a youth with an account has a birth date."""
        filled = super().clean() or {}
        role = filled.get("role")
        needed = {"professional": ("organisation", "function"), "youth": ("birth_date",)}.get(role or "", ())
        for field in needed:
            if not filled.get(field) and field not in self.errors:
                self.add_error(field, ValidationError(NEEDED))
        born = filled.get("birth_date")
        if born and born > timezone.localdate():
            self.add_error("birth_date", ValidationError(_("This day is still to come.")))
        return filled

    @property
    def letter(self) -> Letter:
        """The letter to seal."""
        filled = self.cleaned_data
        works = filled["role"] == "professional"
        return Letter(
            name=filled["name"],
            address=filled["address"],
            relation=filled["relation"],
            organisation=filled["organisation"] if works else "",
            function=filled["function"] if works else "",
            words=filled["words"],
            language=filled["language"],
            birth_date=filled["birth_date"] if filled["role"] == "youth" else None,
        )

    def chair(self, circle: UUID, seat: UUID | None) -> Chair:
        """What the invited would sit on."""
        filled = self.cleaned_data
        authority = filled["authority"] and filled["role"] == "parent"
        return Chair(circle, filled["role"], authority, tuple(filled["circles"]), seat)


class AcceptForm(Form):
    """How the invited wants to be called, and where."""

    name = Name(80)
    phone = Name(30, needed=False)


class DeclineForm(Form):
    """A word with a no."""

    word = Words(500, needed=False)


class AskForm(Form):
    """Somebody at the table asks the family to invite a colleague."""

    name = Name(80)
    organisation = Name(120, needed=False)
    function = Name(120, needed=False)
    words = Words(2_000, needed=False)
