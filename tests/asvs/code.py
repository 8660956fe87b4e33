"""How the tests of this folder read the code of the house: what it imports, calls and builds."""

import ast
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import keukentafel

HOUSE = Path(keukentafel.__file__).parent
ROOT = Path(__file__).parents[2]
NOT_SERVED = ("site/measuring/", "site/demo/", "site/faults/")
"""Measures, tells stories and kills itself to see what stays; no request reaches it."""


@cache
def sources() -> dict[str, ast.Module]:
    """Every file of the house, parsed, by its name within the package."""
    return {str(path.relative_to(HOUSE)): ast.parse(path.read_text()) for path in sorted(HOUSE.rglob("*.py"))}


def scripts() -> dict[str, str]:
    """Our own JavaScript."""
    folder = HOUSE / "look" / "src" / "js"
    return {path.relative_to(folder).as_posix(): path.read_text() for path in sorted(folder.rglob("*.js"))}


def imports(tree: ast.AST) -> set[str]:
    """Modules that are imported anywhere in it, by a statement or a call, as dotted names."""
    found = {one.name for node in ast.walk(tree) if isinstance(node, ast.Import) for one in node.names}
    found |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return found | {
        given.value
        for called, node in calls(tree)
        if called.endswith("import_module")
        for given in node.args[:1]
        if isinstance(given, ast.Constant) and isinstance(given.value, str)
    }


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Every call with the name that is called, like ``re.compile`` or ``execute``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def importing(*banned: str, but: tuple[str, ...] = ()) -> set[str]:
    """Files that import one of these modules, or something in them."""
    return {
        name
        for name, tree in sources().items()
        if not name.startswith(but or ("\0",))
        if any(one == ban or one.startswith(ban + ".") for one in imports(tree) for ban in banned)
    }


def calling(wrong: Callable[[str, ast.Call], bool], trees: dict[str, ast.Module] | None = None) -> list[str]:
    """Calls that are wrong, as ``file:line``."""
    return [
        f"{name}:{call.lineno}"
        for name, tree in (sources() if trees is None else trees).items()
        for called, call in calls(tree)
        if wrong(called, call)
    ]
