"""Input shapes of the way in. Messages are ours, at the field, in plain words."""

from types import SimpleNamespace
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keukentafel.people.passwords import Breached, OfContext, Somebody
from keukentafel.people.words import hides_something, shows_something

PASSWORD_MOST = 200
"""Longer would only make hashing slow."""
NO_NAME = gettext_lazy("Fill in your name.")
MISSING_ADDRESS = gettext_lazy("Fill in your e-mail address.")
MISSING_PASSWORD = gettext_lazy("Fill in your password.")
NO_ADDRESS = gettext_lazy("This does not look like an e-mail address. It should look like name@example.org.")
CONTEXT = gettext_lazy(
    "This password is your name, your e-mail address or a word of this site. Others try those first. Take other words."
)
TOO_LONG = gettext_lazy("This is too long.")


class NameField(forms.CharField):
    """A person's name as they want to be called."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=80, error_messages={"required": NO_NAME, "max_length": TOO_LONG}, **options)

    def clean(self, value: Any) -> str:
        """Refuse characters that nobody sees."""
        name = " ".join(str(super().clean(value)).split())
        if name and not shows_something(name):
            raise ValidationError(NO_NAME)
        if hides_something(name):
            raise ValidationError(_("There are invisible characters in this name. Type it again, please."))
        return name


class AddressField(forms.EmailField):
    """An e-mail address, in small letters."""

    def __init__(self, **options: Any) -> None:
        messages = {"required": MISSING_ADDRESS, "invalid": NO_ADDRESS, "max_length": TOO_LONG}
        super().__init__(max_length=254, error_messages=messages, **options)

    def clean(self, value: Any) -> str:
        """Refuse what is no address."""
        return str(super().clean(value)).lower()


class PasswordField(forms.CharField):
    """A password as typed; spaces count."""

    def __init__(self, **options: Any) -> None:
        messages = {"required": MISSING_PASSWORD, "max_length": TOO_LONG}
        super().__init__(max_length=PASSWORD_MOST, strip=False, error_messages=messages, **options)


class NewPasswordField(PasswordField):
    """A password that is chosen now: long enough, and none that leaked somewhere."""

    def clean(self, value: Any) -> str:
        """Say in words what is wrong with it."""
        password = str(super().clean(value))
        _checked(MinimumLengthValidator(10), password, _("Take at least 10 characters. Three words are easy to keep."))
        _checked(Breached(), password, _("Many people use this password, or it leaked elsewhere. Take another one."))
        return password


def _checked(validator: Any, password: str, message: str, whose: Somebody | None = None) -> None:
    try:
        validator.validate(password, whose)
    except ValidationError:
        raise ValidationError(message) from None


class Choosing(forms.Form):
    """A form with a new password, which knows whose it will be: words of their own make no password."""

    def __init__(self, *args: Any, whose: Somebody | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.whose = whose

    def clean(self) -> dict[str, Any]:
        """Refuse what is little more than words of this site, or of its owner."""
        said = super().clean() or self.cleaned_data
        whose = self.whose or SimpleNamespace(name=said.get("name"), email=said.get("email"))
        try:
            _checked(OfContext(), str(said.get("password") or ""), str(CONTEXT), whose)
        except ValidationError as wrong:
            self.add_error("password", wrong)
        return said


class SignIn(forms.Form):
    """Address and password; how they are wrong is said only for both together."""

    login = forms.CharField(max_length=254, error_messages={"required": MISSING_ADDRESS, "max_length": TOO_LONG})
    password = PasswordField()
    keep = forms.BooleanField(required=False)


class SignUp(Choosing):
    """A new account."""

    name = NameField()
    email = AddressField()
    password = NewPasswordField()


class Prove(forms.Form):
    """Who you are, once more."""

    password = PasswordField()


class CodeField(forms.CharField):
    """A code from an app, or a spare code, as people type it."""

    def __init__(self, **options: Any) -> None:
        messages = {"required": gettext_lazy("Fill in the code."), "max_length": TOO_LONG}
        super().__init__(max_length=40, error_messages=messages, **options)


class Code(forms.Form):
    """A code."""

    code = CodeField()


class PasskeyName(forms.Form):
    """What somebody calls a passkey."""

    name = NameField(required=False)


class AskLink(forms.Form):
    """Where to send a link to sign in by."""

    email = AddressField()
    keep = forms.BooleanField(required=False)


class Forgotten(forms.Form):
    """Where to send a letter."""

    email = AddressField()


class NewPassword(Choosing):
    """A new password."""

    password = NewPasswordField()


class ChangePassword(Choosing):
    """The old and the new password of somebody who has signed in."""

    old = PasswordField()
    password = NewPasswordField()


class Myself(forms.Form):
    """What an account says of itself."""

    name = NameField()
    language = forms.ChoiceField(choices=settings.LANGUAGES)
