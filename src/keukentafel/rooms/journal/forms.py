"""The shape of what comes in. What was typed stays; every mistake is said at its field in plain words."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from datetime import time as clock
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keukentafel.dossiers.models import new_id
from keukentafel.dossiers.words import has_hidden, visible
from keukentafel.rooms.journal.kinds import LONGEST_COMMENT, LONGEST_ENTRY

DAYS = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"]
TIMES = ["%H:%M", "%H.%M", "%H:%M:%S"]
NO_TIME = clock(12)
FIRST_YEAR, LAST_YEAR = 1900, 2100
"""A day without a time stands at noon: on the same day wherever it is read."""


class WordsField(forms.Field):
    """A longer text with line breaks, at most ``longest`` characters."""

    def __init__(self, longest: int) -> None:
        super().__init__()
        self.longest = longest

    def clean(self, value: object) -> str:
        """The text with plain line breaks."""
        typed = str(value or "")
        if has_hidden(typed):
            raise ValidationError(
                _(
                    "There are signs in this text that nobody can see. They often come along when you copy text. "
                    "Type that piece yourself."
                )
            )
        text = visible(typed)
        if not text:
            raise ValidationError(_("Write something first."))
        if len(text) > self.longest:
            raise ValidationError(
                _("This is too long: %(count)d characters, and %(most)d fit. Make it shorter, or make two of it.")
                % {"count": len(text), "most": self.longest}
            )
        return text


class Once(forms.Form):
    """A form that adds one thing, however often it is sent."""

    once = forms.UUIDField(
        error_messages=dict.fromkeys(("required", "invalid"), gettext_lazy("Please send it once more."))
    )

    @property
    def ticket(self) -> UUID:
        """The form's own id: the one that came in, or a new one."""
        self.is_valid()
        known: UUID | None = getattr(self, "cleaned_data", {}).get("once")
        return known or new_id()


class Moment(forms.Form):
    """A day and, if it matters, a time."""

    day = forms.DateField(
        required=False,
        input_formats=DAYS,
        error_messages={"invalid": gettext_lazy("We don't know this date. Write it as day-month-year, like 3-5-2026.")},
    )
    time = forms.TimeField(
        required=False,
        input_formats=TIMES,
        error_messages={"invalid": gettext_lazy("We don't know this time. Write it like 19:30.")},
    )

    def clean_day(self) -> date | None:
        """A day between 1900 and 2100."""
        day: date | None = self.cleaned_data["day"]
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(_("Choose a year between 1900 and 2100."))
        return day

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


class EntryForm(Moment, Once):
    """A new entry. ``circles``: where it may go."""

    text = WordsField(LONGEST_ENTRY)
    circle = forms.CharField(required=False)
    field_order = ("text", "circle", "day", "time", "once")

    def __init__(self, circles: Collection[UUID], data: QueryDict | None = None) -> None:
        self.circles = circles
        super().__init__(data)

    def clean_circle(self) -> UUID:
        """One of the circles that may be chosen; anything else is as good as no choice."""
        for circle in self.circles:
            if str(circle) == self.cleaned_data["circle"]:
                return circle
        raise ValidationError(_("Choose who may see this."))


class CommentForm(Once):
    """A comment."""

    text = WordsField(LONGEST_COMMENT)
    field_order = ("text", "once")


class ChangeForm(Moment):
    """Another text for an entry; ``version``: the one that the writer had before them."""

    text = WordsField(LONGEST_ENTRY)
    version = forms.IntegerField(min_value=1, max_value=2**31 - 1)
    field_order = ("text", "day", "time", "version")

    def clean_day(self) -> date | None:
        """An entry always has a day."""
        day = super().clean_day()
        if day is None:
            raise ValidationError(_("On which day was it?"))
        return day


class ChangeCommentForm(forms.Form):
    """Another text for a comment."""

    text = WordsField(LONGEST_COMMENT)
    version = forms.IntegerField(min_value=1, max_value=2**31 - 1)


def mistakes(form: forms.Form) -> dict[str, str]:
    """For each field that is not right yet: one sentence."""
    return {str(name): str(errors[0]) for name, errors in form.errors.items()}


def in_order(errors: dict[str, str]) -> list[tuple[str, str]]:
    """The mistakes for the summary: those of fields that nobody sees stand for the whole form."""
    return [("" if name in ("once", "version", "__all__") else name, sentence) for name, sentence in errors.items()]


def typed(form: forms.Form) -> dict[str, str]:
    """What was typed, as it was typed."""
    return {name: str(form.data.get(name, "")) for name in form.fields}
