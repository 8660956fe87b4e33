"""Lighter ways for what a page does hundreds of times: call a macro, and say a sentence in the reader's language."""

from functools import lru_cache
from types import FunctionType
from typing import Any

from django.utils.translation import get_language, gettext
from jinja2.runtime import Context, Macro
from markupsafe import Markup

MARK = "jinja_pass_arg"
"""What Jinja2 sets on a function that wants the context."""


class LightContext(Context):
    """Calls a macro or a plain function at once; Jinja2 first looks for six special cases."""

    def call(__self, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805  # so that a macro may have a `self`
        kind = type(__obj)
        if kind is not Macro and (kind is not FunctionType or MARK in __obj.__dict__):
            return super().call(__obj, *args, **kwargs)
        if kwargs:
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
        return __obj(__self.eval_ctx, *args, **kwargs) if kind is Macro else __obj(*args, **kwargs)


def said(message: str, /, **names: object) -> Markup:
    """A sentence in the reader's language, with what is named in it escaped."""
    words = _in(get_language(), message)
    return words % names if names or "%" in words else words


@lru_cache(8192)
def _in(language: str | None, message: str) -> Markup:
    # `language` is there for the memory alone: it is the one that gettext will use
    return Markup(gettext(message))  # noqa: S704  # our own translators wrote it
