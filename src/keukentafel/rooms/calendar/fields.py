"""Fields of the calendar, which say what is wrong in plain words."""

from datetime import date, datetime, timedelta
from datetime import time as clock_time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keukentafel.rooms.calendar import rules
from keukentafel.rooms.calendar.kinds import Moment

TIMES = ["%H:%M", "%H.%M", "%H:%M:%S"]
MOST_LINK = 500


class Clock(forms.TimeField):
    """A time of the day, or none."""

    def __init__(self) -> None:
        wrong = {"invalid": gettext_lazy("We don't know this time. Write it like 19:30.")}
        super().__init__(required=False, input_formats=TIMES, error_messages=wrong)


class Number(forms.IntegerField):
    """A whole number from 1 on, or none."""

    def __init__(self, most: int) -> None:
        wrong = gettext_lazy("Write a number from 1 to %(most)d.")
        messages = dict.fromkeys(("invalid", "min_value", "max_value"), wrong)
        super().__init__(required=False, min_value=1, max_value=most, error_messages=messages)
        self.most = most

    def clean(self, value: Any) -> int | None:
        """The number, or in words which ones there are."""
        try:
            found: int | None = super().clean(value)
        except ValidationError:
            raise ValidationError(_("Write a number from 1 to %(most)d.") % {"most": self.most}) from None
        return found


class WebLink(forms.CharField):
    """The address of a video call: of any provider, by https."""

    def __init__(self) -> None:
        super().__init__(required=False)

    def clean(self, value: Any) -> str:
        """The address. People copy it with room around it, and without what stands before it."""
        link = str(super().clean(value) or "").strip()
        if link and "://" not in link:
            link = f"https://{link}"
        try:
            fits = len(link) <= MOST_LINK and rules.safe_link(link) == link
        except ValueError:
            fits = False
        if not fits:
            raise ValidationError(_("This is not an address of a video call. It begins with https://."))
        return link


def exact_minutes(moment: Moment, zone: str, last: date, over: clock_time) -> int:
    """How long it really lasts until the clock says ``over``; a time that is earlier is the next day's."""
    begin = rules.begins(moment, zone)
    end = datetime.combine(last, over, ZoneInfo(zone))
    if last == moment.day and moment.at and over <= clock_time.fromisoformat(moment.at):
        end += timedelta(days=1)
    return max(0, round((end - begin) / timedelta(minutes=1)))
