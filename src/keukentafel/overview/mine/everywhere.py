"""My data at all my tables: the page, the files to take along, and what can be asked of a table that I left."""

import json
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from keukentafel.access import Refused, enter, hall
from keukentafel.look import paper
from keukentafel.look.show import see_other, show
from keukentafel.overview.mine import account, book, left, queries, rules, telling
from keukentafel.people.coming import me
from keukentafel.people.fresh import freshly_signed_in
from keukentafel.people.pace import a_copy
from keukentafel.people.sentences import SENTENCES
from keukentafel.people.shown import show_page
from keukentafel.rooms.requests.words import TONES, said, state
from keukentafel.rooms.table import words as table_words
from keukentafel.vault.promise import days_in_backups


@require_safe
@login_required
def my_data(request: HttpRequest) -> HttpResponse:
    """My account, my tables, who has my data, and what I can do about it."""
    person = me(request)
    with hall(person.pk) as here:
        counts, ended = queries.counts(here), queries.ended(here)
    context = {
        "person": person,
        "language_name": account.language(person),
        "ways_in": account.ways_in_words(account.ways_in(person)),
        "tables": [(table, table_words.ROLES[table.role], *counts.get(table.dossier, (0, 0))) for table in here.tables],
        "ended": [(one, table_words.ROLES[one.role], _asked(one)) for one in ended],
        "platform": account.platform(),
        "days": days_in_backups(settings.BACKUP_DAYS),
    }
    return show_page(request, "overview/my_data.html", context)


def _asked(one: queries.Ended) -> dict[str, Any] | None:
    if one.kind is None or one.state is None:
        return None
    return {"label": queries.label(one.kind), "state": state(one.state, one.kind), "tone": TONES[one.state]}


@require_safe
@freshly_signed_in
@a_copy("GET", "HEAD")
def as_json(request: HttpRequest) -> HttpResponse:
    """All of it as JSON; each table notes that it was taken along."""
    found = json.dumps(_collected(request), ensure_ascii=False, indent=1)
    return _file(HttpResponse(found, content_type="application/json"), "json")


@require_safe
@freshly_signed_in
@a_copy("GET", "HEAD")
def as_html(request: HttpRequest) -> HttpResponse:
    """The same as a page that opens without us."""
    words = {"fields": telling.fields(), "label": queries.label, "state": _state, "on_paper": telling.on_paper}
    words |= {"value": telling.value}
    words |= {"roles": table_words.ROLES, "door": SENTENCES, "language_name": account.language(me(request))}
    words |= {"style": paper.style(), "policy": paper.policy()}
    data = {"data": _collected(request, in_words=True)}
    return _file(show(request, "overview/my_data_file.html", data | words), "html")


def _state(kind: str, word: str) -> str:
    return state(word, kind) if word and kind.startswith("requests.") else ""


def _collected(request: HttpRequest, *, in_words: bool = False) -> dict[str, Any]:
    """The account, and each table, one after the other, through its own door."""
    person = me(request)
    with hall(person.pk) as here:
        ended = queries.ended(here)
    tables = []
    for table in here.tables:
        try:
            with enter(person.pk, table.dossier, place="my_data") as visit:
                tables.append(book.table(visit, in_words=in_words))
        except Refused:  # the seat ended a moment ago
            continue
    left_behind = [{"role": one.role, "since": one.since.isoformat(), "until": one.until.isoformat()} for one in ended]
    made = {"format": rules.FORMAT, "version": rules.VERSION, "made": timezone.now().isoformat()}
    return made | {"account": account.as_data(person), "tables": tables, "left": left_behind}


def _file(answer: HttpResponse, ending: str) -> HttpResponse:
    answer.headers["Content-Disposition"] = f'attachment; filename="my-data.{ending}"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def left_table(request: HttpRequest, seat: UUID) -> HttpResponse:
    """Ask something of a table that I left, without words."""
    person = me(request)
    place = left.place(person.pk, seat)
    if place is None:
        raise Http404
    wrong = ""
    if request.method == "POST":
        sort = request.POST.get("sort", "")
        if sort == "stop" and left.say_no(person.pk, seat):
            messages.success(request, _("It is stopped. The dossier stays."))
            return see_other(reverse("overview:my_data"))
        if sort not in left.SORTS:
            wrong = _("Choose what you want to ask.")
        elif not left.ask(person.pk, seat, sort):
            wrong = _("You asked something less than a month ago. Wait for the answer first.")
        else:
            messages.success(request, _("Your request is there. The family answers within a month."))
            return see_other(reverse("overview:my_data"))
    context = {"sorts": [(sort, said(sort).title) for sort in left.SORTS], "wrong": wrong, "again": place.again}
    context["waits"] = left.waits(person.pk, seat)
    return show_page(request, "overview/left_table.html", context, status=422 if wrong else 200)
