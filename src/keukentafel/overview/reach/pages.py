"""The page on which somebody says when they can be reached."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keukentafel.access import Refused, enter, hall
from keukentafel.access.cards import Reach
from keukentafel.dossiers.reach import said_by, write_on_cards
from keukentafel.look.show import see_other
from keukentafel.overview.reach.forms import ReachForm
from keukentafel.people import reach as kept
from keukentafel.people.coming import me
from keukentafel.people.models import Person
from keukentafel.people.pace import counted_by_session
from keukentafel.people.shown import show_page


@counted_by_session
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reach(request: HttpRequest) -> HttpResponse:
    """Hours, away, who stands in, and whether others see that one reads and types."""
    person = me(request)
    form = ReachForm(request.POST if request.method == "POST" else None, initial=_begun(said_by(person.pk)))
    if form.is_bound and form.is_valid():
        _keep(person, form.reach)
        messages.success(request, _("It stands on your card at all your tables."))
        return see_other(reverse("overview:reach"))
    with hall(person.pk) as here:
        works = any(table.role == "professional" for table in here.tables)
    chosen = form.data.getlist("days") if form.is_bound else form.initial["days"]  # type: ignore[attr-defined]  # a query
    days = [(str(day), str(WEEKDAYS[day]), "") for day in range(7)]
    context = {"form": form, "days": days, "chosen": chosen, "works": works}
    return show_page(request, "overview/reach.html", context, status=form.status)


def _keep(person: Person, reach: Reach) -> None:
    """With the account, and on the card at each table. A table that is shut now gets it when it is open again."""
    kept.keep(person, reach.block().decode())
    with hall(person.pk) as here:
        tables = [table.dossier for table in here.tables]
    for dossier in tables:
        try:
            with enter(person.pk, dossier, place="reach") as visit:
                write_on_cards(visit, reach)
        except Refused:
            continue


def _begun(reach: Reach) -> dict[str, Any]:
    said = reach.model_dump(exclude={"unseen"})
    times = {name: f"{said[name]:%H:%M}" for name in ("starts", "ends") if said[name]}
    back = {"back": said["back"].isoformat()} if said["back"] else {}
    return said | times | back | {"days": [str(day) for day in reach.days], "seen": not reach.unseen}
