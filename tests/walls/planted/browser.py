"""A browser of the tests' own: cookies, forms and files over HTTP; whatever it says about itself is planted too."""

from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

from tests.walls.planted.words import Words


@dataclass
class Answer:
    """What came back. ``leads_to``: where it sends the browser on."""

    status: int
    leads_to: str
    body: bytes


@dataclass
class Browser:
    """Of one person. ``secret``: their password."""

    port: int
    words: Words
    cookies: dict[str, str] = field(default_factory=dict)
    secret: str = ""
    _open: HTTPConnection | None = None

    @property
    def origin(self) -> str:
        """The site."""
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str) -> Answer:
        """Ask a page."""
        return self._ask("GET", path, b"", {})

    def post(self, path: str, values: list[tuple[str, str]]) -> Answer:
        """Send a form."""
        body = urlencode(values).encode()
        return self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def post_file(self, path: str, values: list[tuple[str, str]], name: str, file: tuple[str, bytes]) -> Answer:
        """Send a form with a file, of that name and with these bytes."""
        line = "----planted-between"
        parts = [f'--{line}\r\nContent-Disposition: form-data; name="{one}"\r\n\r\n{what}\r\n' for one, what in values]
        head = f'--{line}\r\nContent-Disposition: form-data; name="{name}"; filename="{file[0]}"\r\n'
        head += "Content-Type: application/zip\r\n\r\n"
        body = "".join([*parts, head]).encode() + file[1] + f"\r\n--{line}--\r\n".encode()
        return self._ask("POST", path, body, {"Content-Type": f"multipart/form-data; boundary={line}"})

    def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        about = {
            "User-Agent": f"{self.words.mark} browser",
            "Referer": f"{self.origin}/{self.words.mark}-from/",
            "Origin": self.origin,
            "Accept-Language": "nl",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        parts = urlsplit(urljoin(self.origin + "/", path))
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        for attempt in range(2):
            try:
                return self._once(method, target, body, about | headers)
            except (HTTPException, OSError):
                self._open = None
                if attempt:
                    raise
        raise AssertionError

    def _once(self, method: str, target: str, body: bytes, headers: dict[str, str]) -> Answer:
        self._open = self._open or HTTPConnection("127.0.0.1", self.port, timeout=60)
        self._open.request(method, target, body or None, headers)
        answer = self._open.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return Answer(answer.status, answer.headers.get("Location") or "", answer.read())
