"""The shape of when somebody can be reached."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keukentafel.access.cards import Reach
from keukentafel.dossiers.forms import OTHER, Day, Form, Name

TIMES = ["%H:%M", "%H.%M", "%H:%M:%S", "%H"]
NO_TIME = gettext_lazy("We don't know this time. Write it like 9:00.")


class ReachForm(Form):
    """Office hours, away, who stands in; and whether others see that one reads and types. ``seen``: they do."""

    days = forms.TypedMultipleChoiceField(
        required=False,
        coerce=int,
        choices=[(str(day), "") for day in range(7)],
        error_messages={"invalid_choice": OTHER},
    )
    starts = forms.TimeField(required=False, input_formats=TIMES, error_messages={"invalid": NO_TIME})
    ends = forms.TimeField(required=False, input_formats=TIMES, error_messages={"invalid": NO_TIME})
    back = Day(needed=False)
    stand_in = Name(80, needed=False)
    stand_in_phone = Name(30, needed=False)
    seen = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        """From and to go together, in that order; who is back already is not away."""
        data = self.cleaned_data
        starts, ends = data.get("starts"), data.get("ends")
        if not {"starts", "ends"} & self.errors.keys():
            if bool(starts) != bool(ends):
                self.add_error("ends" if starts else "starts", _("Fill in both, or neither."))
            elif starts and ends and ends <= starts:
                self.add_error("ends", _("This is before the beginning."))
        back: date | None = data.get("back")
        if back and back <= timezone.localdate():
            data["back"] = None
        return data

    @property
    def reach(self) -> Reach:
        """As it is kept."""
        said = dict(self.cleaned_data)
        return Reach(unseen=not said.pop("seen"), **said | {"days": tuple(sorted(said["days"]))})
