"""The shape of what comes in. Three fields make an appointment; all others may stay empty."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from datetime import time as clock_time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keukentafel.dossiers.forms import ChangingForm, Day, Form, Line, PlacedForm, Words, wrong_choice
from keukentafel.people import zones
from keukentafel.rooms.calendar import rules
from keukentafel.rooms.calendar.fields import Clock, Number, WebLink, exact_minutes
from keukentafel.rooms.calendar.kinds import LONGEST, MOST_DAYS, MOST_TIMES, Appointment, Moment

NO_CLOCK = gettext_lazy("That night the clock skips this time. Choose another time.")
TWICE = gettext_lazy("That night the clock shows this time twice. Which one do you mean?")
TOO_LONG = gettext_lazy("That is too long for one appointment. Make two of it.")
REPEATS = ("", "daily", "weekly", "fortnightly", "monthly", "monthly_weekday")
SEATS = {"invalid_choice": gettext_lazy("Choose somebody who sits here.")}


class MomentForm(Form):
    """A day, and if it matters a time, an end, and a last day. ``zone``: by whose clock."""

    day = Day()
    time = Clock()
    ends = Clock()
    last_day = Day(needed=False)
    later = forms.ChoiceField(
        required=False, choices=[("", ""), ("first", ""), ("second", "")], error_messages=wrong_choice()
    )
    zone_name = zones.HOME

    def clean(self) -> dict[str, Any]:
        """Put day and times together as ``moment``."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not {"day", "time", "ends", "last_day", "later", "zone"} & set(self.errors):
            data["moment"] = self._moment(data)
        return data

    def by_clock(self, data: Mapping[str, Any]) -> str:
        """The zone in which the times are said."""
        return str(data.get("zone") or self.zone_name)

    def _moment(self, data: Mapping[str, Any]) -> Moment | None:
        day, at, last = data["day"], data["time"], data["last_day"] or data["day"]
        if last < day:
            self.add_error("last_day", _("The last day lies before the first."))
        elif at is None and data["ends"]:
            self.add_error("time", _("At what time does it begin?"))
        elif at is None and (last - day).days < MOST_DAYS:
            return Moment(day=day, days=(last - day).days + 1)
        elif at is None:
            self.add_error("last_day", TOO_LONG)
        else:
            return self._timed(data, at, last)
        return None

    def _timed(self, data: Mapping[str, Any], at: clock_time, last: date) -> Moment | None:
        zone, later = self.by_clock(data), data["later"] == "second"
        for field, day, time in (("time", data["day"], at), ("ends", last, data["ends"])):
            if time and rules.clock(day, time, zone) == "gap":
                self.add_error(field, NO_CLOCK)
                return None
        if rules.clock(data["day"], at, zone) == "twice" and not data["later"] and not data.get("repeats"):
            self.add_error("later", TWICE)
            return None
        moment = Moment(day=data["day"], at=f"{at:%H:%M}", later=later)
        minutes = exact_minutes(moment, zone, last, data["ends"]) if data["ends"] else moment.minutes
        if minutes > LONGEST:
            self.add_error("last_day", TOO_LONG)
            return None
        return moment.model_copy(update={"minutes": minutes})


