"""The easier words for the browser of who writes: a file of this house's list, kept by the browser until it changes."""

import hashlib
import json
from functools import cache

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from keukentafel.look.plain.terms import known

A_YEAR = 31_536_000


@cache
def easier_words() -> tuple[str, bytes]:
    """A mark of the list, and the list: each form with the easier word, without what the reader gets."""
    forms = {form: easier for term in known().values() for form, easier in term.forms.items()}
    packed = json.dumps(forms, ensure_ascii=False, separators=(",", ":")).encode()
    return hashlib.sha256(packed).hexdigest()[:16], packed


@cache
def where() -> str:
    """Where the browser finds it."""
    return reverse("easier_words", args=[easier_words()[0]])


@require_safe
def serve(request: HttpRequest, mark: str) -> HttpResponse:
    """The list under its mark; nothing about anybody, so who asks does not matter."""
    now, packed = easier_words()
    if mark != now:
        raise Http404
    response = HttpResponse(packed, content_type="application/json")
    response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response
