"""The shape of what people type: bounded as in ``kinds``, with a plain word at the field when it is not right."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from keukentafel.dossiers.forms import AddingForm, ChangingForm, Day, Line, PlacedForm, Words, wrong_choice
from keukentafel.look.pictures import PICTURES

SOMEBODY = {"invalid_choice": _("Choose somebody at the table.")}
Choices = Sequence[tuple[str, str]]
Sitting = Mapping[str, Collection[str]]


class PlanForm(AddingForm, ChangingForm):
    """A form of the plan, to add something or to change what has a ``version`` already."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # without it somebody's change would overwrite another's unseen
        self.fields["version"].required = "version" in self.initial

    def seat(self, name: str) -> UUID | None:
        """A chosen seat."""
        return UUID(self.cleaned_data[name]) if self.cleaned_data.get(name) else None


class InCircle(PlacedForm, PlanForm):
    """A form for what goes into a circle, or lies in one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["circle"] = self.fields.pop("circle")  # last on the page, so last among the mistakes


class GoalForm(InCircle):
    """A goal."""

    title = Line(120, missing=_("Write down what you want."))
    why = Words(2_000, needed=False)
    picture = forms.ChoiceField(
        choices=[(key, key) for key in PICTURES], error_messages=wrong_choice(_("Choose a picture."))
    )
    whose = forms.ChoiceField(required=False, error_messages=SOMEBODY)

    def __init__(self, *args: Any, seats: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["whose"].choices = [("", ""), *seats]  # type: ignore[attr-defined]  # a ChoiceField


class StepForm(PlanForm):
    """A small step."""

    text = Line(200, missing=_("Write down the step."))
    who = forms.ChoiceField(required=False, error_messages=SOMEBODY)

    def __init__(self, *args: Any, seats: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [("", ""), *seats]  # type: ignore[attr-defined]  # a ChoiceField


class StandingForm(PlanForm):
    """How a goal stands."""

    score = forms.TypedChoiceField(
        coerce=int,
        choices=[(n, n) for n in range(1, 6)],
        error_messages=wrong_choice(_("Choose the weather that fits.")),
    )
    note = Words(500, needed=False)


class AgreementForm(InCircle):
    """An agreement. In ``who`` a seat, or the word ``else`` for somebody without one."""

    ELSE = "else"
    what = Words(500, missing=_("Write down what you agreed."))
    who = forms.ChoiceField(required=False, error_messages=SOMEBODY)
    who_text = Line(120, needed=False)
    due = Day(needed=False)
    place = Line(200, needed=False)
    again = forms.BooleanField(required=False)
    formal = forms.BooleanField(required=False)
    organisation = Line(120, needed=False)
    mended = forms.BooleanField(required=False)
    why = Words(500, needed=False)

    def __init__(self, *args: Any, seats: Choices = (), sitting: Sitting | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [("", ""), *seats, (self.ELSE, "")]  # type: ignore[attr-defined]  # a ChoiceField
        self.sitting = sitting or {}

    def clean(self) -> dict[str, Any]:
        """Who promises must see it; somebody without a seat needs a name; only words that belong together are kept."""
        data = super().clean() or {}
        who = data.get("who", "")
        if who == self.ELSE and not data.get("who_text") and "who_text" not in self.errors:
            self.add_error("who_text", gettext("Write down who does it."))
        circle = data.get("circle") or (str(self.places[0].id) if self.places else "")
        if who not in ("", self.ELSE) and circle in self.sitting and who not in self.sitting[circle]:
            self.add_error("who", gettext("This person does not sit in that circle, and would never see it."))
        return data

    @property
    def seat_id(self) -> UUID | None:
        """The seat that promises, if it is one."""
        who = self.cleaned_data["who"]
        return UUID(who) if who and who != self.ELSE else None

    @property
    def somebody_else(self) -> str:
        """Who promises without having a seat."""
        return self.cleaned_data["who_text"] if self.cleaned_data["who"] == self.ELSE else ""


class OutcomeForm(PlanForm):
    """How an agreement went."""

    outcome = forms.ChoiceField(
        choices=[("kept", ""), ("not_kept", "")],
        error_messages=wrong_choice(_("Did it work out, or not?")),
    )
    note = Words(500, needed=False)


class NoteForm(PlanForm):
    """The words with an outcome, rewritten."""

    note = Words(500, needed=False)


class ReviewForm(InCircle):
    """Looking back together. At least one of the three texts holds something."""

    on = Day()
    went_well = Words(2_000, needed=False)
    hard = Words(2_000, needed=False)
    next = Words(2_000, needed=False)
    there = forms.MultipleChoiceField(required=False, error_messages=SOMEBODY)
    also_there = Line(200, needed=False)

    def __init__(self, *args: Any, seats: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["there"].choices = list(seats)  # type: ignore[attr-defined]  # a ChoiceField

    def clean_on(self) -> date:
        """Looking back is about what was."""
        on: date = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError(gettext("This day is still to come. Looking back is for a day that was."))
        return on

    def clean(self) -> dict[str, Any]:
        """An empty review says nothing."""
        data = super().clean() or {}
        texts = ("went_well", "hard", "next")
        if not any(data.get(name) or name in self.errors for name in texts):
            self.add_error("went_well", gettext("Write something in one of these three places."))
        return data
