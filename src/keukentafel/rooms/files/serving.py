"""The bytes of a file: decided and logged within a visit, sent after it, as long as whoever fetches it may see it."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from keukentafel import vault
from keukentafel.access import Refused, Visit, door
from keukentafel.access.pulse import file_in_sight
from keukentafel.accesslog.actions import Action
from keukentafel.dossiers import blobs
from keukentafel.dossiers.blobs import Blob
from keukentafel.media.names import safe_name
from keukentafel.media.signs import SHOWN
from keukentafel.people.pace import asked_by_itself
from keukentafel.rooms.files.ranges import Beyond, Span, asked

PLACE = "file"
LOOK_AGAIN_AFTER = 16
"""Chunks of 64 kB between two looks whether the one who fetches may still see it."""


@require_safe
@door(PLACE)
def open_(request: HttpRequest, visit: Visit, item: UUID) -> Any:
    """Show or play it. What no page shows is saved."""
    blob = _blob(visit, item)
    save = blob.media_type not in SHOWN
    _noted(visit, blob, "file_save" if save else "file_open")
    return _sent(request, visit, blob, save=save)


@require_safe
@door(PLACE)
def save(request: HttpRequest, visit: Visit, item: UUID) -> Any:
    """Save it on one's own device."""
    blob = _blob(visit, item)
    _noted(visit, blob, "file_save")
    return _sent(request, visit, blob, save=True)


@asked_by_itself
@require_safe
@door(PLACE)
def small(request: HttpRequest, visit: Visit, item: UUID) -> Any:
    """The small picture of a photo."""
    blob = _blob(visit, item, small=True)
    _noted(visit, blob, "file_small")
    return _sent(request, visit, blob, save=False)


def _blob(visit: Visit, item: UUID, *, small: bool = False) -> Blob:
    """The bytes of an item, if they may be opened. Raises ``Refused``."""
    found = blobs.of_items(visit, [item]).get(item, [])
    wanted = next((one for one in found if one.card.small == small), None)
    if wanted is None or any(blobs.unknown(one) for one in found):
        raise Refused
    return wanted


def _noted(visit: Visit, blob: Blob, action: Action) -> None:
    visit.note(action, blob.circle, blob.item)


def _sent(request: HttpRequest, visit: Visit, blob: Blob, *, save: bool) -> Any:
    tag = _tag(blob)
    headers = {
        "Accept-Ranges": "bytes",
        "ETag": tag,
        "Content-Disposition": content_disposition_header(save, safe_name(blob.name, blob.media_type)) or "inline",
        "Content-Encoding": "identity",  # so that nobody squeezes it on the way: ranges would not fit
        "Cache-Control": "no-store",
    }
    span = Span(0, blob.size)
    try:
        part = asked(request.headers.get("Range", ""), blob.size) if _whole_or_same(request, tag) else None
    except Beyond:
        return HttpResponse(status=416, headers=headers | {"Content-Range": f"bytes */{blob.size}"})
    if part:
        span = part
        headers["Content-Range"] = f"bytes {span.start}-{span.end - 1}/{blob.size}"
    headers["Content-Length"] = str(span.end - span.start)
    kind = _content_type(blob)
    status = 206 if part else 200
    if request.method == "HEAD":
        return HttpResponse(status=status, headers=headers, content_type=kind)
    return StreamingHttpResponse(_in_sight(visit, blob, span), status=status, headers=headers, content_type=kind)


def _whole_or_same(request: HttpRequest, tag: str) -> bool:
    """A part is of use only to who has the rest of the same file."""
    return request.headers.get("If-Range", tag) == tag


def _tag(blob: Blob) -> str:
    """Says nothing: only this house can make it, of a random name."""
    return f'"{vault.current().keyed_hash("etag", blob.id.bytes + blob.stored.encode()).hex()[:32]}"'


def _content_type(blob: Blob) -> str:
    if blob.media_type == "text/plain":
        return "text/plain; charset=utf-8"
    return blob.media_type if blob.media_type in SHOWN else "application/octet-stream"


def _in_sight(visit: Visit, blob: Blob, span: Span) -> Iterator[bytes]:
    """Those bytes, as long as they may be seen: who loses sight half-way gets no more of it."""
    person, dossier, eyes, left = visit.person, visit.dossier, visit.looking_as, span.end - span.start
    for at, chunk in enumerate(blobs.content(blob, start=span.start)):
        if at % LOOK_AGAIN_AFTER == LOOK_AGAIN_AFTER - 1 and not file_in_sight(person, dossier, blob.id, eyes):
            return
        yield chunk[:left]
        left -= len(chunk)
        if left <= 0:
            return
