"""``{{ text|explained }}``: somebody's words, with what a hard word in them means.

The first time that a term stands in a text it becomes an ``<abbr>`` with its meaning as ``title``: a pointer shows it
without any script; the script (``look/src/js/alone/explains.js``) makes it a button for keyboard, finger and screen
reader. A page without such a word stays as it was, and loads nothing for it.
"""

from contextvars import ContextVar
from functools import cache

from django.utils.translation import get_language
from markupsafe import Markup, escape

from keukentafel.look.plain.finding import first_of_each
from keukentafel.look.plain.terms import known

_marked: ContextVar[bool] = ContextVar("marked", default=False)


def explained(text: str) -> str:
    """A text as it goes into a page: escaped, with its hard words marked. Plain text only: never HTML."""
    if isinstance(text, Markup):
        raise TypeError("explained takes plain text; what is HTML already would be escaped twice")
    found = first_of_each(text)
    if not found:
        return text
    _marked.set(True)
    language, pieces, at = get_language() or "", [], 0
    for one in found:
        pieces += [escape(text[at : one.start]), _opening(one.term.name, language), escape(text[one.start : one.end])]
        pieces.append(CLOSING)
        at = one.end
    return Markup("".join([*pieces, escape(text[at:])]))  # noqa: S704  # each piece is escaped


CLOSING = Markup("</abbr>")


@cache
def _opening(name: str, language: str) -> Markup:
    return Markup('<abbr class="kt-term" title="{}">').format(known()[name].explained(language))


def start_page() -> None:
    """Nothing is marked yet on the page that is drawn now."""
    _marked.set(False)


def any_marked() -> bool:
    """Whether a word was marked since the page began: then it loads what opens it."""
    return _marked.get()
