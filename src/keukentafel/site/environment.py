"""Where things are and how we run: what an installation says by its environment, to which commands add."""

import os
import re
import secrets
import tomllib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from psycopg.conninfo import conninfo_to_dict

from keukentafel.site.postgres.outside import safe
from keukentafel.vault import Vault
from keukentafel.vault.house import DAYS
from keukentafel.vault.provider.choosing import Choice, WrongChoice, choose

NEAR: Final = frozenset({"localhost", "127.0.0.1", "::1"})
"""How this machine calls itself."""
MOST_DAYS: Final = 90
INCOMING: Final = re.compile(r"[a-z0-9.-]{1,12}@[a-z0-9-]+(\.[a-z0-9-]+)+")
MOST_BACKUP_DAYS: Final = 365
MOST_OF_ANYTHING: Final = 10**9
STATIC_HASHED = "whitenoise.storage.CompressedManifestStaticFilesStorage"
MOST_PAGES_OF_ONE: Final = 1_200
"""In ten minutes: two a second, which nobody reads and every machine passes."""
MOST_PAGES_OF_A_DEMO: Final = 50_000
"""No family is in a demo, and programs that try it out read fast."""


MOST_MB: Final = {"photo": 25, "document": 25, "voice": 25, "video": 100}
"""Megabytes of a file of each sort."""


