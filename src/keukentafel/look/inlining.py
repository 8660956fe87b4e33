"""A component that is drawn again and again is written out in its place when the template is compiled.

Calling a macro costs more than what most components do. Within a loop, and within what is written out there,
``{{ mug(face) }}`` becomes the body of ``mug`` with ``face`` as a name of its own. Where that would change the meaning,
the call stays a call.
"""

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import TypeVar

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

N = TypeVar("N", bound=nodes.Node)
ONLY_IN_A_CALL = frozenset({"caller", "varargs", "kwargs"})
DEEPEST = 8
"""Components within components; one that draws itself would never end."""


@dataclass(frozen=True, slots=True)
class File:
    """A template file, read, with its macros and those that it imports by name."""

    tree: nodes.Template
    macros: Mapping[str, "Drawn"]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A macro, and the file that it stands in: the names in its body are that file's."""

    macro: nodes.Macro
    file: str


class Shelf:
    """The files as they were written, each read once. ``parts``: those whose macros are known as ``ui.<name>``."""

    def __init__(self, parse: Callable[[str], nodes.Template], parts: tuple[str, ...]) -> None:
        self._parse = parse
        self._parts = parts
        self._files: dict[str, File] = {}

    def file(self, name: str) -> File:
        """A file by its name."""
        if name not in self._files:
            tree = self._parse(name)
            self._files[name] = File(tree, self.known(tree, name))
        return self._files[name]

    def known(self, tree: nodes.Template, name: str) -> dict[str, Drawn]:
        """The macros that a template may call by their bare name."""
        found = {one.name: Drawn(one, name) for one in tree.body if isinstance(one, nodes.Macro)}
        for line in tree.find_all(nodes.FromImport):
            if isinstance(line.template, nodes.Const):
                theirs = self.file(line.template.value).macros
                found |= {
                    wanted: theirs[wanted] for wanted in line.names if isinstance(wanted, str) and wanted in theirs
                }
        return found

    def part(self, name: str) -> Drawn | None:
        """The component ``ui.<name>``."""
        return next((found for file in self._parts if (found := self.file(file).macros.get(name))), None)


class Inliner(NodeTransformer):
    """Writes components out in the loops of a tree. ``deep``: in how many loops and components it already is."""

    def __init__(self, shelf: Shelf, macros: Mapping[str, Drawn], deep: int = 0) -> None:
        self._shelf = shelf
        self._macros = macros
        self._deep = deep

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802  # as jinja2 names it
        """What stands in a loop is written out."""
        self._deep += 1
        self.generic_visit(node)
        self._deep -= 1
        return node

    def visit_Output(self, node: nodes.Output) -> nodes.Output | list[nodes.Stmt]:  # noqa: N802  # as jinja2 names it
        """Text, values and components in a row: the components are written out between the others."""
        if not 0 < self._deep < DEEPEST:
            return node
        row: list[nodes.Stmt] = []
        for child in node.nodes:
            written = self._written_out(child) if isinstance(child, nodes.Call) else None
            if written is not None:
                row.append(written)
            elif row and isinstance(row[-1], nodes.Output):
                row[-1].nodes.append(child)
            else:
                row.append(nodes.Output([child], lineno=node.lineno))
        return row

    def _written_out(self, call: nodes.Call) -> nodes.With | None:
        drawn = self._drawn(call.node)
        given = _given(drawn.macro, call) if drawn else None
        if drawn is None or given is None:
            return None
        siblings = self._shelf.file(drawn.file).macros
        body = nodes.Scope(_copied(drawn.macro.body))
        Inliner(self._shelf, siblings, self._deep + 1).visit(body)
        if (ONLY_IN_A_CALL | set(siblings)) & {name.name for name in body.find_all(nodes.Name)}:
            return None
        names = [nodes.Name(name, "store") for name in given]
        return nodes.With(names, list(given.values()), body.body, lineno=call.lineno)

    def _drawn(self, called: nodes.Expr) -> Drawn | None:
        if isinstance(called, nodes.Name):
            return self._macros.get(called.name)
        of_ui = isinstance(called, nodes.Getattr) and isinstance(called.node, nodes.Name) and called.node.name == "ui"
        return self._shelf.part(called.attr) if of_ui else None  # type: ignore[attr-defined]  # a Getattr, it says above


def _given(macro: nodes.Macro, call: nodes.Call) -> dict[str, nodes.Expr] | None:
    """What each name of the macro stands for in this call; None where the call itself must say what is wrong."""
    names = [arg.name for arg in macro.args]
    if call.dyn_args or call.dyn_kwargs or len(call.args) > len(names):
        return None
    given = dict(zip(names[len(names) - len(macro.defaults) :], _copied(macro.defaults), strict=True))
    given |= dict(zip(names, call.args, strict=False)) | {one.key: one.value for one in call.kwargs}
    return given if set(given) == set(names) else None


def _copied(tree: list[N]) -> list[N]:
    """A copy to write in; the environment that each node knows is the same one."""
    return deepcopy(tree, {id(one.environment): one.environment for one in tree})
