"""The log to take along: every line that its reader may read, as a table (CSV) or as FHIR AuditEvents."""

import csv
import io
import json
from collections.abc import Iterator
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keukentafel.access import Refused, Visit, door
from keukentafel.accesslog.actions import sort_of
from keukentafel.dossiers.circle_names import circle_name
from keukentafel.look.show import see_other
from keukentafel.overview.looked.asking import again, asking
from keukentafel.overview.looked.fhir import audit_event
from keukentafel.overview.looked.queries import Asked, log
from keukentafel.overview.looked.rules import SORT_WORDS, Line
from keukentafel.overview.looked.told import words_of, yes_in_words
from keukentafel.people.fresh import freshly_signed_in
from keukentafel.people.pace import a_copy

AT_ONCE = 5_000
MOST = 100_000
"""Lines in one file: about 30 MB. More has to be asked for in shorter periods."""


class TooMany(Exception):
    """More lines than fit in one file."""


@require_safe
@freshly_signed_in
@a_copy("GET", "HEAD")
@door("who_looked")
def as_table(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A table for a spreadsheet, in the language of who asks."""
    return _answer(request, visit, "csv", "text/csv; charset=utf-8")


@require_safe
@freshly_signed_in
@a_copy("GET", "HEAD")
@door("who_looked")
def as_fhir(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A FHIR R4 Bundle of AuditEvents, for another system."""
    return _answer(request, visit, "json", "application/fhir+json")


def _answer(request: HttpRequest, visit: Visit, ending: str, media_type: str) -> HttpResponse:
    if not visit.seat.family_side:
        raise Refused
    form = asking(request)
    try:
        lines = list(_all(visit, form.asked(visit)))
    except TooMany:
        return see_other(reverse("overview:who_looked", args=[visit.dossier]) + again(form, many="1"))
    for circle in dict.fromkeys(line.circle for line in lines):
        if circle is None or circle in visit.circles:
            visit.note("log_export", circle)
    body = _table(visit, lines) if ending == "csv" else _bundle(visit, lines)
    subject = _("who-looked")
    file = f"{subject}-{timezone.localdate():%Y-%m-%d}.{ending}"
    name = content_disposition_header(as_attachment=True, filename=file)
    return HttpResponse(body, content_type=media_type, headers={"Content-Disposition": name})


def _all(visit: Visit, asked: Asked) -> Iterator[Line]:
    count, before, more = 0, None, True
    while more:
        found = log(visit, asked, before=before, page=AT_ONCE)
        yield from found.lines
        count, before, more = count + len(found.lines), found.older, found.older is not None
        if count > MOST:
            raise TooMany


def _table(visit: Visit, lines: list[Line]) -> bytes:
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(_head())
    writer.writerows([_harmless(cell) for cell in _cells(visit, line)] for line in lines)
    return b"\xef\xbb\xbf" + sheet.getvalue().encode()  # a mark by which spreadsheets see that it is UTF-8


def _head() -> list[str]:
    return [
        _("When"), _("Who"), _("Role"), _("For which organisation"), _("What"), _("Sort"), _("May, through the circle"),
        _("By whose yes"), _("Emergency"), _("From which program"), "seat", "circle", "consent", "subject", "line",
        "number", "hash",
    ]  # fmt: skip


def _cells(visit: Visit, line: Line) -> list[str]:
    words, consent = words_of(visit, line), line.consent and line.consent.id
    return [
        timezone.localtime(line.at).isoformat(timespec="seconds"),
        words.who,
        words.role,
        line.organisation,
        words.text,
        _(SORT_WORDS[sort_of(line.action)]),
        circle_name(visit.circles[line.circle]) if line.circle and line.circle in visit.circles else "",
        yes_in_words(visit, line.consent) if line.consent else "",
        _("yes") if line.emergency else _("no"),
        line.program,
        *(str(one or "") for one in (line.who, line.circle, consent, line.subject, line.id, line.seq)),
        line.hash.hex(),
    ]


def _harmless(cell: str) -> str:
    """A name that begins like a formula must not become one in a spreadsheet."""
    return "'" + cell if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell


def _bundle(visit: Visit, lines: list[Line]) -> bytes:
    entries = [{"fullUrl": _urn(line.id), "resource": audit_event(visit, line)} for line in lines]
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries} if entries else _nothing()
    return json.dumps(bundle, ensure_ascii=False, separators=(",", ":")).encode()


def _nothing() -> dict[str, str]:
    return {"resourceType": "Bundle", "type": "collection"}  # FHIR allows no empty list


def _urn(one: UUID) -> str:
    return f"urn:uuid:{one}"
