"""One appointment: read it, say whether one comes, how it was before, and for another program."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from keukentafel.access import Refused, Visit, door
from keukentafel.dossiers import attachments, moving, reading, rights, sharing
from keukentafel.dossiers.opened import Opened
from keukentafel.dossiers.pages import show_in
from keukentafel.dossiers.sharing import Face
from keukentafel.look.show import see_other
from keukentafel.people import zones
from keukentafel.people.models import Person
from keukentafel.rooms.calendar import actions, ics, queries, rules, telling
from keukentafel.rooms.calendar.kinds import ANSWER, CANCELLED, Appointment, Says
from keukentafel.rooms.calendar.queries import Date
from keukentafel.rooms.calendar.telling import Teller
from keukentafel.rooms.calendar.views import day_asked

read_and_send = require_http_methods(["GET", "HEAD", "POST"])
SAYS: dict[str, Says] = {"yes": "yes", "maybe": "maybe", "no": "no"}


@dataclass(frozen=True, slots=True)
class Version:
    """How it was. ``by_family``: the family changed the words of somebody else."""

    number: int
    face: Face | None
    item: Opened[Any]
    by_family: bool


@read_and_send
@door("calendar")
def one(request: HttpRequest, visit: Visit, item: UUID) -> HttpResponse:
    """An appointment; of what repeats, one day (``on``). Sending says whether one comes."""
    found = queries.appointment(visit, item)
    on = _on(request, visit, found.content)
    if request.method != "POST":
        return _show(request, visit, found, on)
    rights.must(rights.may_add(visit, ANSWER, found.circle) and found.state != CANCELLED)
    says = SAYS.get(request.POST.get("says", ""))
    rights.must(says is not None)
    if says:
        always = not found.content.repeats or request.POST.get("always") == "1"
        actions.answer(visit, found, says, None if always else on)
    return see_other(_address(visit, found, on))


@require_safe
@door("calendar")
def history(request: HttpRequest, visit: Visit, item: UUID) -> HttpResponse:
    """Every way that an appointment or a proposal was, the newest first."""
    now = queries.either(visit, item)
    teller = Teller(visit, zones.zone_of(request.user))
    versions = [
        Version(old.version, face := teller.face(old.changed_by), old, _by_family(face, old, now))
        for old in [now, *reversed(reading.versions(visit, now))]
    ]
    context = {"versions": versions, "item": now, "words": _words, "back": _address(visit, now, None)}
    return show_in(request, visit, "calendar/history.html", context, room="calendar")


@require_safe
@door("calendar")
def as_file(request: HttpRequest, visit: Visit, item: UUID) -> HttpResponse:
    """For one's own calendar program: when it is, and what it is if one chose to have that said."""
    found = queries.appointment(visit, item)
    titles = isinstance(request.user, Person) and request.user.calendar_titles
    voice = ics.Voice(_("Appointment"), titles=titles and not visit.looking_as)
    answer = HttpResponse(ics.one_calendar([found], voice), content_type="text/calendar; charset=utf-8")
    name = _("appointment")
    answer.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=f"{name}.ics") or "attachment"
    )
    return answer


def _show(request: HttpRequest, visit: Visit, found: Opened[Appointment], on: date) -> HttpResponse:
    zone = zones.zone_of(request.user)
    at = rules.the_one(found.content, on)
    if at is None:
        raise Refused
    under = queries.under(visit, found)
    teller, shown = Teller(visit, zone), Date(found, at, under)
    context = {
        "item": found,
        "content": found.content,
        "told": teller.told(shown),
        "tile": telling.tile(at.first(zone), visit.now.astimezone(zone).date()),
        "coming": teller.coming(shown),
        "on": on,
        "at": at,
        "repeats": telling.repeat_words(found.content),
        "elsewhere": telling.elsewhere(found.content, at, zone),
        "author": teller.face(found.author),
        "seers": sharing.place(visit, found.circle),
        "may_change": rights.may_change(visit, found),
        "may_answer": rights.may_add(visit, ANSWER, found.circle),
        "may_move": moving.moving_on(visit, found) if rights.may_change(visit, found) else "",
        "over": at.ends < visit.now,
        "files": attachments.of(visit, under),
        "add_files": attachments.address_to_add(visit, found),
        "leave": _leave(found.content, at, zone),
    }
    return show_in(request, visit, "calendar/one.html", context, room="calendar", partial="one")


def _leave(content: Appointment, at: rules.Occurrence, zone: Any) -> str:
    """When one has to leave for it."""
    if at.whole or not content.travel:
        return ""
    return f"{at.starts.astimezone(zone) - timedelta(minutes=content.travel):%H:%M}"


def _on(request: HttpRequest, visit: Visit, content: Appointment) -> date:
    """The day of what repeats that is asked for, else the next one, else the first. Raises ``Refused``."""
    if not content.repeats:
        return content.day
    asked = request.GET.get("on", "")
    if asked:
        return day_asked(asked, content.day)
    today = visit.now.date()
    return next((day for day in rules.rule_days(content) if day >= today), content.day)


def _address(visit: Visit, item: Opened[Any], on: date | None) -> str:
    page = "calendar:one" if isinstance(item.content, Appointment) else "calendar:proposal"
    tail = f"?on={on.isoformat()}" if on and item.content.repeats else ""
    return reverse(page, args=[visit.dossier, item.id]) + tail


def _by_family(face: Face | None, old: Opened[Any], now: Opened[Any]) -> bool:
    return face is not None and face.family_side and old.changed_by != now.author


def _words(item: Opened[Any]) -> list[tuple[str, str]]:
    """What stood in a version, by name; only what was filled in."""
    content = item.content
    rows = [(_("What"), content.what)]
    if isinstance(content, Appointment):
        rows += [(_("When"), _when(content)), (_("How often"), telling.repeat_words(content))]
        rows += [(_("What to bring"), content.bring), (_("Cancelled because"), content.why)]
    else:
        rows += [(_("Moments"), ", ".join(f"{one.day:%d-%m-%Y} {one.at or ''}".strip() for one in content.moments))]
    rows += [(_("Where"), content.where), (_("Video call"), content.link), (_("Notes"), content.notes)]
    return [(label, words) for label, words in rows if words]


def _when(content: Appointment) -> str:
    day, clock = telling.moment_words(content, content.zone, ZoneInfo(content.zone))
    return f"{day:%d-%m-%Y}, {clock}"
