"""Cards of seats."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keukentafel.access.cards import SeatCard
from keukentafel.dossiers.forms import Day, Name, wrong_choice
from keukentafel.rooms.table.forms.base import Form

WORDS = ("name", "relation", "organisation", "function", "phone", "call_for", "home")


def _past(born: date) -> date:
    if born > timezone.localdate():
        raise ValidationError(_("This day is still to come."))
    return born


class CardForm(Form):
    """What is written on a card; of a professional also organisation and function, of a youth when they were born."""

    name = Name(80)
    relation = Name(80, needed=False)
    organisation = Name(120, needed=False)
    function = Name(120, needed=False)
    phone = Name(30, needed=False)
    call_for = Name(120, needed=False)
    home = Name(60, needed=False)
    birth_date = Day()
    sure = forms.CharField(required=False)
    """The band that was read as the consequence of another birth date, and agreed with."""

    def __init__(self, *args: Any, youth: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not youth:
            del self.fields["birth_date"]

    def clean_birth_date(self) -> date:
        """Not in the time to come."""
        return _past(self.cleaned_data["birth_date"])

    @property
    def card(self) -> dict[str, str]:
        """The words of the card, as cleaned."""
        return {field: self.cleaned_data[field] for field in WORDS}

    @property
    def born(self) -> date | None:
        """The birth date, of a youth."""
        return self.cleaned_data.get("birth_date")


class FamilyForm(Form):
    """A family member without an account. A child has a birth date: it says who decides what."""

    role = forms.ChoiceField(choices=[("youth", ""), ("relative", "")], error_messages=wrong_choice())
    name = Name(80)
    relation = Name(80, needed=False)
    home = Name(60, needed=False)
    birth_date = Day(needed=False)

    def clean(self) -> dict[str, Any]:
        """A child has a birth date, and it isn't in the future."""
        filled = super().clean() or {}
        born = filled.get("birth_date")
        if filled.get("role") == "youth" and born is None and "birth_date" not in self.errors:
            self.add_error("birth_date", ValidationError(_("When was this child born?")))
        if born and born > timezone.localdate():
            self.add_error("birth_date", ValidationError(_("This day is still to come.")))
        return filled

    @property
    def card(self) -> SeatCard:
        """The card to seal."""
        filled = self.cleaned_data
        born = filled["birth_date"] if filled["role"] == "youth" else None
        return SeatCard(name=filled["name"], relation=filled["relation"], home=filled["home"], birth_date=born)
