"""What the forms of this room have besides those of every room (``dossiers.forms``)."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from keukentafel.dossiers.forms import NEEDED, AddingForm

NAMES = {
    "name": _("Name"),
    "address": _("E-mail address"),
    "organisation": _("Organisation"),
    "function": _("Function"),
    "phone": _("Phone"),
    "birth_date": _("Born on"),
}


class Address(forms.EmailField):
    """An e-mail address, in small letters."""

    default_error_messages: ClassVar = {
        "required": NEEDED,
        "max_length": _("This is too long."),
        "invalid": _("This is not an e-mail address. Is there an @ in it?"),
    }

    def __init__(self) -> None:
        super().__init__(max_length=254)

    def to_python(self, value: Any) -> str:
        """The house knows addresses in small letters only."""
        return (super().to_python(value) or "").lower()


class Form(AddingForm):
    """A form of this room; its summary names the fields."""

    @property
    def summary(self) -> list[tuple[str, str]]:
        """All that is not right, with the name of its field: the sentence doesn't stand beside it."""
        return [(field, _named(field, sentence)) for field, sentence in super().summary]


def _named(field: str, sentence: str) -> str:
    return f"{NAMES[field]}: {sentence}" if field in NAMES else sentence
