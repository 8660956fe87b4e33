"""Find the fields of a page, and fill them: texts with planted strings, the rest as a person would."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.filter import SoupStrainer

from tests.walls.planted.words import Planted

TEXTS = {"text", "search", "email", "tel", "date", "password", ""}
EXCEPT = {
    "old": "the password of now, which has to be right",
    "code": "a code or a secret of a moment, which has to be right",
    "word": "a fixed word that has to be typed, so that nothing big is done by a slip of the hand",
    "day": "the day on which something happened is in the clear: docs/architecture.md",
    "last_day": "the day until which something lasts is in the clear, like the day on which it begins",
    **{f"day{number}": "a day to choose from is a day, not a text" for number in range(1, 9)},
    "due": "the day on which something is due is in the clear: docs/architecture.md",
    "on": "the day of a looking back is in the clear: it is when it happened",
    "since": "a day from which something holds is no text",
    "until": "a day until which something is looked for is no text",
    "time": "the hour at which something happened is in the clear",
}
"""Fields that nothing is planted in, and why."""
SORTS = {"phone": "phone", "birth_date": "birth date", "email": "e-mail", "address": "e-mail", "login": "e-mail"}
PASSWORDS = {"password", "new", "passphrase", "password1", "password2"}
Give = Callable[[str, str], Planted]


@dataclass
class Sown:
    """A form as it is sent. ``planted``: by the name of the field."""

    action: str
    method: str
    values: list[tuple[str, str]] = field(default_factory=list)
    planted: dict[str, Planted] = field(default_factory=dict)
    file: str = ""

    def put(self, name: str, value: str) -> None:
        """Write something in a field."""
        self.values = [(known, was) for known, was in self.values if known != name] + [(name, value)]


def forms_in(page: bytes) -> list[Tag]:
    """The forms of a page."""
    return list(BeautifulSoup(page, "lxml", parse_only=SoupStrainer("form")).find_all("form"))


def text_fields(form: Tag) -> list[Tag]:
    """Where a person types."""
    typed = [one for one in form.find_all("input") if said(one, "type") in TEXTS and not one.has_attr("readonly")]
    return [one for one in [*typed, *form.find_all("textarea")] if said(one, "name")]


def sort_of(one: Tag) -> str:
    """What sort of string belongs in a field."""
    name, kind = said(one, "name"), said(one, "type")
    if kind == "password" or name in PASSWORDS:
        return "password"
    if kind in {"email", "tel"}:
        return {"email": "e-mail", "tel": "phone"}[kind]
    return SORTS.get(name, name)


def fill(form: Tag, here: str, give: Give) -> Sown:
    """Fill it."""
    sown = Sown(said(form, "action") or here, said(form, "method").lower() or "get")
    chosen(form, sown)
    for one in text_fields(form):
        name = said(one, "name")
        if name in EXCEPT:
            sown.values.append((name, value_of(one) or some_day(name)))
            continue
        sown.planted[name] = give(sort_of(one), name)
        sown.values.append((name, sown.planted[name].value))
    for one in form.find_all("input", type="file"):
        sown.file = said(one, "name")
    return sown


def chosen(form: Tag, sown: Sown) -> None:
    """What is chosen, as a person would: what is ready, else the first."""
    for one in form.find_all("input", type=["hidden", "number", "time"]):
        name = said(one, "name")
        early = "00:01" if said(one, "type") == "time" and name.startswith("time") else ""
        sown.values.append((name, said(one, "value") or early))
    for sort in ("radio", "checkbox"):
        sown.values += [pair for group in groups(form, sort).values() for pair in ready_of(group, sort)]
    for one in form.find_all("select"):
        options = [option for option in one.find_all("option") if said(option, "value")]
        ready = [option for option in options if option.has_attr("selected")] or options
        sown.values += [(said(one, "name"), said(option, "value")) for option in ready[:1]]
    button = next((one for one in form.find_all("button") if said(one, "name")), None)
    if button is not None:
        sown.values.append((said(button, "name"), said(button, "value")))


def groups(form: Tag, sort: str) -> dict[str, list[Tag]]:
    """Things to choose from, by name."""
    found: dict[str, list[Tag]] = {}
    for one in form.find_all("input", type=sort):
        if not one.has_attr("disabled"):
            found.setdefault(said(one, "name"), []).append(one)
    return found


def ready_of(group: list[Tag], sort: str) -> list[tuple[str, str]]:
    """Those that are checked, else the first; of radios one."""
    ready = [one for one in group if one.has_attr("checked")] or group[:1]
    return [(said(one, "name"), said(one, "value") or "1") for one in (ready[:1] if sort == "radio" else ready)]


def value_of(one: Tag) -> str:
    """What stands in a field already."""
    return one.get_text() if one.name == "textarea" else said(one, "value")


def some_day(name: str) -> str:
    """Today, or of days to choose from another one for each; empty for what is no day on which something is."""
    if not name.startswith("day"):
        return ""
    return (datetime.now(UTC).date() + timedelta(days=int(name[3:] or 0))).isoformat()


def said(one: Any, name: str) -> str:
    """An attribute; empty when it is not there."""
    return str(one.get(name) or "")
