"""Whether this device keeps the last plan, table and calendar for when there is no connection."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keukentafel.look.show import see_other
from keukentafel.people import keeping
from keukentafel.people.coming import me, onward
from keukentafel.people.limits import LIMITS
from keukentafel.people.pace import counted_by_session
from keukentafel.people.shown import show_page
from keukentafel.people.traces import Client, trace


@counted_by_session
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def this_device(request: HttpRequest) -> HttpResponse:
    """Look, or choose by ``keep=yes`` or ``no``. On a shared computer there is nothing to choose."""
    session: Any = request.session
    if request.method != "POST":
        at_work = session.get(LIMITS) == "professional"
        around = {"may": keeping.may(session), "keeps": keeping.keeps(session), "professional": at_work}
        return show_page(request, "people/this_device.html", around)
    chosen = request.POST.get("keep")
    if not keeping.may(session) or chosen not in ("yes", "no"):
        raise Http404
    keeping.choose(session, yes=chosen == "yes")
    trace(me(request), "keeps_on" if chosen == "yes" else "keeps_off", Client.of(request))
    messages.success(
        request, _("This device keeps your pages now.") if chosen == "yes" else _("This device keeps nothing.")
    )
    answer = see_other(onward(request) or reverse("people:this_device"))
    if chosen == "no":
        answer.headers["Clear-Site-Data"] = keeping.FORGET
    return answer