@dataclass(frozen=True)
class Environment:
    """The folder with our data, the addresses of the database for each role, and how we run."""

    data: Path
    web_url: str
    worker_url: str
    """Of the worker's own doors; a web server needs none."""
    owner_url: str
    demo: bool
    debug: bool
    theme: str
    origin: str
    """The address that letters link to, like ``https://keukentafel.example``."""
    live: str
    """Where the streams of open pages are, like ``http://127.0.0.1:8001``; empty: at our own address."""
    exit_to: str
    """The harmless page that *exit now* leads to."""
    from_12: str
    """Who agrees to sharing about somebody of 12 to 15: "both" (the parents too), or "own" (they alone)."""
    identity: Path | None = None
    """The file that names providers of identities (``docs/signing-in.md``)."""
    proxies: list[str] = field(default_factory=list)
    """Addresses of our own proxies: what they say about the client (``X-Forwarded-For``, ``-Proto``) is believed."""
    mail_in: str = ""
    """The address whose letters a mail server gives to ``keukentafel mail-in``: what comes back, and answers."""
    push_here: bool = False
    """Whether browsers may name a push service in our own network: for trying it out, in a demo alone."""
    privacy_contact: str = ""
    """Whom one asks about one's data besides the family, in a line: the page "My data" shows it."""

    keep_for_professionals: bool = False
    """Whether professionals may let their own device keep pages for when there is no connection."""

    @classmethod
    def read(cls) -> "Environment":
        """Read ``KEUKENTAFEL_*``; ``web_url`` is empty where no database is needed."""
        get = os.environ.get
        return cls(
            data=Path(get("KEUKENTAFEL_DATA") or ".data").resolve(),
            web_url=get("KEUKENTAFEL_WEB_URL", ""),
            worker_url=get("KEUKENTAFEL_WORKER_URL", ""),
            owner_url=get("KEUKENTAFEL_OWNER_URL", ""),
            demo=get("KEUKENTAFEL_MODE") == "demo",
            debug=get("KEUKENTAFEL_DEBUG") == "1",
            theme=get("KEUKENTAFEL_THEME", "keukentafel"),
            origin=get("KEUKENTAFEL_ORIGIN", "http://127.0.0.1:8000"),
            live=get("KEUKENTAFEL_LIVE", "").rstrip("/"),
            keep_for_professionals=get("KEUKENTAFEL_KEEP_FOR_PROFESSIONALS") == "1",
            privacy_contact=get("KEUKENTAFEL_PRIVACY_CONTACT", ""),
            mail_in=get("KEUKENTAFEL_MAIL_IN", ""),
            push_here=get("KEUKENTAFEL_MODE") == "demo" and get("KEUKENTAFEL_PUSH_HERE") == "1",
            exit_to=get("KEUKENTAFEL_EXIT_URL", "https://www.buienradar.nl/"),
            identity=Path(get("KEUKENTAFEL_IDENTITY", "")) if get("KEUKENTAFEL_IDENTITY") else None,
            from_12="own" if get("KEUKENTAFEL_FROM_12") == "own" else "both",
            proxies=get("KEUKENTAFEL_PROXIES", "").replace(",", " ").split(),
        )

    @cached_property
    def provider(self) -> Choice:
        """Who keeps the key-encryption key."""
        get = os.environ.get
        token, authority = get("KEUKENTAFEL_KEYS_TOKEN_FILE"), get("KEUKENTAFEL_KEYS_CA")
        return Choice(
            kind=get("KEUKENTAFEL_KEYS") or "file",
            folder=Path(get("KEUKENTAFEL_KEYS_FOLDER") or self.keys),
            address=get("KEUKENTAFEL_KEYS_ADDRESS", ""),
            name=get("KEUKENTAFEL_KEYS_NAME") or "keukentafel",
            mount=get("KEUKENTAFEL_KEYS_MOUNT") or "transit",
            token_file=Path(token) if token else None,
            authority=Path(authority) if authority else None,
            plain_here=self.demo,
        )

    @cached_property
    def key_copies(self) -> tuple[Path, int]:
        """The folder of the key store's own backups, and how many days each is kept. Raises ``WrongChoice``."""
        days = self.number("KEUKENTAFEL_KEYS_DAYS", DAYS, most=MOST_DAYS)
        return Path(os.environ.get("KEUKENTAFEL_KEYS_COPIES") or self.keys / "copies"), days

    def vault(self) -> Vault:
        """The vault of this installation; asks nobody anything yet. Raises ``WrongChoice``."""
        copies, days = self.key_copies
        return Vault.in_folder(self.keys, choose(self.provider), copies=copies, days=days)

    @property
    def static_storage(self) -> str:
        """Names with a hash, cached for ever, where ``serve`` collected the files; plain names elsewhere (tests)."""
        hashed = (self.data / "static" / "staticfiles.json").exists()
        return STATIC_HASHED if hashed else "django.contrib.staticfiles.storage.StaticFilesStorage"

    @cached_property
    def keys(self) -> Path:
        """The folder with the key store; apart from the database."""
        return self.data / "keys"

    @cached_property
    def heads(self) -> Path:
        """Where the ends of the access log are put: best on another machine, where files are only added."""
        return Path(os.environ.get("KEUKENTAFEL_HEADS") or self.data / "heads").resolve()

    @cached_property
    def backups(self) -> Path:
        """Where backups of the database go."""
        return Path(os.environ.get("KEUKENTAFEL_BACKUPS") or self.data / "backups").resolve()

    @cached_property
    def backup_days(self) -> int:
        """How long backups of the database are kept; the municipality's own too, when it brings its own server.

        Raises ``WrongChoice``.
        """
        return self.number("KEUKENTAFEL_BACKUP_DAYS", 30, most=MOST_BACKUP_DAYS)

    @cached_property
    def files(self) -> Path:
        """The folder with sealed files; outside the database."""
        return Path(os.environ.get("KEUKENTAFEL_FILES") or self.data / "files")

    @cached_property
    def bucket(self) -> str:
        """Storage that speaks S3, in place of that folder; empty for none. Raises ``WrongChoice``."""
        said = os.environ.get("KEUKENTAFEL_FILES_S3", "")
        parts = urlsplit(said)
        near = parts.hostname in NEAR
        if said and (not parts.hostname or not parts.path.strip("/") or parts.username):
            raise WrongChoice(
                "KEUKENTAFEL_FILES_S3 is an address like https://storage.example/bucket, without a password."
            )
        if said and parts.scheme != "https" and not (parts.scheme == "http" and near):
            raise WrongChoice("KEUKENTAFEL_FILES_S3 must begin with https:// (http:// goes on this machine alone).")
        return said

    @cached_property
    def scanner(self) -> str:
        """The virus scanner (clamd): a path or ``host:port``; empty for none. Raises ``WrongChoice``."""
        said = os.environ.get("KEUKENTAFEL_CLAMD", "")
        host, _, port = said.rpartition(":")
        if said and not said.startswith("/") and not (host and port.isascii() and port.isdecimal()):
            raise WrongChoice(f"KEUKENTAFEL_CLAMD is {said!r}; it is a path like /run/clamav/clamd.ctl, or host:port.")
        if host and not said.startswith("/") and host.strip("[]") not in NEAR:
            raise WrongChoice("KEUKENTAFEL_CLAMD must be on this machine: files go there unsealed.")
        return said

    @property
    def mail(self) -> dict[str, Any]:
        """Django's settings of the mail server: by default that of this machine. Raises ``WrongChoice``."""
        from keukentafel.site.mail import MailServer

        authority = _readable("KEUKENTAFEL_MAIL_CA")
        secret = _readable("KEUKENTAFEL_MAIL_PASSWORD_FILE")
        password = secret.read_text().strip() if secret else ""
        address = os.environ.get("KEUKENTAFEL_MAIL") or "smtp://localhost"
        host = urlsplit(self.origin).hostname or ""
        sender = f"keukentafel@{host if host.strip('.0123456789') else 'localhost'}"
        said = MailServer.read(address, password=password, authority=authority).settings()
        return said | {"DEFAULT_FROM_EMAIL": os.environ.get("KEUKENTAFEL_MAIL_FROM") or sender}

    def checked(self) -> "Environment":
        """The same, when nothing that it says is unsafe. Raises ``WrongChoice`` or ``ClusterError``, in words."""
        for name, url in {
            "DATABASE_URL": os.environ.get("DATABASE_URL", ""),
            "KEUKENTAFEL_WEB_URL": self.web_url,
            "KEUKENTAFEL_WORKER_URL": self.worker_url,
            "KEUKENTAFEL_OWNER_URL": self.owner_url,
        }.items():
            if url:
                safe(url, name, demo=self.demo)
        if self.mail_in and not INCOMING.fullmatch(self.mail_in):
            raise WrongChoice(
                "KEUKENTAFEL_MAIL_IN has to be an e-mail address with at most 12 signs before the @, no +."
            )
        self.mail, self.vault(), self.bucket, self.scanner  # each says what is wrong with it
        self._terms_fit()
        return self

    @cached_property
    def jitsi(self) -> str:
        """The address of an own Jitsi for video calls, if there is one. Raises ``WrongChoice``."""
        address = os.environ.get("KEUKENTAFEL_JITSI", "").rstrip("/")
        parts = urlsplit(address)
        if address and (parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment):
            raise WrongChoice("KEUKENTAFEL_JITSI has to be an address like https://meet.example.org.")
        return address

    @cached_property
    def breached(self) -> Path | None:
        """A list of leaked passwords of the installation's own, one a line, beside those that we ship."""
        return _readable("KEUKENTAFEL_BREACHED")

    def _terms_fit(self) -> None:
        from keukentafel.look.plain import terms

        try:
            terms.with_house(self.terms)
        except terms.BadTerms as error:
            raise WrongChoice(f"KEUKENTAFEL_TERMS: {error}") from None

    @cached_property
    def terms(self) -> Path | None:
        """Terms that the house adds to those that we explain, changes or takes away."""
        return _readable("KEUKENTAFEL_TERMS")

    @cached_property
    def letters(self) -> Path:
        """Where the demo keeps the letters that it would have sent."""
        return self.data / "letters"

    @cached_property
    def hosts(self) -> list[str]:
        """The names by which we are asked: no page is built for another (a link in it would lead there)."""
        own = urlsplit(self.origin).hostname or ""
        return sorted({own, *(("localhost", "127.0.0.1", "[::1]") if self.demo else ())})

    @cached_property
    def identity_providers(self) -> list[dict[str, Any]]:
        """What the file of ``KEUKENTAFEL_IDENTITY`` says, a TOML list ``provider``; none without a file."""
        return list(tomllib.loads(self.identity.read_text()).get("provider", [])) if self.identity else []

    @staticmethod
    def number(name: str, otherwise: int, *, most: int = MOST_OF_ANYTHING) -> int:
        """A number that an installation may set, from 1 to ``most``. Raises ``WrongChoice``."""
        said = os.environ.get(name) or str(otherwise)
        if not (said.isascii() and said.isdecimal()) or not 1 <= int(said) <= most:
            raise WrongChoice(f"{name} is {said!r}; it can be 1 to {most:,}.")
        return int(said)

    def secret(self, name: str) -> str:
        """A secret of this installation, made the first time (file of mode 0600)."""
        path = self.keys / name
        self.keys.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text()
        with os.fdopen(handle, "w") as file:
            file.write(secret := secrets.token_urlsafe(48))
        return secret


def _readable(name: str) -> Path | None:
    """The file that a setting names, if it names one. Raises ``WrongChoice``."""
    named = os.environ.get(name)
    if named and not os.access(named, os.R_OK):
        raise WrongChoice(f"{name} names {named}, which can't be read.")
    return Path(named) if named else None


def database(url: str, **options: object) -> dict[str, object]:
    """Django's settings for a PostgreSQL address; for an empty one, a database that refuses every use."""
    if not url:
        return {"ENGINE": "django.db.backends.dummy"}
    parts = conninfo_to_dict(url)
    known = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    settings: dict[str, object] = {"ENGINE": "django.db.backends.postgresql"}
    settings |= {known[key]: value for key, value in parts.items() if key in known}
    settings["OPTIONS"] = options | {key: value for key, value in parts.items() if key not in known}
    return settings
