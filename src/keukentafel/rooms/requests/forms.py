"""What one fills in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from keukentafel.dossiers.forms import AddingForm, PlacedForm, Words, wrong_choice
from keukentafel.rooms.requests.rules import ANSWERS


class RequestForm(PlacedForm):
    """A request."""

    text = Words(2_000)


class AnswerForm(AddingForm):
    """How a request ends, and why."""

    state = forms.ChoiceField(
        choices=[(state, state) for state in ANSWERS], error_messages=wrong_choice(_("Choose how it ends."))
    )
    text = Words(2_000)
