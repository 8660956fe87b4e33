"""Pages to read and to add: the feed, an entry, a new entry, a reaction, the history."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from keukentafel.access import Visit, door
from keukentafel.dossiers import attachments, reading, rights, sharing
from keukentafel.dossiers.circle_names import circle_name
from keukentafel.dossiers.pages import show_in
from keukentafel.look.show import wants_part
from keukentafel.rooms.journal import actions, queries
from keukentafel.rooms.journal.answers import see_entry, see_feed, show_entry, sign_of
from keukentafel.rooms.journal.forms import CommentForm, EntryForm, mistakes, typed
from keukentafel.rooms.journal.kinds import ENTRY
from keukentafel.rooms.journal.telling import all_signs

read_and_send = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@door("journal")
def feed(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The newest entries; ``circle`` shows those of one circle, ``before`` starts further down."""
    chosen = reading.open_circle(visit, request.GET.get("circle", ""))
    before = queries.mark(request.GET.get("before", ""))
    page = queries.feed(visit, circle=chosen, before=before)
    context = {
        "page": page,
        "signs": all_signs(),
        "chosen": chosen,
        "deeper": before is not None,
        "circles": [
            (circle.id, circle_name(circle), circle.personal) for circle in visit.circles.values() if not circle.talk
        ],
        "may_write": any(rights.may_add(visit, ENTRY, circle) for circle in visit.circles),
    }
    return show_in(request, visit, "journal/feed.html", context, room="journal", partial="entries")


@read_and_send
@attachments.takes_files
@door("journal")
def write(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A new entry: the text, who may see it, and when it was."""
    places = sharing.places_to_add(visit, ENTRY)
    rights.must(bool(places))
    chosen = reading.open_circle(visit, request.GET.get("circle", "")) or places[0].id
    form = EntryForm(request.POST if request.method == "POST" else None, places=places)
    sent = attachments.sent(request, visit)
    if form.is_bound and form.is_valid() and sent.ok:
        clean = form.cleaned_data
        made = actions.write(
            visit, clean["text"], circle=form.circle_id, once=clean["once"], happened=clean["happened"]
        )
        attachments.attach(visit, sent, circle=made.circle, once=clean["once"], parent=made)
        messages.success(request, _("It is in the journal."))
        return see_entry(visit, made.id) if made.happened < visit.now else see_feed(visit)
    values = typed(form) if form.is_bound else {"text": "", "circle": str(chosen), "day": "", "time": ""}
    context = {
        "places": places,
        "values": values,
        "errors": mistakes(form),
        "errors_list": [*form.summary, *sent.summary],
        "ticket": form.own_id,
        "files": sent.again(visit),
    }
    status = form.status if sent.ok else 422
    return show_in(request, visit, "journal/write.html", context, room="journal", status=status)


@read_and_send
@door("journal")
def entry(request: HttpRequest, visit: Visit, item: UUID) -> HttpResponse:
    """One entry with all that was said to it; sending adds a comment."""
    one = queries.entry(visit, item)
    if request.method != "POST":
        return show_entry(request, visit, one)
    queries.may_comment(visit, one)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return show_entry(request, visit, one, form=form)
    said = actions.comment(visit, one, form.cleaned_data["text"], once=form.cleaned_data["once"])
    return show_entry(request, visit, one) if wants_part(request) else see_entry(visit, one.id, f"#c{said.id}")


@read_and_send
@door("journal")
def react(request: HttpRequest, visit: Visit, item: UUID) -> HttpResponse:
    """Give a sign, or take it away (``none``)."""
    one = queries.entry(visit, item)
    if request.method != "POST":
        return see_entry(visit, one.id)
    sign = sign_of(request.POST.get("sign", ""))
    queries.may_comment(visit, one)
    under, _seen = queries.whole(visit, one)
    pressed = actions.react(visit, one, under, sign)
    if wants_part(request):
        return show_entry(request, visit, one, unfolded="unfolded" in request.GET, pressed=pressed)
    return see_entry(visit, one.id)


@require_safe
@door("journal")
def history(request: HttpRequest, visit: Visit, item: UUID) -> HttpResponse:
    """Every text that an entry or comment had."""
    versions = queries.history(visit, item)
    context = {"versions": versions, "entry_id": versions[0].item.parent or item}
    return show_in(request, visit, "journal/history.html", context, room="journal")
