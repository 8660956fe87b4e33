"""What people fill in around rights."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keukentafel.dossiers.forms import OTHER, AddingForm, Day, Form, Line, Words, wrong_choice
from keukentafel.rooms.family import rules


class SourceForm(Form):
    """How it is known that a parent has authority over a child."""

    source = forms.ChoiceField(error_messages=wrong_choice(_("Choose how you know.")))
    since = Day(needed=False)
    where = Line(500, needed=False)

    def __init__(self, *args: Any, sources: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["source"].choices = [(one, "") for one in sources]  # type: ignore[attr-defined]

    def clean_since(self) -> Any:
        """Not in the time to come."""
        since = self.cleaned_data["since"]
        if since and since > timezone.localdate():
            raise ValidationError(_("This day is still to come."))
        return since


class ContestForm(Form):
    """That it is otherwise, in one's own words."""

    words = Words(1_000)


class AboutForm(Form):
    """Whom a circle is about."""

    seat = forms.TypedChoiceField(coerce=UUID, error_messages=wrong_choice(_("Choose whom it is about.")))

    def __init__(self, *args: Any, offered: Sequence[UUID], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["seat"].choices = [(str(seat), "") for seat in offered]  # type: ignore[attr-defined]


class EmergencyForm(Form):
    """Who may ask, what it opens, how long one waits and how long it lasts."""

    seats = forms.TypedMultipleChoiceField(coerce=UUID, error_messages=wrong_choice(_("Choose who may ask for it.")))
    circles = forms.TypedMultipleChoiceField(coerce=UUID, error_messages=wrong_choice(_("Choose what it opens.")))
    wait = forms.TypedChoiceField(
        coerce=int,
        choices=[(n, "") for n in rules.WAITS],
        error_messages=wrong_choice(_("Choose how long one waits first.")),
    )
    hours = forms.TypedChoiceField(
        coerce=int,
        choices=[(n, "") for n in rules.OPENS],
        error_messages=wrong_choice(_("Choose how long it stays open.")),
    )

    def __init__(self, *args: Any, seats: Sequence[UUID], circles: Sequence[UUID], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["seats"].choices = [(str(seat), "") for seat in seats]  # type: ignore[attr-defined]
        self.fields["circles"].choices = [(str(one), "") for one in circles]  # type: ignore[attr-defined]

    def clean_seats(self) -> list[UUID]:
        """Not more than five people."""
        seats: list[UUID] = self.cleaned_data["seats"]
        if len(seats) > rules.MOST_NAMED:
            raise ValidationError(_("Choose at most 5 people."))
        return seats


class CallForm(AddingForm):
    """Why somebody asks for emergency access."""

    why = Words(1_000)


class SplitForm(AddingForm):
    """What goes along to a table of one's own."""

    circles = forms.TypedMultipleChoiceField(coerce=UUID, required=False, error_messages={"invalid_choice": OTHER})

    def __init__(self, *args: Any, offered: Sequence[UUID], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["circles"].choices = [(str(one), "") for one in offered]  # type: ignore[attr-defined]
