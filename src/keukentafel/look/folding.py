"""What a page says the same way each time is worked out when its template is compiled, once for each language.

A sentence, an icon or an address without ids becomes plain text in the compiled template. A page of thirty entries says
220 sentences: looking them up took longer than all that the page asks of the database.
"""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext, override, pgettext
from jinja2 import nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

SENTENCES: Mapping[str, Callable[..., str]] = {"_": gettext, "gettext": gettext, "pgettext": pgettext}


class Folder(NodeTransformer):
    """Puts the answer in the place of a call to one of ``functions``, where all that it gets is known."""

    def __init__(self, functions: Mapping[str, Callable[..., object]], language: str) -> None:
        self._functions = functions
        self._language = language

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:  # noqa: N802  # as jinja2 names it
        """What is known by now, or the call as it was."""
        self.generic_visit(node)
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        known = [arg.value for arg in node.args if isinstance(arg, nodes.Const)]
        if node.dyn_args or node.dyn_kwargs or len(known) < len(node.args):
            return node
        with override(self._language):
            if name in SENTENCES:
                return _sentence(node, SENTENCES[name](*known))
            if name in self._functions and not node.kwargs:
                return nodes.Const(self._functions[name](*known), lineno=node.lineno)
        return node


def _sentence(node: nodes.Call, words: str) -> nodes.Expr:
    """The words are known; what is named in them may not be."""
    if not node.kwargs:
        return nodes.Const(filled(words), lineno=node.lineno)
    return nodes.Call(nodes.Name("filled", "load"), [nodes.Const(words)], node.kwargs, None, None, lineno=node.lineno)


def filled(words: str, /, **names: object) -> Markup:
    """A sentence with what is named in it, escaped."""
    safe = {name: said if isinstance(said, int) else escape(said) for name, said in names.items()}
    return Markup(words % safe)  # noqa: S704  # our own translators wrote the words
