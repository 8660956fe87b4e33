"""Payloads in every text field of every form that somebody can reach, sent as a browser sends them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from django.test import Client
from django.urls import Resolver404, resolve
from tests.support import payloads

from keukentafel.people.words import hides_something

AWAY = ("/exit/", "/sign-out/", "/language/", "/static/")
SHORT, MIDDLE, LONG = 58, 480, 1_900
NO_TEXT = ("hidden", "checkbox", "radio", "submit", "button", "date", "time", "number", "file", "password")


@dataclass(frozen=True)
class Form:
    """A form on a page: where it is sent, what it holds already, and its fields for text with their kind."""

    page: str
    action: str
    given: tuple[tuple[str, str], ...]
    texts: tuple[tuple[str, str], ...]

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        """The same for the same form of another thing."""
        return route(self.action), tuple(name for name, _kind in self.texts)


def route(address: str) -> str:
    """The address as the site has it, without ids."""
    try:
        return resolve(urlsplit(address).path).route
    except Resolver404:
        return ""


def forms_of(page: str, html: bytes) -> list[Form]:
    """The forms of a page that have a field for text."""
    found = []
    for form in BeautifulSoup(html, "lxml").find_all("form"):
        if str(form.get("method", "get")).lower() != "post":
            continue
        given = dict(_given(form))
        texts = tuple((str(one["name"]), _kind(one)) for one in _texts(form))
        if texts and not urlsplit(action := urljoin(page, str(form.get("action") or page))).path.startswith(AWAY):
            found.append(Form(page, action, tuple(given.items()), texts))
    return found


def _kind(one: Tag) -> str:
    return one.name if one.name == "textarea" else str(one.get("type", "text"))


def _texts(form: Tag) -> Iterator[Tag]:
    for one in form.find_all(["input", "textarea"]):
        if one.get("name") and (one.name == "textarea" or _kind(one) not in NO_TEXT):
            yield one


def _given(form: Tag) -> Iterator[tuple[str, str]]:
    radios: set[str] = set()
    for one in form.find_all("input"):
        name, kind = str(one.get("name", "")), str(one.get("type", "text"))
        if kind == "radio" and (name not in radios or one.has_attr("checked")):
            radios.add(name)
            yield name, str(one.get("value", ""))
        elif name and (
            kind in ("hidden", "date", "time", "number") or (kind == "checkbox" and one.has_attr("checked"))
        ):
            yield name, str(one.get("value", ""))
    for select in form.find_all("select"):
        options = select.find_all("option")
        chosen = [one for one in options if one.has_attr("selected")] or [one for one in options if one.get("value")]
        if chosen:
            yield str(select["name"]), str(chosen[0].get("value", ""))


def walk(client: Client, start: list[str], most: int = 400) -> dict[str, bytes]:
    """Every page that links lead to, with its HTML."""
    todo, pages = list(start), dict[str, bytes]()
    while todo and len(pages) < most:
        address = todo.pop(0)
        if address in pages or urlsplit(address).path.startswith(AWAY):
            continue
        answer = client.get(address)
        if answer.status_code in (302, 303):
            todo.append(urljoin(address, answer.headers["Location"]))
        if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
            continue
        pages[address] = answer.content
        for link in BeautifulSoup(answer.content, "lxml").find_all("a", href=True):
            to = urljoin(address, str(link["href"])).split("#")[0]
            if not urlsplit(to).netloc:
                todo.append(to)
    return pages


@dataclass
class Planter:
    """Sends payloads; counts where they were kept. A text for one line has room for few: they take turns in those."""

    kept: Counter[str] = field(default_factory=Counter)
    """How often each payload was kept, in whatever field."""
    fields: set[tuple[str, str]] = field(default_factory=set)
    """The fields that kept one."""
    refused: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        seen = [text for text in payloads.every() if not hides_something(text)]
        self.packs = {most: cycle(payloads.packed(seen, most)) for most in (SHORT, MIDDLE, LONG)}
        self.seen = seen

    def plant(self, client: Client, form: Form, times: int) -> None:
        """Send the form so often, each time with other payloads."""
        longest = LONG
        for _ in range(times):
            fresh = self._fresh(client, form)
            if fresh is None:
                return
            status, sent = self._send(client, fresh, longest)
            if status == 422 and longest == LONG:
                longest = MIDDLE
                status, sent = self._send(client, fresh, longest)
            names = {(form.key[0], name) for name in sent}
            if status in (302, 303):
                self.fields |= names
                self.kept.update(text for text in self.seen if any(text in one for one in sent.values()))
            else:
                self.refused |= names

    def _fresh(self, client: Client, form: Form) -> Form | None:
        """The form as it is now: with a version and a ticket that are still good."""
        answer = client.get(form.page)
        return next((one for one in forms_of(form.page, answer.content) if one.key == form.key), None)

    def _send(self, client: Client, form: Form, longest: int) -> tuple[int, dict[str, str]]:
        sent = {name: self._text(kind, longest) for name, kind in form.texts if kind != "email"}
        mail = {
            name: f"a{len(self.fields)}.{sum(self.kept.values())}@example.org"
            for name, kind in form.texts
            if kind == "email"
        }
        answer: Any = client.post(form.action, dict(form.given) | sent | mail)
        return answer.status_code, sent

    def _text(self, kind: str, longest: int) -> str:
        return next(self.packs[longest if kind == "textarea" else SHORT])
