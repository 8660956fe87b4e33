"""The first page after signing in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from keukentafel.access import hall
from keukentafel.overview.hall.queries import COUNTED, attention
from keukentafel.people.coming import me
from keukentafel.people.shown import show_page


@require_safe
@login_required
def tables(request: HttpRequest) -> HttpResponse:
    """With one table: go to it. With several: what asks for attention at each. With none: start one, or wait."""
    with hall(me(request).pk) as here:
        if len(here.tables) == 1 and not here.shut:
            return HttpResponseRedirect(reverse("overview:today", args=[here.tables[0].dossier]))
        found = attention(here) if here.tables else []
        works = any(table.role == "professional" for table in here.tables)
        context = {"tables": found, "counted": COUNTED, "shut": here.shut, "works": works}
        return show_page(request, "overview/hall.html", context)
