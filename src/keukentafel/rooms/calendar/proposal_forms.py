"""The shape of a proposal: what, and two to eight moments."""

from collections.abc import Iterator, Mapping
from datetime import time
from typing import Any, Literal, cast, get_args

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keukentafel.dossiers.forms import ChangingForm, Day, Form, Line, PlacedForm, Words, wrong_choice
from keukentafel.people import zones
from keukentafel.rooms.calendar import rules
from keukentafel.rooms.calendar.fields import Clock, WebLink
from keukentafel.rooms.calendar.forms import NO_CLOCK
from keukentafel.rooms.calendar.kinds import MOST_MOMENTS, Moment, Proposal, Says
from keukentafel.rooms.calendar.proposing import key

LENGTHS = (15, 30, 45, 60, 90, 120, 180, 240)
PLACES = range(1, MOST_MOMENTS + 1)


class ProposalFields(Form):
    """What, moments, how long, where."""

    what = Line(200, missing=gettext_lazy("Say what it is, in a few words."))
    minutes = forms.TypedChoiceField(
        coerce=int, choices=[(n, n) for n in LENGTHS], initial=60, error_messages=wrong_choice()
    )
    where = Line(200, needed=False)
    link = WebLink()
    room = forms.BooleanField(required=False)
    notes = Words(2_000, needed=False)

    def __init__(self, *args: Any, zone: str = zones.HOME, **options: Any) -> None:
        super().__init__(*args, **options)
        self.zone_name = zone
        for place in PLACES:
            self.fields[f"day{place}"] = Day(needed=False)
            self.fields[f"time{place}"] = Clock()
        rows = [f"{name}{place}" for place in PLACES for name in ("day", "time")]
        self.order_fields(["what", *rows, "minutes", "where", "link", "room", "notes", "circle", "once", "version"])

    def clean(self) -> dict[str, Any]:
        """Two moments at least, and none twice."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return data
        moments = list(self._moments(data))
        unlike = {key(one): one for one in moments}
        if not self.errors and len(unlike) < 2:
            self.add_error(f"day{min(len(unlike) + 1, 2)}", _("Give at least two moments to choose from."))
        return data | {"moments": tuple(unlike[name] for name in sorted(unlike))}

    def _moments(self, data: Mapping[str, Any]) -> Iterator[Moment]:
        for place in PLACES:
            day, at = data[f"day{place}"], data[f"time{place}"]
            if at and not day:
                self.add_error(f"day{place}", _("On which day?"))
            elif at and rules.clock(day, at, self.zone_name) == "gap":
                self.add_error(f"time{place}", NO_CLOCK)
            elif day:
                yield Moment(day=day, at=_said(at), minutes=data["minutes"])

    def content(self, *, room: str = "") -> Proposal:
        """As it is kept."""
        data = self.cleaned_data
        link = data["link"] or (room if data["room"] else "")
        fields = {name: data[name] for name in ("what", "where", "notes", "moments")}
        return Proposal(**fields, zone=self.zone_name, link=link)


class NewProposalForm(ProposalFields, PlacedForm):
    """New moments to choose from."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.order_fields([*(name for name in self.fields if name != "circle"), "circle"])


class EditProposalForm(ProposalFields, ChangingForm):
    """Others in their place."""


def _said(at: time | None) -> str | None:
    return f"{at:%H:%M}" if at else None


def typed(one: Proposal) -> dict[str, Any]:
    """A proposal as it stands in the fields."""
    found: dict[str, Any] = {name: getattr(one, name) for name in ("what", "where", "link", "notes")}
    for place, moment in zip(PLACES, one.moments, strict=False):
        found |= {f"day{place}": moment.day.isoformat(), f"time{place}": moment.at or ""}
    return found | {"minutes": one.moments[0].minutes}


def ticks(sent: Mapping[str, str], one: Proposal) -> dict[str, Says]:
    """What was ticked, of the moments that there are."""
    said = {key(moment): sent.get(f"m{place}", "") for place, moment in enumerate(one.moments)}
    return {name: cast("Literal['yes', 'maybe', 'no']", says) for name, says in said.items() if says in get_args(Says)}
