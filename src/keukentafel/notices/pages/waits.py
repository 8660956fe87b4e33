"""What is new for me at all my tables, without a word of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keukentafel.access import hall
from keukentafel.look.show import see_other
from keukentafel.notices import mailing
from keukentafel.notices.queries import COUNTED, waits
from keukentafel.people import throttle
from keukentafel.people.coming import me
from keukentafel.people.shown import show_page


@require_safe
@login_required
def waiting(request: HttpRequest) -> HttpResponse:
    """Which table, which room, since when: each is a door to go through."""
    person = me(request)
    with hall(person.pk) as here:
        found = waits(here)
        return show_page(request, "notices/waiting.html", {"waits": found, "person": person, "counted": COUNTED})


@login_required
@require_POST
def try_again(request: HttpRequest) -> HttpResponse:
    """Letters came back, and the mailbox works again, says its owner."""
    person = me(request)
    if person.unreachable and throttle.count(throttle.LETTERS, "try again", person.email):
        mailing.try_again(person)
        messages.success(request, _("We wrote you a letter. Look whether it comes."))
    return see_other(reverse("notices:waiting"))
