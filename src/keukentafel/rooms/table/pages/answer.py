"""The letter, for who gets it: what it opens is decided by its token and the address of the account."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keukentafel.dossiers import sharing
from keukentafel.look.at_work import being_at_work
from keukentafel.look.show import see_other, show
from keukentafel.people.models import Person
from keukentafel.rooms.table import words
from keukentafel.rooms.table.actions import answers
from keukentafel.rooms.table.forms.letters import AcceptForm, DeclineForm


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, token: str) -> HttpResponse:
    """Read it, and answer."""
    if not request.user.is_authenticated:
        return show(request, "table/letter_door.html", {"sign_in": settings.LOGIN_URL, "sign_up": settings.SIGN_UP_URL})
    person = request.user
    if request.method != "POST":
        return _read(request, person, token)
    return _decline(request, person, token) if request.POST.get("answer") == "no" else _accept(request, person, token)


def _read(
    request: HttpRequest, person: Person, token: str, yes: AcceptForm | None = None, no: DeclineForm | None = None
) -> HttpResponse:
    opened = answers.read(person, token)
    if opened is None:
        return _shut(request)
    context = {
        "letter": opened,
        "yes": yes or AcceptForm(initial={"name": opened.letter.name}),
        "no": no or DeclineForm(),
        "as_what": words.ROLES[opened.role],
        "circles": [words.what_lies(kind, name) for _id, kind, name in opened.circles],
        "sitting": [_face(one) for one in opened.sitting],
    }
    with being_at_work(opened.role == "professional"):
        return show(request, "table/letter.html", context, status=422 if yes or no else 200)


def _accept(request: HttpRequest, person: Person, token: str) -> HttpResponse:
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return _read(request, person, token, yes=form)
    opened = answers.accept(person, token, name=form.cleaned_data["name"], phone=form.cleaned_data["phone"])
    if opened is None:
        return _shut(request)
    messages.success(request, _("Welcome. You sit at the table now."))
    return see_other(reverse("table:table", args=[opened.dossier]))


def _decline(request: HttpRequest, person: Person, token: str) -> HttpResponse:
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _read(request, person, token, no=form)
    if answers.decline(person, token, word=form.cleaned_data["word"]) is None:
        return _shut(request)
    return show(request, "table/letter_declined.html")


def _shut(request: HttpRequest) -> HttpResponse:
    """One answer for used, expired, taken back, meant for another address, and never written."""
    return show(request, "table/letter_shut.html", status=404)


def _face(one: answers.Sitting) -> dict[str, object]:
    return {"name": one.card.name, "colour": one.colour, "note": sharing.standing(one.role, one.card)}
