"""Reading and looking: the size of the letters and easy words. For everybody, signed in or not."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keukentafel.look.reading import SIZES, Reading
from keukentafel.look.reading import reading as now
from keukentafel.look.show import see_other
from keukentafel.people.coming import onward, wear
from keukentafel.people.models import Person
from keukentafel.people.shown import show_page


class How(forms.Form):
    """What somebody chooses."""

    size = forms.ChoiceField(choices=[(size, size) for size in SIZES])
    easy = forms.BooleanField(required=False)


@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: HttpRequest) -> HttpResponse:
    """Choose; it is kept in the browser, and with the account of who has signed in."""
    form = How(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        around = {"how": now(), "next": onward(request)}
        return show_page(request, "people/reading.html", around, status=422 if form.is_bound else 200)
    chosen = str(Reading(form.cleaned_data["size"], form.cleaned_data["easy"]))
    if request.user.is_authenticated:
        Person.objects.filter(pk=request.user.pk).update(reading=chosen)
    messages.success(request, _("It is kept."))
    answer = see_other(onward(request) or reverse("people:reading"))
    wear(answer, chosen)
    return answer
