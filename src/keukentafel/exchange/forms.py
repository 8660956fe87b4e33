"""What is asked before an archive is made, and before one is read."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keukentafel.dossiers.forms import NEEDED, Form
from keukentafel.exchange import passphrase


class Passphrase(forms.CharField):
    """A passphrase, without spaces around it."""

    def __init__(self) -> None:
        super().__init__(strip=False, max_length=200, error_messages={"required": NEEDED, "max_length": TOO_LONG})

    def to_python(self, value: Any) -> str:
        """Tidied."""
        return passphrase.tidy(str(super().to_python(value) or ""))


TOO_LONG = gettext_lazy("This is too long: at most 72 characters fit.")


class TakeAlongForm(Form):
    """How the archive is locked. ``known``: names and words of the family, which anybody would try first."""

    passphrase = Passphrase()
    kept = forms.BooleanField(
        error_messages={
            "required": gettext_lazy(
                "Write the passphrase down first. Without it nobody opens the archive, we neither."
            )
        }
    )

    def __init__(self, *args: Any, known: Sequence[str] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self._known = known

    def clean_passphrase(self) -> str:
        """Strong enough, and of signs that every program reads alike."""
        said: str = self.cleaned_data["passphrase"]
        if not passphrase.plain(said):
            raise ValidationError(
                _(
                    "Use letters without accents, digits, spaces and hyphens. Other signs do not open the archive on "
                    "every computer."
                )
            )
        if len(said) > passphrase.LONGEST:
            raise ValidationError(str(TOO_LONG))
        if passphrase.weak(said, self._known):
            raise ValidationError(
                _(
                    "This passphrase is too easy to guess. Take at least six words that do not belong together, or let "
                    "us make up words for you."
                )
            )
        return said


class BringAlongForm(Form):
    """The passphrase of an archive. The file itself is sealed while it comes (``uploads.py``)."""

    passphrase = Passphrase()
