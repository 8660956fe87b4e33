"""The page on which somebody sees who waits for an answer of theirs."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from keukentafel.access import hall
from keukentafel.overview.inbox import queries
from keukentafel.people.coming import me
from keukentafel.people.shown import show_page


@require_safe
@login_required
def inbox(request: HttpRequest) -> HttpResponse:
    """What waits, oldest first: for me, and for whom I stand in. Whose words and where, not what they say."""
    with hall(me(request).pk) as here:
        return show_page(request, "overview/inbox.html", {"waits": queries.waiting(here), "most": queries.MOST})
