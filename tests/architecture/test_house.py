"""House rules that a reader would else have to keep in mind: doors, bounds, short files, who speaks to the database."""

import ast
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import annotated_types
import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from pydantic.fields import FieldInfo

import keukentafel
from keukentafel.dossiers.kinds import Kind, all_kinds

HOUSE = Path(keukentafel.__file__).parent
DOORLESS = {
    "d/<uuid:dossier>/table/pulse/": "asked every few seconds by open pages; shows nothing, asks the rule itself",
    "d/<uuid:dossier>/take-along/progress/": "asked every few seconds; shows a number of one's own archive, nothing else",
    "d/<uuid:dossier>/table/stop-viewing/": "a door lets nothing be sent while looking; it enters as oneself",
}
"""Pages of a dossier that get their visit another way, each with the reason."""
LONGEST_FILE, LONGEST_FUNCTION = 400, 40
SPEAKS_SQL = {
    "access": "the doorway, the hall and the threshold",
    "people": "accounts, which belong to no dossier",
    "site": "sets the database up, measures it, and says that it is well",
}
"""Packages that may speak to the database without a visit; all others have one in hand, or who called them has."""
BOUNDED = (annotated_types.MaxLen, annotated_types.Le, annotated_types.Lt)


def addresses(patterns: Iterable[Any] | None = None, before: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every address of the site with its page."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, route)
        elif isinstance(one, URLPattern):
            yield route, one.callback


def without_door(pages: Iterable[tuple[str, Callable[..., Any]]]) -> list[str]:
    """Addresses of a dossier whose page does not come through the door."""
    return [route for route, page in pages if "<uuid:dossier>" in route and not getattr(page, "door", None)]


def outside_a_dossier(pages: Iterable[tuple[str, Callable[..., Any]]]) -> list[str]:
    """Addresses with a door whose dossier is not in them."""
    return [route for route, page in pages if getattr(page, "door", None) and not route.startswith("d/<uuid:dossier>/")]


def test_every_page_of_a_dossier_has_its_door() -> None:
    assert set(without_door(addresses())) == set(DOORLESS)
    assert outside_a_dossier(addresses()) == []
    assert len(list(addresses())) > 60


def test_a_page_without_a_door_is_found() -> None:
    def page() -> None: ...

    def guarded() -> None: ...

    guarded.door = "x"  # type: ignore[attr-defined]
    assert without_door([("d/<uuid:dossier>/x/", page), ("d/<uuid:dossier>/y/", guarded)]) == ["d/<uuid:dossier>/x/"]
    assert outside_a_dossier([("x/", guarded), ("y/", page)]) == ["x/"]


def the_kinds() -> list[Kind]:
    """Those of the house, not those that tests declare."""
    return [kind for kind in all_kinds() if kind.content.__module__.startswith("keukentafel.")]


def test_there_are_kinds() -> None:
    assert len(the_kinds()) >= 10


@pytest.mark.parametrize("kind", the_kinds(), ids=lambda kind: kind.name)
def test_a_kind_has_bounds_a_label_and_a_way_up(kind: Kind) -> None:
    assert unbounded(kind) == []
    assert str(kind.label)
    assert kind.content.__doc__
    assert set(kind.upgrades) == set(range(1, kind.schema)), "some earlier version can't be read any more"
    assert set(kind.steps) <= set(kind.states)
    assert {after for to in kind.steps.values() for after in to} <= set(kind.states)


def unbounded(kind: Kind) -> list[str]:
    """Fields in which a writer could put as much as they like."""
    return [name for name, field in kind.content.model_fields.items() if not _bounded(field)]


def _bounded(field: FieldInfo) -> bool:
    return _small(field.annotation) or any(_limits(one) for one in field.metadata)


def _limits(mark: object) -> bool:
    return isinstance(mark, BOUNDED) or getattr(mark, "max_length", None) is not None


def _small(annotation: Any) -> bool:
    """Types of which no value is long, and unions of those."""
    if get_origin(annotation) is Literal or annotation in (bool, type(None)):
        return True
    if getattr(annotation, "__name__", "") in ("UUID", "date", "datetime"):
        return True
    inner = get_args(annotation)
    return get_origin(annotation) is not tuple and bool(inner) and all(_small(one) for one in inner)


def test_a_kind_without_bounds_is_found() -> None:
    from pydantic import Field

    from keukentafel.dossiers.kinds import Content

    class Loose(Content):
        """Too loose."""

        text: str
        many: tuple[bool, ...]
        number: int
        fine: str = Field(max_length=3)
        also_fine: bool | None = None

    assert unbounded(Kind(name="x", label="x", content=Loose)) == ["text", "many", "number"]


def sources() -> list[Path]:
    """All code of the house."""
    return sorted(path for path in HOUSE.rglob("*.py") if "migrations" not in path.parts)


def test_files_and_functions_are_short() -> None:
    long = [f"{path.relative_to(HOUSE)}: {lines}" for path in sources() if (lines := length(path)) > LONGEST_FILE]
    assert long == []
    assert [name for path in sources() for name in long_functions(path.read_text(), path.stem)] == []


def length(path: Path) -> int:
    """Lines of a file."""
    return len(path.read_text().splitlines())


def long_functions(source: str, where: str) -> list[str]:
    """Functions that are too long."""
    nodes = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return [f"{where}.{node.name}" for node in nodes if (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION]


def test_a_long_function_is_found() -> None:
    body = "\n".join(["    pass"] * LONGEST_FUNCTION)
    assert long_functions(f"def f():\n{body}\n", "x") == ["x.f"]


def imports(path: Path) -> set[str]:
    """What a file imports, as dotted names."""
    return imported(path.read_text())


def imported(source: str) -> set[str]:
    """What code imports, as dotted names."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
    return found


def test_rules_are_plain_python() -> None:
    rules = [path for path in sources() if path.name == "rules.py"]
    assert len(rules) >= 2
    assert [str(path) for path in rules if any(name.split(".")[0] == "django" for name in imports(path))] == []


def test_nobody_speaks_to_the_database_without_a_visit() -> None:
    found = [
        f"{path.relative_to(HOUSE)}: {name}"
        for path in sources()
        if path.relative_to(HOUSE).parts[0] not in SPEAKS_SQL
        for name in speaks_alone(path.read_text())
    ]
    assert found == []


ASKS = {"django.db.connection", "keukentafel.access.rows.fetch"}
"""What is imported to ask the database."""


def speaks_alone(source: str) -> list[str]:
    """Functions anybody may call that ask the database without a visit (or the hall's or threshold's cursor)."""
    tree = ast.parse(source)
    if not imported(source) & ASKS:
        return []
    speakers = _speakers(tree)
    return sorted(name for name, node in speakers.items() if not name.startswith("_") and not _has_visit(node))


def _speakers(tree: ast.Module) -> dict[str, ast.FunctionDef]:
    """Functions that ask, by themselves or by another function of the file."""
    functions = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    speakers = {name for name, node in functions.items() if _names(node) & {"connection", "fetch"}}
    while more := {name for name, node in functions.items() if _names(node) & speakers} - speakers:
        speakers |= more
    return {name: functions[name] for name in speakers}


def _names(node: ast.FunctionDef) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def _has_visit(node: ast.FunctionDef) -> bool:
    """Takes a visit, or opens one."""
    arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    given = {ast.unparse(one.annotation) for one in arguments if one.annotation}
    return bool(given & {"Visit", "Hall"}) or bool(_names(node) & {"enter", "hall", "on_the_threshold"})


def test_somebody_who_speaks_without_a_visit_is_found() -> None:
    source = (
        "from django.db import connection\n"
        "def _rows(sql): return connection.cursor().execute(sql)\n"
        "def everything(): return _rows('SELECT')\n"
        "def mine(visit: Visit): return _rows('SELECT')\n"
        "def quiet(): return 1\n"
    )
    assert speaks_alone(source) == ["everything"]
    assert speaks_alone("def quiet(): return 1") == []


def test_content_models_are_read_through_a_visit_alone() -> None:
    """Django's own managers would ask without a visit; row-level security answers them with nothing, at best."""
    models = {
        "Dossier",
        "Seat",
        "Circle",
        "CircleSeat",
        "Item",
        "ItemVersion",
        "ItemSeen",
        "Presence",
        "Invitation",
        "Blob",
    }
    found = [
        f"{path.relative_to(HOUSE)}: {node.value.id}"
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr == "objects" and isinstance(node.value, ast.Name)
        if node.value.id in models | {"AccessEvent", "TakeAlong", "BringAlong"}
    ]
    assert found == []


def test_what_people_tell_is_typed_in_the_house_s_own_field() -> None:
    """So that in every room a professional reads beside it that the family reads along (``look/belongs.html``)."""
    given_back = {"forms.html", "keys_away.html"}  # the field itself, and the page that gives typed words back to copy
    own = [path for path in HOUSE.glob("**/templates/**/*.html") if path.name not in given_back]
    assert len(own) > 40
    assert [path.name for path in own if "<textarea" in path.read_text()] == []


def test_what_people_tell_is_looked_at_by_the_house_s_own_form() -> None:
    """So that in every room it is looked at in the same way (``dossiers/belonging.py``)."""
    from django import forms

    from keukentafel.dossiers.forms import Form, Words

    def below(kind: type[forms.BaseForm]) -> set[type[forms.BaseForm]]:
        found = {kind}
        for child in type.__subclasses__(kind):
            found |= below(child)
        return found

    list(addresses())  # all pages are read by now, and their forms with them
    telling = [
        one
        for one in below(forms.BaseForm)
        if one.__module__.startswith(("keukentafel.rooms.", "keukentafel.dossiers."))
        and any(isinstance(field, Words) and field.told for field in getattr(one, "base_fields", {}).values())
    ]
    assert len(telling) > 12
    assert [one.__name__ for one in telling if not issubclass(one, Form)] == []
