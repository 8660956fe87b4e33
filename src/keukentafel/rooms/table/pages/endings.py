"""End what several own: ask, agree, say no. And what the screen promises of it."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keukentafel.access import SeatInSight, Visit, door
from keukentafel.dossiers import sharing
from keukentafel.dossiers.forms import WordForm
from keukentafel.dossiers.rights import must
from keukentafel.look.show import see_other
from keukentafel.people.fresh import freshly_signed_in
from keukentafel.rooms.table import endings, rules
from keukentafel.rooms.table.actions import endings as actions
from keukentafel.rooms.table.pages.ways import go, page, seat_or_refuse
from keukentafel.vault.promise import days_in_backups


@require_http_methods(["GET", "HEAD", "POST"])
@freshly_signed_in
@door("table")
def destroy(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Destroy the dossier: what goes, what stays, and a word to type."""
    must(visit.owner)
    form = _form(request, _("destroy"))
    others, waits = endings.other_owners(visit), endings.about(visit, None)
    if form.is_bound and form.is_valid():
        return _gone(request) if actions.ask(visit) else go(request, visit, "table", told=_asked())
    now = [seat for seat in others if rules.decides(seat)]
    lately = [seat for seat in others if not rules.decides(seat)]
    shown: dict[str, object] = {"form": form, "others": now, "lately": lately, "waits": waits, "faces": sharing.faces}
    return page(request, visit, "destroy", _status(form), **shown, **_promised(visit))


@require_http_methods(["GET", "HEAD", "POST"])
@freshly_signed_in
@door("table")
def end_together(request: HttpRequest, visit: Visit, seat: UUID) -> HttpResponse:
    """Ask to end the seat of another owner."""
    one = seat_or_refuse(visit, seat)
    must(rules.needs_both(visit, one))
    form = _form(request, _("end"))
    if form.is_bound and form.is_valid():
        actions.ask(visit, one)
        return go(request, visit, "table", told=_asked())
    shown: dict[str, object] = {"form": form, "seat": one, "waits": endings.about(visit, one.id)}
    return page(request, visit, "end_together", _status(form), **shown)


@require_http_methods(["GET", "HEAD", "POST"])
@freshly_signed_in
@door("table")
def agree(request: HttpRequest, visit: Visit, ending: UUID) -> HttpResponse:
    """Say yes to what another owner asked."""
    waits = endings.one_waiting(visit, ending)
    must(not waits.mine)
    form = _form(request, _("end") if waits.seat else _("destroy"))
    if form.is_bound and form.is_valid():
        at_once = actions.agree(visit, waits)
        if at_once and not _stays(visit, waits.seat):
            return _gone(request)
        return go(request, visit, "table", told=_("Your yes is kept."))
    return page(request, visit, "ending_agree", _status(form), form=form, waits=waits, **_promised(visit))


@require_POST
@door("table")
def stop(request: HttpRequest, visit: Visit, ending: UUID) -> HttpResponse:
    """Say no, or take it back. Needs nothing more than a click: what is stopped can be asked again."""
    actions.stop(visit, endings.one_waiting(visit, ending))
    return go(request, visit, "table", told=_("It is stopped. Nothing changes."))


def _stays(visit: Visit, ended: SeatInSight | None) -> bool:
    return ended is not None and ended.id not in visit.my_seats


def _form(request: HttpRequest, word: str) -> WordForm:
    return WordForm(request.POST if request.method == "POST" else None, word=word)


def _status(form: WordForm) -> int:
    return 422 if form.is_bound else 200


def _promised(visit: Visit) -> dict[str, object]:
    return {"take_along": endings.take_along_href(visit), "days": days_in_backups(settings.BACKUP_DAYS)}


def _asked() -> str:
    return _("It is asked. The others get a letter. Until the time is over you can take it back.")


def _gone(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("It is done. You see nothing of this table any more."))
    return see_other(settings.LOGIN_REDIRECT_URL)
