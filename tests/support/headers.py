"""What every answer must carry, written apart from the site: each line is asked of an answer by itself."""

import re
from collections.abc import Callable, Iterable
from typing import Any

SOURCES = ("script-src", "style-src", "img-src", "font-src", "connect-src", "media-src", "manifest-src", "default-src")
Headers = Any
"""Whatever is asked by name in any case of letters, of Django or of the standard library."""
OWN = {"'self'", "'none'"}


def policy(headers: Headers) -> dict[str, set[str]]:
    """The content security policy, taken apart."""
    parts = [part.split() for part in headers.get("Content-Security-Policy", "").split(";") if part.strip()]
    return {name: set(values) for name, *values in parts}


def _guarded(headers: Headers) -> bool:
    """No script, style or anything else but our own; nothing that is marked unsafe; no wildcard."""
    found = policy(headers)
    loose = [one for name in SOURCES for one in found.get(name, set()) - OWN if (name, one) != ("img-src", "data:")]
    return (
        found.get("default-src") == {"'none'"}
        and found.get("object-src") == {"'none'"}
        and found.get("base-uri") == {"'none'"}
        and found.get("frame-ancestors") == {"'none'"}
        and "form-action" in found
        and not loose
        and not re.search(r"unsafe|\*|nonce|sha\d", headers["Content-Security-Policy"])
    )


def _off(headers: Headers) -> bool:
    return _nearly_off(headers) and "microphone=()" in _powers(headers)


def _hearing(headers: Headers) -> bool:
    """For us alone, and not for what might ever be framed."""
    return _nearly_off(headers) and "microphone=(self)" in _powers(headers)


def _nearly_off(headers: Headers) -> bool:
    return {f"{power}=()" for power in ("camera", "geolocation", "usb", "payment")} <= _powers(headers)


def _powers(headers: Headers) -> set[str]:
    return set(headers.get("Permissions-Policy", "").split(", "))


ALWAYS: dict[str, Callable[[Headers], bool]] = {
    "Content-Security-Policy": _guarded,
    "X-Content-Type-Options": lambda headers: headers.get("X-Content-Type-Options") == "nosniff",
    "X-Frame-Options": lambda headers: headers.get("X-Frame-Options") == "DENY",
    "Referrer-Policy": lambda headers: headers.get("Referrer-Policy") in ("same-origin", "no-referrer"),
    "Permissions-Policy": _off,
    "Cross-Origin-Opener-Policy": lambda headers: headers.get("Cross-Origin-Opener-Policy") == "same-origin",
    "Cross-Origin-Resource-Policy": lambda headers: headers.get("Cross-Origin-Resource-Policy") == "same-origin",
    "no other site may read it": lambda headers: "Access-Control-Allow-Origin" not in headers,
}
PERSONAL = {"Cache-Control": lambda headers: headers.get("Cache-Control") == "no-store"}
RECORDS = {"Permissions-Policy": _hearing}
"""Where a voice message can be recorded, and nowhere else."""
SAFE = {"Strict-Transport-Security": lambda headers: _kept_safe(headers.get("Strict-Transport-Security", ""))}


def _kept_safe(value: str) -> bool:
    """At least a year, and for names below ours too (ASVS 3.4.1)."""
    age = re.fullmatch(r"max-age=(\d+); includeSubDomains", value)
    return age is not None and int(age[1]) >= 31_536_000


def wrong(headers: Headers, *, safe: bool = False, personal: bool = True, records: bool = False) -> list[str]:
    """The headers that are missing or too weak.

    ``safe``: it came over TLS; ``personal``: kept nowhere; ``records``: the page has what a voice is recorded with.
    """
    asked = ALWAYS | (RECORDS if records else {}) | (PERSONAL if personal else {}) | (SAFE if safe else {})
    return [name for name, holds in asked.items() if not holds(headers)]


def wrong_cookies(lines: Iterable[str], *, safe: bool = False) -> list[str]:
    """The ``Set-Cookie`` lines that scripts, other hosts or other sites could use."""
    return [line for line in lines if not _bound(line, safe=safe)]


def _bound(line: str, *, safe: bool) -> bool:
    parts = [part.strip() for part in line.split(";")]
    rest = {part.lower() for part in parts[1:]}
    here = {"httponly", "path=/"} <= rest and bool({"samesite=lax", "samesite=strict"} & rest)
    alone = not any(part.startswith("domain=") for part in rest)
    return here and alone and (not safe or (parts[0].startswith("__Host-") and "secure" in rest))
