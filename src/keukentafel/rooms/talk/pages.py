"""Pages of conversations: the list, one conversation, one message."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from keukentafel.access import Visit, door, live
from keukentafel.dossiers import attachments, reach, reading, rights
from keukentafel.dossiers.opened import Opened
from keukentafel.dossiers.pages import show_in
from keukentafel.look.show import wants_part
from keukentafel.rooms.talk import actions, queries
from keukentafel.rooms.talk.answers import message_context, see, show_conversation, sign_of
from keukentafel.rooms.talk.circles import to_choose
from keukentafel.rooms.talk.forms import MessageForm
from keukentafel.rooms.talk.kinds import CONVERSATION, REACTION
from keukentafel.rooms.talk.telling import Teller, all_signs

read_and_send = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@door("talk")
def conversations(request: HttpRequest, visit: Visit) -> HttpResponse:
    """All conversations in the open circles: what is unread first, then by their newest words."""
    reach.write_on_cards(visit, reach.said_by(visit.person))  # a table that was shut when it was said
    before = queries.mark(request.GET.get("before", ""))
    lines, older = queries.conversations(visit, before)
    teller = Teller(visit)
    rows = [teller.row(line) for line in lines]
    context = {
        "rows": sorted(rows, key=lambda row: not row.unread),
        "older": str(older) if older else "",
        "deeper": before is not None,
        "may_begin": bool(to_choose(visit)) or any(rights.may_add(visit, CONVERSATION, one) for one in visit.circles),
    }
    return show_in(request, visit, "talk/list.html", context, room="talk", partial="rows")


@read_and_send
@attachments.takes_files
@door("talk")
def conversation(request: HttpRequest, visit: Visit, item: UUID) -> HttpResponse:
    """One conversation, its newest words below; sending says something. HTMX gets the words, or the form again."""
    if request.method != "POST":
        before = queries.mark(request.GET.get("before", ""))
        return show_conversation(request, visit, item, before=before, answers=_asked(request.GET.get("answer", "")))
    top = queries.conversation(visit, item)
    rights.must(queries.may_say(visit, top.circle))
    sent = attachments.sent(request, visit)
    form = MessageForm(request.POST, files=bool(sent.ready))
    if not form.is_valid() or not sent.ok:
        answers = _asked(str(form.data.get("answers", "")))
        files = sent.again(visit)
        return show_conversation(request, visit, item, form=form, files=files, answers=answers, partial="composer")
    _said(visit, top, form, sent)
    return show_conversation(request, visit, item) if wants_part(request) else see(visit, item)


def _said(visit: Visit, top: Opened[Any], form: MessageForm, sent: attachments.Sent) -> None:
    said = form.cleaned_data
    answers = queries.answered(visit, top, said["answers"])
    made = actions.say(visit, top, said["text"], once=said["once"], answers=answers)
    attachments.attach(visit, sent, circle=made.circle, once=said["once"], parent=made)


@require_safe
@door("talk")
def message(request: HttpRequest, visit: Visit, item: UUID) -> HttpResponse:
    """What can be done with one message: signs, answer, ask, change."""
    one = queries.message(visit, item)
    given = reading.under(visit, [one.id]).get(one.id, [])
    files = attachments.of(visit, given)
    signs = [one for one in given if one.kind == REACTION.name]
    context = message_context(visit, one) | {
        "signs": all_signs(),
        "given": Teller(visit).given(signs),
        "files": files,
    }
    return show_in(request, visit, "talk/message.html", context, room="talk", partial="menu")


@read_and_send
@door("talk")
def react(request: HttpRequest, visit: Visit, item: UUID) -> HttpResponse:
    """Give a sign, or take it away (``none``)."""
    one = queries.message(visit, item)
    if request.method == "POST":
        sign = sign_of(request.POST.get("sign", ""))
        rights.must(queries.may_say(visit, one.circle))
        actions.react(visit, one, reading.under(visit, [one.id]).get(one.id, []), sign)
        if wants_part(request) and one.parent:
            return show_conversation(request, visit, one.parent)
    return see(visit, one.parent or one.id, f"#m{one.id}")


@require_POST
@door("talk")
def ask(request: HttpRequest, visit: Visit, item: UUID) -> HttpResponse:
    """Ask in one tap what was meant: an answer in the same conversation, told to who wrote it."""
    one = queries.message(visit, item)
    rights.must(one.parent is not None)
    top = queries.conversation(visit, one.parent)  # type: ignore[arg-type]  # asked above
    actions.ask(visit, top, one, _("What do you mean by this?"))
    return show_conversation(request, visit, top.id) if wants_part(request) else see(visit, top.id)


@require_POST
@door("talk")
def typing(_request: HttpRequest, visit: Visit, item: UUID) -> HttpResponse:
    """Tell the others that somebody is typing here, unless they do not want that."""
    visit.for_nobody()  # nothing is shown: the log needs no line every three seconds
    if not visit.seat.card.reach.unseen:
        rights.must(live.sign(visit.person, visit.dossier, item, "typing"))
    return HttpResponse(status=204)


def _asked(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
