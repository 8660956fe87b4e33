"""The form in which somebody chooses what they are told."""

from dataclasses import replace
from typing import Any, Final
from zoneinfo import available_timezones

from django import forms

from keukentafel.dossiers.forms import wrong_choice
from keukentafel.notices.rules import HOME, READY, RHYTHMS, SORTS, WAYS, Wish, ready_made

OWN: Final = "own"
NEVER: Final = ""
ZONES: Final = (
    "Europe/Amsterdam", "America/Aruba", "America/Curacao", "America/Kralendijk", "America/Lower_Princes",
    "America/Paramaribo", "America/New_York", "Africa/Casablanca", "Asia/Jakarta", "Atlantic/Azores", "Europe/Athens",
    "Europe/Bucharest", "Europe/Istanbul", "Europe/Kyiv", "Europe/Lisbon", "Europe/London", "Europe/Madrid",
    "Europe/Sofia", "Europe/Warsaw", "Asia/Damascus", "Asia/Kabul", "Africa/Asmara", "Africa/Mogadishu", "UTC",
)  # fmt: skip
"""Of the Kingdom, and from where people came or still have family; somebody's own is added."""


class Hour(forms.TypedChoiceField):
    """A whole hour."""

    def __init__(self, *, never: bool = False) -> None:
        hours = [(str(hour), f"{hour}:00") for hour in range(24)]
        choices = [(NEVER, ""), *hours] if never else hours
        super().__init__(choices=choices, coerce=int, required=not never, error_messages=wrong_choice())
        self.empty_value: Any = None


class Choosing(forms.Form):
    """One of three that are ready, or one's own: then the rest counts."""

    ready = forms.ChoiceField(choices=[(name, "") for name in (*READY, OWN)], error_messages=wrong_choice())
    rhythm = forms.ChoiceField(choices=[(one, "") for one in RHYTHMS], error_messages=wrong_choice())
    hour = Hour()
    weekday = forms.TypedChoiceField(
        choices=[(str(day), "") for day in range(7)], coerce=int, error_messages=wrong_choice()
    )
    quiet_from = Hour(never=True)
    quiet_until = Hour(never=True)
    zone = forms.CharField(max_length=40)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for sort in SORTS:
            ways = [(way, "") for way in WAYS]
            self.fields[sort] = forms.ChoiceField(choices=ways, error_messages=wrong_choice())

    def clean_zone(self) -> str:
        """A clock that exists."""
        zone = str(self.cleaned_data["zone"])
        return zone if zone in available_timezones() else HOME

    def wish(self, before: Wish) -> Wish:
        """What was chosen; the clock is one's own with each. Who left the ready-made choice as it was and changed
        something below it, has a choice of their own.
        """
        said, own = self.cleaned_data, self._own()
        if said["ready"] == OWN or (said["ready"] == ready_made(before) and ready_made(own) != said["ready"]):
            return own
        return replace(READY[said["ready"]], zone=said["zone"])

    def _own(self) -> Wish:
        said = self.cleaned_data
        quiet = (said["quiet_from"], said["quiet_until"])
        start, until = (None, None) if None in quiet else quiet
        return Wish(
            ways={sort: said[sort] for sort in SORTS},
            rhythm=said["rhythm"],
            hour=said["hour"],
            weekday=said["weekday"],
            quiet_from=start,
            quiet_until=until,
            zone=said["zone"],
        )


def as_sent(wish: Wish, ready: str) -> dict[str, str]:
    """A choice as the form sends it."""
    shown = {"ready": ready, "rhythm": wish.rhythm, "hour": str(wish.hour), "weekday": str(wish.weekday)}
    quiet = {"quiet_from": wish.quiet_from, "quiet_until": wish.quiet_until}
    return {
        **shown,
        **{name: NEVER if hour is None else str(hour) for name, hour in quiet.items()},
        "zone": wish.zone,
        **dict(wish.ways),
    }
