"""The shape of what people type: bounded as in ``kinds``, with a plain word at the field when it is not right."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from keukentafel.dossiers.words import has_hidden
from keukentafel.look.pictures import PICTURES

FIRST, LAST = date(1900, 1, 1), date(2100, 12, 31)
Choices = Sequence[tuple[str, str]]
Sitting = Mapping[str, Collection[str]]


def faults(words: Any) -> dict[str, Any]:
    """The same words for a choice that is missing and for one that does not exist."""
    return {"required": words, "invalid_choice": words}


class WordsField(forms.CharField):
    """Text of people, as they typed it; signs that nobody can see are named, not removed in silence."""

    def __init__(self, most: int, *, required: bool = True, missing: Any = "") -> None:
        super().__init__(required=required)
        self.most = most
        self.error_messages["required"] = missing or _("Write something here.")

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n").strip()

    def validate(self, value: str) -> None:
        super().validate(value)
        if has_hidden(value):
            raise forms.ValidationError(
                gettext("There are signs in this text that nobody can see. Type it again instead of pasting it.")
            )
        if len(value) > self.most:
            raise forms.ValidationError(
                gettext("This is too long: %(now)s signs, and there is room for %(most)s.")
                % {"now": len(value), "most": self.most}
            )


class DayField(forms.DateField):
    """A day between 1900 and 2100, as a browser sends it or as people write it."""

    def __init__(self, *, required: bool = False) -> None:
        super().__init__(required=required, input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"])
        self.error_messages["required"] = _("Choose a day.")
        self.error_messages["invalid"] = _("This is not a day we know. Write it like 31-12-2026.")

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and not FIRST <= value <= LAST:
            raise forms.ValidationError(gettext("Choose a day between 1900 and 2100."))


class PlanForm(forms.Form):
    """A form of the plan. ``once``: its own id, so that sent twice it adds one thing; ``version``: what was changed."""

    once = forms.UUIDField(required=False)
    version = forms.IntegerField(required=False)

    def shown(self, name: str) -> Any:
        """What stands in a field: what was typed, else what it starts with."""
        value = self[name].value()
        return "" if value is None else value

    def fault(self, name: str) -> str:
        """What is wrong with a field, in a sentence; else nothing."""
        return " ".join(str(one) for one in self.errors.get(name, ()))

    @property
    def faults(self) -> list[tuple[str, str]]:
        """All that is wrong, for the summary."""
        return [("" if name == "__all__" else name, self.fault(name)) for name in self.errors]

    @property
    def own_id(self) -> str:
        """The form's own id: the one it was drawn with, else a fresh one."""
        value = str(self.shown("once"))
        return value if self._is_id(value) else str(uuid7())

    def seat(self, name: str) -> UUID | None:
        """A chosen seat."""
        return UUID(self.cleaned_data[name]) if self.cleaned_data.get(name) else None

    @staticmethod
    def _is_id(value: str) -> bool:
        try:
            return UUID(value).version == 7
        except ValueError:
            return False


class InCircle(PlanForm):
    """A form for something new, with a choice of the circle it goes into (one circle: no choice)."""

    circle = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, circles: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["circle"].choices = circles  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["circle"].required = len(circles) > 1
        self.fields["circle"].error_messages |= {
            "required": _("Choose who may see this."),
            "invalid_choice": _("Choose one of these circles."),
        }
        self.only = circles[0][0] if circles else ""

    @property
    def circle_id(self) -> UUID:
        """The chosen circle, or the only one there is."""
        return UUID(self.cleaned_data.get("circle") or self.only)


class GoalForm(InCircle):
    """A goal."""

    title = WordsField(120, missing=_("Write down what you want."))
    why = WordsField(2_000, required=False)
    picture = forms.ChoiceField(choices=[(key, key) for key in PICTURES], error_messages=faults(_("Choose a picture.")))
    whose = forms.ChoiceField(required=False, error_messages={"invalid_choice": _("Choose somebody at the table.")})

    def __init__(self, *args: Any, seats: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["whose"].choices = [("", ""), *seats]  # type: ignore[attr-defined]  # a ChoiceField


class StepForm(PlanForm):
    """A small step."""

    text = WordsField(200, missing=_("Write down the step."))
    who = forms.ChoiceField(required=False, error_messages={"invalid_choice": _("Choose somebody at the table.")})

    def __init__(self, *args: Any, seats: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [("", ""), *seats]  # type: ignore[attr-defined]  # a ChoiceField


class StandingForm(PlanForm):
    """How a goal stands."""

    score = forms.TypedChoiceField(
        coerce=int,
        choices=[(n, n) for n in range(1, 6)],
        error_messages=faults(_("Choose the weather that fits.")),
    )
    note = WordsField(500, required=False)


class AgreementForm(InCircle):
    """An agreement. In ``who`` a seat, or the word ``else`` for somebody without one."""

    ELSE = "else"
    what = WordsField(500, missing=_("Write down what you agreed."))
    who = forms.ChoiceField(required=False, error_messages={"invalid_choice": _("Choose somebody at the table.")})
    who_text = WordsField(120, required=False)
    due = DayField()
    place = WordsField(200, required=False)
    again = forms.BooleanField(required=False)
    formal = forms.BooleanField(required=False)
    organisation = WordsField(120, required=False)
    mended = forms.BooleanField(required=False)
    why = WordsField(500, required=False)

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
        circle = data.get("circle") or self.only
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
        error_messages=faults(_("Did it work out, or not?")),
    )
    note = WordsField(500, required=False)


class NoteForm(PlanForm):
    """The words with an outcome, rewritten."""

    note = WordsField(500, required=False)


class ReviewForm(InCircle):
    """Looking back together. At least one of the three texts holds something."""

    on = DayField(required=True)
    went_well = WordsField(2_000, required=False)
    hard = WordsField(2_000, required=False)
    next = WordsField(2_000, required=False)
    there = forms.MultipleChoiceField(
        required=False, error_messages={"invalid_choice": _("Choose somebody at the table.")}
    )
    also_there = WordsField(200, required=False)

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
