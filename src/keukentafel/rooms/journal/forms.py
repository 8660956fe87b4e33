"""The shape of what comes in. What was typed stays; every mistake is said at its field in plain words."""

from datetime import date, datetime, timedelta
from datetime import time as clock
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keukentafel.dossiers.forms import AddingForm, ChangingForm, Day, Form, PlacedForm, Words
from keukentafel.rooms.journal.kinds import LONGEST_COMMENT, LONGEST_ENTRY

TIMES = ["%H:%M", "%H.%M", "%H:%M:%S"]
EMPTY = gettext_lazy("Write something first.")
NO_TIME = clock(12)
"""A day without a time stands at noon: on the same day wherever it is read."""


class Once(AddingForm):
    """A form that adds one thing; without its own id it has to be sent again."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["once"].required = True


class Moment(Form):
    """A day and, if it matters, a time."""

    day = Day(needed=False)
    time = forms.TimeField(
        required=False,
        input_formats=TIMES,
        error_messages={"invalid": gettext_lazy("We don't know this time. Write it like 19:30.")},
    )

    def clean(self) -> dict[str, Any]:
        """Add ``happened``: the moment, or None when no day was given."""
        day, at = self.cleaned_data.get("day"), self.cleaned_data.get("time")
        self.cleaned_data["happened"] = None
        if at and not day and "day" not in self.errors:
            self.add_error("day", _("On which day was it?"))
        elif day and "time" not in self.errors:
            self.cleaned_data["happened"] = self._past(day, at)
        return self.cleaned_data

    def _past(self, day: date, at: clock | None) -> datetime | None:
        now = timezone.localtime()
        if at is None and day == now.date():
            return now
        moment = timezone.make_aware(datetime.combine(day, at or NO_TIME))
        if moment > now + timedelta(minutes=5):
            self.add_error("day", _("That is still to come. The journal is for what has happened."))
        return moment


class EntryForm(Moment, PlacedForm, Once):
    """A new entry."""

    text = Words(LONGEST_ENTRY, missing=EMPTY)
    field_order = ("text", "circle", "day", "time", "once")


class CommentForm(Once):
    """A comment."""

    text = Words(LONGEST_COMMENT, missing=EMPTY)
    field_order = ("text", "once")


class ChangeForm(Moment, ChangingForm):
    """Another text for an entry, which always has a day."""

    text = Words(LONGEST_ENTRY, missing=EMPTY)
    field_order = ("text", "day", "time", "version")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["day"].required = True
        self.fields["day"].error_messages["required"] = _("On which day was it?")


class ChangeCommentForm(ChangingForm):
    """Another text for a comment."""

    text = Words(LONGEST_COMMENT, missing=EMPTY)
    field_order = ("text", "version")


def mistakes(form: Form) -> dict[str, str]:
    """For each field that is not right yet: one sentence."""
    return {name: form.wrong(name) for name in form.errors}


def typed(form: Form) -> dict[str, str]:
    """What was typed, as it was typed."""
    return {name: str(form.data.get(name, "")) for name in form.fields}
