"""What every room's forms are made of: fields that say what is wrong in plain words, and forms that can be sent twice.

What was typed stays in the field, and nothing is taken out of it in silence.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keukentafel.dossiers import belonging
from keukentafel.dossiers.models import new_id
from keukentafel.dossiers.sharing import Place
from keukentafel.dossiers.words import cleaned
from keukentafel.look.at_work import at_work
from keukentafel.people.words import hides_something, shows_something

NEEDED = gettext_lazy("Please fill this in.")
OTHER = gettext_lazy("Choose one of these.")
CIRCLE = gettext_lazy("Choose who may see this.")
AGAIN = gettext_lazy("Please send it once more.")
LOOK_ONCE_MORE = gettext_lazy("The family reads this. Does it belong here?")
ALL_THE_SAME = "all_the_same"
"""What a form carries when its writer read the hint and keeps to their words."""
FIRST_YEAR, LAST_YEAR = 1900, 2100
DAYS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y")
"""As a browser sends a day, and as people write it."""


def wrong_choice(words: Any = OTHER) -> dict[str, Any]:
    """Error messages of a choice: the same words for one that is missing and one that does not exist."""
    return {"required": words, "invalid_choice": words}


class Hint(str):
    """What is said at a field whose words are right, but may not belong here. ``about``: as in ``belonging.about``."""

    __slots__ = ("about",)
    about: tuple[str, ...]

    @classmethod
    def about_these(cls, about: tuple[str, ...]) -> "Hint":
        """The sentence in the reader's language."""
        hint = cls(LOOK_ONCE_MORE)
        hint.about = about
        return hint


class Words(forms.CharField):
    """Text of people in several lines, at most ``most`` characters; signs that nobody can see are refused."""

    told = True
    """Whether it tells something: only then may it be something that does not belong here."""

    def __init__(self, most: int, *, needed: bool = True, missing: Any = NEEDED) -> None:
        super().__init__(required=needed, error_messages={"required": missing})
        self.most = most

    def to_python(self, value: Any) -> str:
        """The text with plain line breaks."""
        typed = str(super().to_python(value) or "")
        if hides_something(typed):
            raise ValidationError(
                _(
                    "There are signs in this text that nobody can see. They often come along when you copy text. "
                    "Type that piece yourself."
                )
            )
        return cleaned(typed)

    def validate(self, value: str) -> None:
        """Needed texts hold something, and all fit."""
        super().validate(value)
        if value and self.required and not shows_something(value):
            raise ValidationError(self.error_messages["required"])
        if len(value) > self.most:
            sizes = {"count": len(value), "most": self.most}
            raise ValidationError(_("This is too long: %(count)d characters, and %(most)d fit.") % sizes)


class Line(Words):
    """Text of people on one line."""

    def to_python(self, value: Any) -> str:
        """The text without line breaks or double spaces."""
        return " ".join(super().to_python(value).split())


class Name(Line):
    """What somebody or something is called: "Veilig Thuis" on somebody's card is no secret."""

    told = False


class Day(forms.DateField):
    """A day in a year that people live in."""

    default_error_messages: ClassVar = {
        "required": NEEDED,
        "invalid": gettext_lazy("We don't know this date. Write it as day-month-year, like 3-5-2026."),
    }

    def __init__(self, *, needed: bool = True) -> None:
        super().__init__(required=needed, input_formats=DAYS)

    def validate(self, value: date | None) -> None:
        """Between 1900 and 2100."""
        super().validate(value)
        if value and not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise ValidationError(_("Choose a year between 1900 and 2100."))


class Form(forms.Form):
    """A form as pages draw it: ``typed`` and ``wrong`` by field, ``summary`` for the top of the page."""

    unseen = ("once", "version", "__all__")
    """Fields that nobody sees: what is wrong with them stands for the whole form."""

    def full_clean(self) -> None:
        """What is right is shown to a professional once more when it may not belong here; sent again it is kept."""
        self.hints: dict[str, Hint] = {}
        super().full_clean()
        if not self.is_bound or self.errors or not at_work() or self.data.get(ALL_THE_SAME):
            return
        told = [name for name, field in self.fields.items() if isinstance(field, Words) and field.told]
        for name in told:
            if about := belonging.about(self.cleaned_data[name]):
                self.hints[name] = Hint.about_these(about)
                self.add_error(name, ValidationError(self.hints[name]))

    def typed(self, field: str) -> Any:
        """What stands in a field: what was typed, else what it starts with; empty text for nothing."""
        value = self[field].value()
        return "" if value is None else value

    def wrong(self, field: str) -> str:
        """What is not right at a field, in a sentence; empty if all is well."""
        if not self.is_bound or field not in self.errors:
            return ""
        return self.hints.get(field) or str(self.errors[field][0])

    @property
    def summary(self) -> list[tuple[str, str]]:
        """All that is not right, as (field, sentence); the field is empty for what no field shows."""
        return [("" if field in self.unseen else field, self.wrong(field)) for field in self.errors]

    @property
    def status(self) -> int:
        """The status of a page that shows this form: 422 when what was sent is not right."""
        return 422 if self.errors else 200


class AddingForm(Form):
    """A form that adds one thing, however often it is sent. ``once``: its own id, made when it is drawn."""

    once = forms.UUIDField(required=False, error_messages={"required": AGAIN, "invalid": AGAIN})

    @property
    def own_id(self) -> UUID:
        """The id that came in, else a fresh one."""
        try:
            return UUID(str(self.typed("once")))
        except ValueError:
            return new_id()


class PlacedForm(AddingForm):
    """A form that adds something to one of ``places`` (circles); where there is only one, nothing is asked."""

    circle = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, places: Sequence[Place] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        self.order_fields([*(name for name in self.fields if name != "circle"), "circle"])  # as pages ask: words first
        field: Any = self.fields["circle"]
        field.choices = [(str(place.id), place.name) for place in places]
        field.required = len(places) > 1
        field.error_messages |= wrong_choice(CIRCLE)

    @property
    def circle_id(self) -> UUID:
        """The chosen circle, or the only one there is."""
        return UUID(self.cleaned_data["circle"]) if self.cleaned_data.get("circle") else self.places[0].id


class ChangingForm(Form):
    """A form that changes one thing. ``version``: the one that the writer had before them."""

    version = forms.IntegerField(
        min_value=1,
        max_value=2**31 - 1,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), AGAIN),
    )


class WordForm(Form):
    """A word has to be typed, so that nothing big is done by a slip of the hand; capitals don't matter."""

    word = Line(40)

    def __init__(self, *args: Any, word: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.wanted = word

    def clean_word(self) -> str:
        """Compare."""
        typed = str(self.cleaned_data["word"])
        if typed.strip().casefold() != self.wanted.casefold():
            raise ValidationError(_("Type the word “%(word)s”.") % {"word": self.wanted})
        return typed
