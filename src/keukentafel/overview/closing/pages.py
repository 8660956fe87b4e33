"""Close my account."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from keukentafel.access import hall
from keukentafel.access.closing import close_account, only_mine
from keukentafel.dossiers.forms import WordForm
from keukentafel.look.show import see_other
from keukentafel.people.coming import me
from keukentafel.people.fresh import freshly_signed_in
from keukentafel.people.models import NewAccount, Person
from keukentafel.people.shown import show_page
from keukentafel.vault.promise import days_in_backups


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@freshly_signed_in
def close(request: HttpRequest) -> HttpResponse:
    """What goes and what stays; a word to type. Tables that only I own come first."""
    person = me(request)
    form = WordForm(request.POST if request.method == "POST" else None, word=_("close"))
    if not form.is_bound or not form.is_valid():
        return _shown(request, person, form, 422 if form.is_bound else 200)
    address = person.email
    if not close_account(person.pk):
        return _shown(request, person, form, 409)
    NewAccount.objects.filter(email=address).delete()
    request.session.flush()
    answer = see_other(reverse("overview:closed"))
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    """It is done."""
    return show_page(request, "overview/closed.html", {"days": days_in_backups(settings.BACKUP_DAYS)})


def _shown(request: HttpRequest, person: Person, form: WordForm, status: int) -> HttpResponse:
    alone = only_mine(person.pk)
    with hall(person.pk) as here:
        tables: list[Any] = sorted(here.tables, key=lambda table: table.title.casefold())
    context = {
        "form": form,
        "alone": [table for table in tables if table.dossier in alone],
        "others": [table for table in tables if table.dossier not in alone],
        "days": days_in_backups(settings.BACKUP_DAYS),
    }
    return show_page(request, "overview/close_account.html", context, status=status)
