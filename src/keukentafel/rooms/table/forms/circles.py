"""Circles: their names and who is put in."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from keukentafel.dossiers.forms import OTHER, Line, wrong_choice
from keukentafel.rooms.table.forms.base import Form


class SeatsForm(Form):
    """Choose seats out of those offered."""

    seats = forms.TypedMultipleChoiceField(coerce=UUID, required=False, error_messages={"invalid_choice": OTHER})

    def __init__(self, *args: Any, offered: Sequence[UUID] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["seats"].choices = [(str(seat), "") for seat in offered]  # type: ignore[attr-defined]


class NameForm(Form):
    """The name of a circle."""

    name = Line(60)


class CircleForm(SeatsForm, NameForm):
    """A new named circle."""


class RemoveForm(Form):
    """Where go the things that lie in a circle: to the table, to the family, or nowhere."""

    to = forms.ChoiceField(choices=[("table", ""), ("family", ""), ("delete", "")], error_messages=wrong_choice())
