"""Walk every page as everybody, and plant a string in every field that is found there."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode, urljoin, urlsplit

from bs4 import Tag

from tests.walls.house_of_pages import CAST
from tests.walls.planted.browser import Answer, Browser
from tests.walls.planted.forms import EXCEPT, Sown, fill, forms_in, said, text_fields
from tests.walls.planted.site import Site
from tests.walls.planted.words import Planted, Words
from tests.walls.test_every_address import ROWS, Row

LINK = re.compile(r"http://127\.0\.0\.1:\d+(/\S+)")
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
TOKEN = re.compile(r"(finish|letter|link)/[^/]+/")
TAKEN = {200, 204, 302, 303}
FIRST, ENOUGH = 2, 14
WITHOUT = {"/account/close/": "it is destroyed last, by its password"}


@dataclass
class Walk:
    """``seen`` and ``reached``: page and field, as found and as planted with success."""

    site: Site
    words: Words
    seen: set[tuple[str, str]] = field(default_factory=set)
    reached: set[tuple[str, str]] = field(default_factory=set)
    refused: dict[tuple[str, str], int] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)
    tried: set[tuple[str, str]] = field(default_factory=set)

    def everything(self) -> None:
        """As everybody of the cast, then as those who got a letter."""
        for who in CAST:
            browser = Browser(self.site.port, self.words, dict(self.site.cookies[who]))
            self.as_one(browser, [row.address.format(**self.site.ids) for row in shown_to(who)])
        self.site.done()
        self.the_invited()
        self.site.done()

    def as_one(self, browser: Browser, paths: list[str]) -> None:
        """All these pages, and where their forms lead."""
        todo, been = deque(paths), set(paths)
        while todo:
            for path in self.page(browser, todo.popleft()):
                if path not in been:
                    been.add(path)
                    todo.append(path)

    def page(self, browser: Browser, path: str) -> Iterator[str]:
        """Fill every form of a page; gives where they lead."""
        if not self._wanted(path):
            return
        answer = browser.get(self._with_a_question(path))
        self._note(answer, path)
        if answer.status != 200:
            return
        self.asked[route(path)] += 1
        for number, form in enumerate(forms_in(answer.body)):
            if any(said(one, "name") not in EXCEPT for one in text_fields(form)):
                self._look(form, path)
                if (leads := self._send(browser, path, form, number)) is not None:
                    yield leads

    def _wanted(self, path: str) -> bool:
        """Pages without a field are asked by two persons, and those with fields by a few more."""
        times = self.asked[route(path)]
        return times < ENOUGH if any(where == route(path) for where, _name in self.seen) else times < FIRST

    def _look(self, form: Tag, path: str) -> None:
        self.seen |= {(route(path), said(one, "name")) for one in text_fields(form)}

    def _with_a_question(self, path: str) -> str:
        planted = self.words.make("query", route(path), "?")
        return path + ("&" if "?" in path else "?") + urlencode({"planted": planted.value})

    def _send(self, browser: Browser, path: str, form: Tag, number: int) -> str | None:
        if path.split("?", maxsplit=1)[0] in WITHOUT:
            return None
        place = (route(path), str(number))
        if place not in self.tried:
            self.tried.add(place)
            self._badly(browser, path, form)
        sown = self._filled(browser, path, form)
        answer = self._sent(browser, sown)
        self._note(answer, path)
        good = answer.status in TAKEN and not answer.leads_to.startswith(("/sign-in", "/prove"))
        for name, planted in sown.planted.items():
            planted.accepted = good
            if good:
                self.reached.add((route(path), name))
            else:
                self.refused[route(path), name] = answer.status
        leads = urlsplit(urljoin(path, answer.leads_to)).path if answer.status in {302, 303} else ""
        return (
            leads
            if leads.startswith(("/start", "/d/")) and "exit" not in leads and route(leads) != route(path)
            else None
        )

    def _filled(self, browser: Browser, path: str, form: Tag) -> Sown:
        sown = fill(form, path, lambda sort, name: self.words.make(sort, route(path), name))
        if browser.secret and "old" in dict(sown.values):
            sown.put("old", browser.secret)
        return sown

    def _badly(self, browser: Browser, path: str, form: Tag) -> None:
        """Too long, and with a sign that nobody can see: it is refused, and told to nobody."""
        sown = self._filled(browser, path, form)
        for name, planted in sown.planted.items():
            sown.put(name, planted.value * 300 + "\x00\u202e")
        self._note(self._sent(browser, sown), path)

    def _sent(self, browser: Browser, sown: Sown) -> Answer:
        if sown.method == "get":
            return browser.get(sown.action.split("?")[0] + "?" + urlencode(sown.values))
        if sown.file:
            name = self.words.make("file name", route(sown.action), sown.file)
            inside = self.words.make("file", route(sown.action), sown.file)
            end, begin = (".zip", b"PK\x03\x04") if sown.action == "/bring-along/" else (".txt", b"")
            answer = browser.post_file(
                sown.action, sown.values, sown.file, (name.value + end, begin + inside.value.encode())
            )
            name.accepted = inside.accepted = answer.status in TAKEN
            return answer
        return browser.post(sown.action, sown.values)

    def _note(self, answer: Answer, path: str) -> None:
        if answer.status >= 500:
            self.broken.append(f"{answer.status} {route(path)}")

    def the_invited(self) -> None:
        """Those to whom a letter went make an account with that address, and answer; one yes and one no."""
        letters = [one for one in self.site.post.letters if "/letter/" in one.text]
        for letter in letters[:6]:
            address = next(path for path in LINK.findall(letter.text) if "/letter/" in path)
            browser = Browser(self.site.port, self.words)
            if self._join(browser, letter.to[0]):
                self._come_in(letter.to[0], browser.secret)
                self.as_one(browser, [address, "/account/", "/start/"])

    def _come_in(self, address: str, password: str) -> None:
        """Elsewhere, by address and password."""
        browser = Browser(self.site.port, self.words)
        form = next(one for one in forms_in(browser.get("/sign-in/").body) if text_fields(one))
        sown = fill(
            form, "/sign-in/", lambda sort, name: Planted(password if sort == "password" else address, sort, "", name)
        )
        if self._sent(browser, sown).status == 303:
            self.reached |= {("/sign-in/", name) for name in sown.planted}

    def _join(self, browser: Browser, address: str) -> bool:
        form = next(one for one in forms_in(browser.get("/sign-up/").body) if text_fields(one))
        sown = self._filled(browser, "/sign-up/", form)
        sown.put("email", address)
        if self._sent(browser, sown).status not in TAKEN:
            return False
        self.site.done()
        last = [one for one in self.site.post.letters if one.to == [address]][-1]
        found = [path for path in LINK.findall(last.text) if "/finish/" in path]
        if not found:
            return False
        for form in forms_in(browser.get(found[0]).body):
            if said(form, "action") in {"", found[0]}:
                finish = fill(form, found[0], lambda sort, name: sown.planted["password"])
                done = browser.post(finish.action, finish.values).status in TAKEN
                if done:
                    self.reached.add(("/finish/:/", "password"))
                    browser.secret = sown.planted["password"].value
                return done
        return False

    def unreached(self) -> set[tuple[str, str]]:
        """Fields that were seen, and in which nothing was ever taken."""
        return {one for one in self.seen - self.reached if one[1] not in EXCEPT}


def shown_to(who: str) -> list[Row]:
    """The pages that somebody may see, by the table."""
    place = CAST.index(who)
    return [row for row in ROWS if row.method == "GET" and row.statuses[place] == 200]


def route(path: str) -> str:
    """A path with what differs taken out."""
    return TOKEN.sub(r"\1/:/", UUID.sub(":", urlsplit(path).path))
