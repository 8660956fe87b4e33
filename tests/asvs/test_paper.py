"""What the ASVS wants on paper stands in `docs/security/rules.md`, with the figures of the code: old paper is found."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from procrastinate.contrib.django import app

from keukentafel.access.laying import SQL
from keukentafel.dossiers.forms import FIRST_YEAR, LAST_YEAR
from keukentafel.exchange import archives, arrivals, zipped
from keukentafel.exchange.book import SHOWN
from keukentafel.exchange.checking import LONGEST_PART
from keukentafel.people import joining, pace, passwords, throttle
from keukentafel.people.factors import links, spare
from keukentafel.people.oidc import providers
from keukentafel.site import shield
from keukentafel.site.environment import MOST_PAGES_OF_A_DEMO, MOST_PAGES_OF_ONE
from keukentafel.site.jobs import KEPT_JOBS
from tests.asvs.code import ROOT
from tests.asvs.test_v11_v13_keys_and_settings import CALLS_OUT

RULES = (ROOT / "docs" / "security" / "rules.md").read_text()


def chapter(name: str) -> str:
    """The text under a heading; an error when there is none, or next to nothing in it."""
    found = re.search(rf"^## {re.escape(name)}\n(.*?)(?=^## |\Z)", RULES, re.DOTALL | re.MULTILINE)
    assert found, name
    assert len(found[1].split()) > 40, f"too little under {name}"
    return found[1]


def names(text: str, *words: object) -> bool:
    """Whether all of these are in it."""
    missing = [word for word in words if str(word) not in text]
    assert missing == []
    return True


def test_what_may_be_put_in() -> None:
    assert names(chapter("What may be put in"), "200", "2,000", "20,000", FIRST_YEAR, LAST_YEAR, "dossiers/words.py")


def test_what_must_fit_together() -> None:
    assert names(chapter("What must fit together"), "birth date", "circle", "version")


def test_how_much_and_how_often() -> None:
    text = chapter("How much, and how often")
    assert names(text, throttle.WRONG.most, throttle.WRONG.minutes, throttle.LETTERS.most, throttle.LETTERS.minutes)
    assert names(text, settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024 // 1024)


def test_who_may_do_what() -> None:
    assert names(
        chapter("Who may do what, and with which field"), "access/sql/rule.sql", "tests/walls/table.py", "birth date"
    )


def test_whom_we_speak_to() -> None:
    text = chapter("Whom we speak to")
    assert names(
        text,
        *(name for name in CALLS_OUT if not name.startswith(("site/measuring", "site/faults"))),
        "mail",
    )
    assert names(text, "KEUKENTAFEL_PROXIES", "TLS", shield.TWO_YEARS)


def test_keys_and_what_seals() -> None:
    assert names(
        chapter("Keys, and what seals"), "AES-256-GCM", "AES-SIV", "HKDF", "Argon2id", "HMAC", "rotate", "destroy"
    )


def test_what_is_sensitive() -> None:
    assert names(chapter("What is sensitive"), "secret", "personal", "open", "docs/privacy/register.md")


def test_what_is_heavy() -> None:
    assert names(chapter("What is heavy"), "fridge", "Argon2id", "job", f"at most {settings.POOL['timeout']} seconds")


def test_how_fast_we_renew() -> None:
    assert names(chapter("How fast we renew"), "days", "requirements.lock", "package-lock.json")


def test_what_is_logged_where() -> None:
    assert names(chapter("What is logged where"), "access log", "UTC", "PostgreSQL", "stderr", "kept")


def test_paper_without_figures_is_found() -> None:
    with pytest.raises(AssertionError):
        names("a chapter", "42")
    with pytest.raises(AssertionError):
        chapter("A chapter that is not there")


def test_signing_in() -> None:
    text = chapter("Signing in")
    assert names(text, "0010", "0011", "passkey", "spare codes", "link", "password", "Professionals need two factors")
    assert names(text, f"{providers.SIGNED_IN} minutes", "most_minutes")
    limits = (throttle.WRONG, throttle.ADDRESS, throttle.CLIENT, throttle.CODE, throttle.CODES)
    assert names(text, *(one.most for one in limits), f"{links.LASTS.seconds // 60} minutes, once", spare_words())
    assert names(text, *stays())


def spare_words() -> str:
    """How many there are, in words."""
    return {10: "ten spare codes"}[spare.HOW_MANY]


def stays() -> list[str]:
    """How long sessions last, as the text says it."""
    said = settings.SESSION_LIMITS
    idle = [f"{said['professional'][0]} minutes", f"{said['family'][0]} minutes", f"{said['kept'][0] // 1440} days"]
    most = [
        f"{said['professional'][1] // 60} hours",
        f"{said['family'][1] // 60} hours",
        f"{said['kept'][1] // 1440} days",
    ]
    return idle + most


def test_files() -> None:
    text = chapter("Files")
    most = (settings.BRING_MOST_BYTES, settings.BRING_MOST_CONTENT, settings.BRING_MOST_FILE)
    assert names(text, *(f"{one // 1_000_000:,} MB" for one in most))
    assert names(text, f"{settings.BRING_MOST_ENTRIES:,}", f"{settings.BRING_MOST_ITEMS:,}")
    assert names(
        text, f"{zipped.MOST_SQUEEZED} times", f"{zipped.FREE // 1_000_000} MB", f"{LONGEST_PART // 1_000_000} MB"
    )
    assert names(text, "first bytes", "dossiers/media.py", ".bin", "attachment", "KEUKENTAFEL_CLAMD")
    assert names(text, *(f"{one // 1_000_000} MB" for one in settings.FILES_MOST.values()), settings.FILES_MOST_AT_ONCE)
    assert names(text, f"{settings.FILES_MOST_OF_ALL // 1_000_000:,} MB")
    assert names(text, f"{settings.FILES_MOST_DOTS // 1_000_000} megapixels", "media/drawing.py", "media/signs.py")
    assert names(chapter("Keys, and what seals"), f"N={zipped.ROUNDS}", f"p={zipped.TURNS}", "10^18", "72 bits")
    assert names(text, *(sort.removeprefix("image/").upper().replace("WEBP", "WebP") for sort in SHOWN))


def test_how_much_one_person_may_ask() -> None:
    text = chapter("How much, and how often")
    assert names(
        text, f"{MOST_PAGES_OF_ONE:,} pages in {pace.WINDOW // 60} minutes", f"{MOST_PAGES_OF_A_DEMO:,}", "ten"
    )
    assert pace.BY_ITSELF == 10
    assert names(text, f"{throttle.COPIES.most} copies", f"{throttle.COPIES.minutes} minutes")


def test_what_goes_by_itself() -> None:
    text = chapter("What goes by itself")
    clocks: dict[tuple[str, str], Any] = app.periodic_registry.periodic_tasks
    every = {name: task.cron for (name, _), task in clocks.items()}
    for name, cron in {
        "exchange.tidy": "*/10 * * * *", "site.tidy": "37 * * * *", "keys.back_up": "17 3 * * *", "table.carry_out": "*/10 * * * *",
    }.items():  # fmt: skip
        assert every[name] == cron
        assert names(text, name)
    for lasts in (archives.LASTS, arrivals.LASTS, joining.LASTS):
        assert lasts == timedelta(hours=24)
    assert timedelta(hours=KEPT_JOBS) == timedelta(days=30)
    assert names((SQL / "overdue.sql").read_text(), "interval '30 days'", "interval '1 year'")


def test_where_logs_go() -> None:
    assert names(
        chapter("What is logged where"),
        "KEUKENTAFEL_HEADS",
        "TLS",
        "TrustedCertificateFile",
        "RFC 5425",
        "five minutes",
    )


def test_passwords() -> None:
    text = chapter("Passwords")
    assert names(
        text,
        f"{len(passwords.leaked()):,}",
        f"{passwords.MOST // 1024**2} MB",
        "people/passwords.py",
        "At least 10 signs",
    )
