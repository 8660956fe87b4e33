"""What every form here has: plain words at the field, and what was typed stays."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from keukentafel.dossiers.models import new_id
from keukentafel.dossiers.words import has_hidden, visible

NEEDED = _("Please fill this in.")
TOO_LONG = _("This is too long. Use at most %(limit_value)d characters.")
OTHER = _("Choose one of these.")
NAMES = {
    "name": _("Name"),
    "address": _("E-mail address"),
    "organisation": _("Organisation"),
    "function": _("Function"),
    "phone": _("Phone"),
    "birth_date": _("Born on"),
}


class Text(forms.CharField):
    """Text without characters that a reader can't see; ``long``: several lines."""

    default_error_messages: ClassVar = {"required": NEEDED, "max_length": TOO_LONG}

    def __init__(self, most: int, *, needed: bool = True, long: bool = False) -> None:
        super().__init__(max_length=most, required=needed)
        self.long = long

    def to_python(self, value: Any) -> str:
        """Plain line breaks, or none."""
        text = super().to_python(value) or ""
        if has_hidden(text):
            raise ValidationError(_("There is a sign in this text that nobody can see. Please type it again."))
        return visible(text) if self.long else " ".join(visible(text).split())


class Day(forms.DateField):
    """A date in a year that people live in."""

    default_error_messages: ClassVar = {
        "required": NEEDED,
        "invalid": _("This is not a date. Write it like 31-12-2012."),
    }

    def __init__(self, *, needed: bool = True) -> None:
        super().__init__(required=needed, input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"])

    def to_python(self, value: Any) -> date | None:
        """Between 1900 and 2100."""
        day = super().to_python(value)
        if day is not None and not 1900 <= day.year <= 2100:  # the years that the house knows
            raise ValidationError(_("This year can't be right."))
        return day


class Address(forms.EmailField):
    """An e-mail address, in small letters."""

    default_error_messages: ClassVar = {
        "required": NEEDED,
        "max_length": TOO_LONG,
        "invalid": _("This is not an e-mail address. Is there an @ in it?"),
    }

    def __init__(self) -> None:
        super().__init__(max_length=254)

    def to_python(self, value: Any) -> str:
        """The house knows addresses in small letters only."""
        return (super().to_python(value) or "").lower()


class Form(forms.Form):
    """A form as our pages draw it: ``typed`` and ``wrong`` by field, ``summary`` for the top of the page."""

    once = forms.UUIDField(required=False)

    @property
    def same(self) -> UUID:
        """The form's own id: sent twice, it does its work once."""
        typed = self.data.get("once", "")
        try:
            return UUID(typed)
        except ValueError:
            return new_id()

    def typed(self, field: str) -> Any:
        """What is filled in now; empty text for nothing."""
        value = self[field].value()
        return "" if value is None else value

    def wrong(self, field: str) -> str:
        """What is not right at a field, in a sentence; empty if all is well."""
        return str(self.errors[field][0]) if self.is_bound and field in self.errors else ""

    @property
    def summary(self) -> list[tuple[str, str]]:
        """All that is not right, as (field, sentence)."""
        if not self.is_bound:
            return []
        return [(field, _named(field, str(found[0]))) for field, found in self.errors.items()]


def _named(field: str, sentence: str) -> str:
    """The sentence with the name of its field, for where it doesn't stand beside it."""
    return f"{NAMES[field]}: {sentence}" if field in NAMES else sentence