class AppointmentForm(MomentForm):
    """All of an appointment. ``seats``: (id, name) of who may come; ``sitting``: of each circle the ids there."""

    what = Line(200, missing=gettext_lazy("Say what it is, in a few words."))
    where = Line(200, needed=False)
    link = WebLink()
    room = forms.BooleanField(required=False)
    who = forms.MultipleChoiceField(required=False, error_messages=SEATS)
    bring = Words(2_000, needed=False)
    travel = Number(600)
    travel_how = Line(200, needed=False)
    repeats = forms.ChoiceField(required=False, choices=[(one, "") for one in REPEATS], error_messages=wrong_choice())
    until = Day(needed=False)
    times = Number(MOST_TIMES)
    zone = forms.ChoiceField(required=False, error_messages=wrong_choice())
    notes = Words(2_000, needed=False)
    field_order = (
        "what", "day", "time", "ends", "later", "last_day", "who", "where", "link", "room", "bring", "travel",
        "travel_how", "repeats", "until", "times", "notes", "zone", "circle", "once", "version",
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        seats: Sequence[tuple[str, str]] = (),
        sitting: Mapping[str, set[str]] | None = None,
        zone: str = zones.HOME,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.sitting, self.zone_name = sitting or {}, zone
        self.fields["who"].choices = seats  # type: ignore[attr-defined]  # a choice
        self.fields["zone"].choices = [(zone, zones.city(zone)), *zones.choices()]  # type: ignore[attr-defined]  # the same
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """Who comes sees it; what repeats ends after it begins."""
        data = super().clean()
        if data.get("repeats") and data.get("day") and data.get("until") and data["until"] < data["day"]:
            self.add_error("until", _("It would end before it begins."))
        if self._outside(data):
            self.add_error("who", _("Somebody here does not sit in that circle, and would never see it."))
        return data

    def _outside(self, data: Mapping[str, Any]) -> set[str]:
        here = data.get("circle") or next(iter(self.sitting), "")
        return set(data.get("who") or ()) - self.sitting[here] if here in self.sitting else set()

    def content(self, *, room: str = "", before: Appointment | None = None) -> Appointment:
        """As it is kept. ``room``: the address of a video room, when one is asked for."""
        data = self.cleaned_data
        repeats = data["repeats"] or None
        fields = {name: data[name] for name in ("what", "where", "bring", "travel_how", "notes")}
        return Appointment(
            **data["moment"].model_dump() | {"later": data["moment"].later and repeats is None},
            **fields,
            zone=self.by_clock(data),
            link=data["link"] or (room if data["room"] else ""),
            who=data["who"],
            travel=data["travel"] or 0,
            repeats=repeats,
            until=data["until"] if repeats else None,
            times=data["times"] if repeats and not data["until"] else None,
            changed=before.changed if before else (),
            why=before.why if before else "",
        )


class NewForm(AppointmentForm, PlacedForm):
    """A new appointment."""


class EditForm(AppointmentForm, ChangingForm):
    """Another one in its place."""


class OnceForm(MomentForm, ChangingForm):
    """One of those that repeat: at another moment, or not at all."""

    sort = forms.ChoiceField(choices=[("moved", ""), ("off", "")], error_messages=wrong_choice())
    why = Line(200, needed=False)
    field_order = ("sort", "day", "time", "ends", "later", "last_day", "why", "version")

    def __init__(self, *args: Any, zone: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.zone_name = zone

    def clean(self) -> dict[str, Any]:
        """Without a moment, when it is not at all."""
        if self.cleaned_data.get("sort") != "off":
            return super().clean()
        for field in ("day", "time", "ends", "last_day", "later"):
            self.errors.pop(field, None)
        return self.cleaned_data | {"moment": None}


class CancelForm(ChangingForm):
    """Why it is not."""

    why = Line(200, needed=False)


def typed_moment(one: Moment, zone: str) -> dict[str, Any]:
    """A moment as it stands in the fields."""
    if one.at is None:
        last = one.day + timedelta(days=one.days - 1)
        return {"day": one.day.isoformat(), "last_day": last.isoformat() if one.days > 1 else ""}
    over = rules.ends(one, zone).astimezone(ZoneInfo(zone))
    days = (over.date() - one.day).days
    last_day = over.date().isoformat() if days > 1 else ""
    found = {"day": one.day.isoformat(), "time": one.at, "ends": f"{over:%H:%M}", "last_day": last_day}
    twice = rules.clock(one.day, clock_time.fromisoformat(one.at), zone) == "twice"
    return found | {"later": ("second" if one.later else "first") if twice else ""}


def typed(one: Appointment) -> dict[str, Any]:
    """An appointment as it stands in the fields."""
    names = ("what", "where", "link", "bring", "travel_how", "notes", "repeats", "zone")
    found = {name: getattr(one, name) for name in names} | typed_moment(one, one.zone)
    found |= {"who": [str(seat) for seat in one.who], "travel": one.travel or "", "times": one.times or ""}
    return found | {"until": one.until.isoformat() if one.until else ""}
