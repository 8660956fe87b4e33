"""Input shapes of the start. What is wrong is said at the field, in plain words."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keukentafel.access.ages import age_on
from keukentafel.dossiers.forms import Day, Line, wrong_choice

YOUNGEST_OWNER = 16
FOUNDERS = ("parent", "youth")
MEMBERS = ("youth", "parent", "relative")


class BirthDate(Day):
    """A birth date: not in the time to come."""

    def __init__(self) -> None:
        super().__init__(needed=False)

    def validate(self, value: date | None) -> None:
        """Refuse days on which nobody was born yet."""
        super().validate(value)
        if value and value > timezone.localdate():
            raise ValidationError(_("This day has yet to come."))


class Title(forms.Form):
    """What the family calls itself."""

    title = Line(120, missing=gettext_lazy("Fill in what you call your family."))
    once = forms.UUIDField(widget=forms.HiddenInput)


class Me(Title):
    """Who starts: a parent, or a young person from 16 on."""

    name = Line(80, missing=gettext_lazy("Fill in your name."))
    relation = Line(80, needed=False)
    role = forms.ChoiceField(choices=[(role, role) for role in FOUNDERS], error_messages=wrong_choice())
    birth_date = BirthDate()

    def clean(self) -> dict[str, Any]:
        """A young person has to be 16."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        born = data.get("birth_date")
        if data.get("role") != "youth" or "birth_date" in self.errors:
            return data
        if born is None:
            self.add_error("birth_date", _("When were you born? We need it to know what you may decide yourself."))
        elif age_on(born, timezone.localdate()) < YOUNGEST_OWNER:
            self.add_error("birth_date", _("You can start a table yourself when you are 16. Ask a parent to start it."))
        return data


class Member(forms.Form):
    """Somebody who belongs to the family; without an account, now."""

    name = Line(80, missing=gettext_lazy("Fill in the name."))
    role = forms.ChoiceField(choices=[(role, role) for role in MEMBERS], error_messages=wrong_choice())
    relation = Line(80, needed=False)
    home = Line(60, needed=False)
    birth_date = BirthDate()

    def clean(self) -> dict[str, Any]:
        """A child's birth date decides what it may do when it grows up."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("role") == "youth" and not data.get("birth_date") and "birth_date" not in self.errors:
            self.add_error("birth_date", _("Fill in the birth date: a child may decide more as it grows up."))
        return data
