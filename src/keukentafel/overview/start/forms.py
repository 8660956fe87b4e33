"""Input shapes of the start. What is wrong is said at the field, in plain words."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keukentafel.access.ages import age_on
from keukentafel.dossiers.words import has_hidden

YOUNGEST_OWNER = 16
FIRST_YEAR, LAST_YEAR = 1900, 2100
MISSING = gettext_lazy("Fill this in, please.")
TOO_LONG = gettext_lazy("This is too long.")
NO_DATE = gettext_lazy("This is not a date. Choose a day, or type it like 2012-05-31.")
FOUNDERS = ("parent", "youth")
MEMBERS = ("youth", "parent", "relative")


class LineField(forms.CharField):
    """One line of people's own words."""

    def __init__(self, most: int, **options: Any) -> None:
        messages = {"required": MISSING, "max_length": TOO_LONG}
        super().__init__(max_length=most, error_messages=messages, **options)

    def clean(self, value: Any) -> str:
        """Refuse characters that nobody sees."""
        line = str(super().clean(value))
        if has_hidden(line):
            raise ValidationError(_("There are invisible characters in this. Type it again, please."))
        return line


class BirthDate(forms.DateField):
    """A birth date: not in the time to come."""

    def __init__(self) -> None:
        super().__init__(required=False, error_messages={"invalid": NO_DATE})

    def clean(self, value: Any) -> date | None:
        """Refuse years that nobody was born in."""
        born: date | None = super().clean(value)
        if born and not (FIRST_YEAR <= born.year <= LAST_YEAR):
            raise ValidationError(_("Look at the year again."))
        if born and born > timezone.localdate():
            raise ValidationError(_("This day has yet to come."))
        return born


class Title(forms.Form):
    """What the family calls itself."""

    title = LineField(120)
    once = forms.UUIDField(widget=forms.HiddenInput)


class Me(Title):
    """Who starts: a parent, or a young person from 16 on."""

    name = LineField(80)
    relation = LineField(80, required=False)
    role = forms.ChoiceField(choices=[(role, role) for role in FOUNDERS], error_messages={"required": MISSING})
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

    name = LineField(80)
    role = forms.ChoiceField(choices=[(role, role) for role in MEMBERS], error_messages={"required": MISSING})
    relation = LineField(80, required=False)
    home = LineField(60, required=False)
    birth_date = BirthDate()

    def clean(self) -> dict[str, Any]:
        """A child's birth date decides what it may do when it grows up."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("role") == "youth" and not data.get("birth_date") and "birth_date" not in self.errors:
            self.add_error("birth_date", _("Fill in the birth date: a child may decide more as it grows up."))
        return data
