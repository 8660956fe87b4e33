"""Which lines of the log are asked for: the form above the page, and above what is taken along."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from keukentafel.access import Refused, Visit
from keukentafel.accesslog.actions import SORTS
from keukentafel.dossiers.forms import Day, Form
from keukentafel.overview.looked.queries import Asked
from keukentafel.overview.looked.rules import SORT_WORDS


class Asking(Form):
    """Of whom, what sort, from which day, until which day."""

    seat = forms.CharField(required=False)
    sort = forms.CharField(required=False)
    since = Day(needed=False)
    until = Day(needed=False)

    def clean(self) -> dict[str, Any]:
        """The last day does not come before the first."""
        said = super().clean() or self.cleaned_data
        if said.get("since") and said.get("until") and said["until"] < said["since"]:
            self.add_error("until", _("This day comes before the first day."))
        return said

    def asked(self, visit: Visit) -> Asked:
        """What was asked for; a day that can't be read asks for nothing. Raises ``Refused`` for a seat out of sight."""
        self.full_clean()
        data = self.cleaned_data
        return Asked(_seat(visit, data["seat"]), _sort(data["sort"]), data.get("since"), data.get("until"))

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for."""
        return any(self.typed(name) for name in self.fields)


def asking(request: HttpRequest) -> Asking:
    """The form as it was sent; nothing sent asks for everything."""
    return Asking({name: request.GET.get(name, "") for name in Asking.base_fields})


def again(form: Asking, **more: str) -> str:
    """The same question, for in an address, and what is added to it; empty when everything is asked for."""
    asked = {name: form.typed(name) for name in form.fields if form.typed(name)} | more
    return f"?{urlencode(asked)}" if asked else ""


def sort_options() -> list[tuple[str, str]]:
    """What can be chosen, in words."""
    return [("", _("Everything")), *((sort, _(SORT_WORDS[sort])) for sort in SORTS)]


def _seat(visit: Visit, typed: str) -> UUID | None:
    """One that is not in sight is the same as none that ever was."""
    if not typed:
        return None
    seat = next((seat for seat in visit.seats if str(seat) == typed), None)
    if seat is None:
        raise Refused
    return seat


def _sort(typed: str) -> str:
    return typed if typed in SORTS else ""
