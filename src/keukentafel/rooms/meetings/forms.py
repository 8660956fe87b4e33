"""The shape of what people type for a meeting: bounded as in ``kinds``, with a plain word where it is not right."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from keukentafel.dossiers.forms import AddingForm, ChangingForm, Day, Form, Line, Name, PlacedForm, Words, wrong_choice
from keukentafel.rooms.meetings.rules import safe_link
from keukentafel.rooms.meetings.words import COMES, OCCASIONS

SOMEBODY = {"invalid_choice": _("Choose somebody at the table.")}
CLOCK = ["%H:%M", "%H.%M"]
TIME = {"required": _("At what time?"), "invalid": _("Write the time like 19:30.")}
LENGTH = dict.fromkeys(("required", "invalid", "min_value", "max_value"), _("From 10 to 480 minutes."))
Choices = Sequence[tuple[str, str]]


class MeetingForm(PlacedForm, ChangingForm):
    """A meeting, new or otherwise. ``seats``: who may be asked; ``own``: by circle, who sits there."""

    occasion = forms.ChoiceField(
        choices=[(key, key) for key in OCCASIONS], error_messages=wrong_choice(_("Choose what it is for."))
    )
    title = Line(120, missing=_("Give the meeting a name."))
    day = Day()
    time = forms.TimeField(input_formats=CLOCK, error_messages=TIME)
    minutes = forms.IntegerField(min_value=10, max_value=480, error_messages=LENGTH)
    where = Line(200, needed=False)
    link = Name(500, needed=False)
    chair = forms.ChoiceField(required=False, error_messages=SOMEBODY)
    asked = forms.MultipleChoiceField(required=False, error_messages=SOMEBODY)

    def __init__(self, *args: Any, seats: Choices, own: dict[str, set[str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own
        self.fields["version"].required = "version" in self.initial
        self.fields["chair"].choices = [("", ""), *seats]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["asked"].choices = seats  # type: ignore[attr-defined]  # a ChoiceField

    def clean_link(self) -> str:
        """Only an address over https."""
        try:
            return safe_link(self.cleaned_data["link"])
        except ValueError:
            raise ValidationError(gettext("Paste the whole address. It begins with https://.")) from None

    def clean(self) -> dict[str, Any]:
        """Who is asked and who is in the chair sit in the circle."""
        said = super().clean() or self.cleaned_data
        here = self.own.get(said.get("circle") or (str(self.places[0].id) if self.places else ""), set())
        for field in ("asked", "chair"):
            chosen = set(said.get(field) or []) if field == "asked" else {said.get(field)} - {"", None}
            if here and not chosen <= here:
                self.add_error(field, gettext("Not everybody you chose sits in that circle."))
        return said

    @property
    def at(self) -> datetime:
        """The moment, by the clock of this table."""
        zone = timezone.get_default_timezone()
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"], zone)

    @property
    def in_the_chair(self) -> UUID | None:
        """Who is in the chair."""
        return UUID(self.cleaned_data["chair"]) if self.cleaned_data.get("chair") else None


class PointForm(AddingForm, ChangingForm):
    """A point for the agenda."""

    question = Line(200, missing=_("Write down what you want to talk about."))
    why = Words(500, needed=False)
    of = forms.ChoiceField(required=False, error_messages=SOMEBODY)

    def __init__(self, *args: Any, seats: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].required = "version" in self.initial
        self.fields["of"].choices = [("", ""), *seats]  # type: ignore[attr-defined]  # a ChoiceField


class PreparingForm(Form):
    """Whether one comes, and what one hopes for."""

    comes = forms.ChoiceField(required=False, choices=[("", ""), *((key, key) for key in COMES)])
    hope = Words(500, needed=False)


class ResultForm(AddingForm):
    """What came of a point. Which fields count follows from the sort."""

    words = Words(500, needed=False)
    title = Line(120, needed=False)
    who = forms.ChoiceField(required=False, error_messages=SOMEBODY)
    day = Day(needed=False)
    time = forms.TimeField(required=False, input_formats=CLOCK, error_messages=TIME)
    name = Name(80, needed=False)
    organisation = Name(120, needed=False)

    MUST = {
        "agreement": ("words",), "goal": ("title",), "appointment": ("title", "day"), "seats": ("name",),
        "coordinator": ("who",), "talked": (),
    }  # fmt: skip

    def __init__(self, *args: Any, sort: str, seats: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [("", ""), *seats]  # type: ignore[attr-defined]  # a ChoiceField
        for name in self.MUST[sort]:
            self.fields[name].required = True


class TextForm(AddingForm, ChangingForm):
    """The minutes, or one's own words with them."""

    text = Words(20_000)

    def __init__(self, *args: Any, most: int = 20_000, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].most = most  # type: ignore[attr-defined]  # Words
        self.fields["version"].required = "version" in self.initial
