"""The shape of what comes in."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy

from keukentafel.dossiers.forms import OTHER, AddingForm, ChangingForm, Line, Words
from keukentafel.rooms.talk.kinds import LONGEST_MESSAGE, LONGEST_SUBJECT

EMPTY = gettext_lazy("Write something first.")
NOBODY = gettext_lazy("Choose with whom you want to talk.")


class MessageForm(AddingForm):
    """A message. ``answers``: to which one; what is no id is none. With ``files`` it needs no words."""

    text = Words(LONGEST_MESSAGE, missing=EMPTY)
    answers = forms.UUIDField(required=False)
    field_order = ("text", "answers", "once")

    def __init__(self, *args: Any, files: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["once"].required = True
        self.fields["text"].required = not files


class BeginForm(AddingForm):
    """A conversation with its first message. Where the circle does not say who talks, it needs a subject."""

    subject = Line(LONGEST_SUBJECT, needed=False, missing=gettext_lazy("What is it about? A few words will do."))
    text = Words(LONGEST_MESSAGE, missing=EMPTY)
    field_order = ("subject", "text", "once")

    def __init__(self, *args: Any, needs_subject: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["subject"].required = needs_subject
        self.fields["once"].required = True


class PeopleForm(AddingForm):
    """With whom."""

    seats = forms.MultipleChoiceField(error_messages={"required": NOBODY, "invalid_choice": OTHER})

    def __init__(self, *args: Any, offered: Iterable[UUID], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["seats"]
        field.choices = [(str(seat), "") for seat in offered]

    def clean_seats(self) -> list[UUID]:
        """As ids."""
        return [UUID(seat) for seat in self.cleaned_data["seats"]]


class ChangeForm(ChangingForm):
    """Other words for a message."""

    text = Words(LONGEST_MESSAGE, missing=EMPTY)
    field_order = ("text", "version")


class SubjectForm(ChangingForm):
    """Another subject."""

    subject = Line(LONGEST_SUBJECT, needed=False)
    field_order = ("subject", "version")
