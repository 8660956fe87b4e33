"""The real server: static files, errors below Django, TLS, and what Chromium makes of it all."""

import socket
import ssl
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser
from tests.journeys.serving import Certificate
from tests.support.family import person
from tests.support.headers import wrong
from tests.support.house import House

from keukentafel.site.environment import Environment

PASSWORD = "drie woorden samen"


def ask(address: str, certificate: Certificate | None = None, **headers: str) -> Any:
    """An answer, errors too."""
    wanted = urllib.request.Request(address, headers=headers)
    try:
        return urllib.request.urlopen(wanted, timeout=10, context=certificate.trusting if certificate else None)
    except urllib.error.HTTPError as answer:
        return answer


def files() -> list[str]:
    """One static file of each sort, by the name with a hash."""
    folder = Environment.read().data / "static"
    newest = {path.suffix: path for path in sorted(folder.rglob("*.*")) if path.suffix not in (".br", ".gz", ".json")}
    return [f"/static/{path.relative_to(folder).as_posix()}" for path in newest.values()]


@pytest.mark.parametrize("safe", [False, True], ids=["http", "https"])
def test_static_files_have_every_header(request: pytest.FixtureRequest, safe: bool, certificate: Certificate) -> None:
    site = request.getfixturevalue("safe_site" if safe else "site")
    trusted = certificate if safe else None
    sorts = files()
    assert {Path(one).suffix for one in sorts} >= {".css", ".js", ".svg", ".woff2"}
    for one in sorts:
        answer = ask(site + one, trusted)
        assert (answer.status, wrong(answer.headers, safe=safe, personal=False)) == (200, []), one
        assert "charset" in answer.headers["Content-Type"] or not answer.headers["Content-Type"].startswith("text/")
        again = ask(site + one, trusted, **{"If-Modified-Since": answer.headers["Last-Modified"]})
        assert (again.status, wrong(again.headers, safe=safe, personal=False)) == (304, []), one
    for path in ("/static/", "/static/built/", "/.git/config", "/static/../settings.py"):
        answer = ask(site + path, trusted)
        assert (answer.status, wrong(answer.headers, safe=safe)) == (404, []), path


def test_every_sort_of_error_over_tls(safe_site: str, certificate: Certificate, house: House) -> None:
    for path, status in (("/healthz", 200), ("/nothing/", 404), ("/sign-out/", 405), ("/today/", 302)):
        answer = _without_following(safe_site + path, certificate)
        assert (answer.status, wrong(answer.headers, safe=True)) == (status, []), path
    other = ask(safe_site, certificate, Host="evil.example")
    assert (other.status, wrong(other.headers, safe=True)) == (400, [])
    trace = urllib.request.Request(safe_site, method="TRACE")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(trace, context=certificate.trusting)
    assert (refused.value.code, wrong(refused.value.headers, safe=True)) == (405, [])


def _without_following(address: str, certificate: Certificate) -> Any:
    class Still(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: Any) -> None:
            return None

    opener = urllib.request.build_opener(Still, urllib.request.HTTPSHandler(context=certificate.trusting))
    try:
        return opener.open(address, timeout=10)
    except urllib.error.HTTPError as answer:
        return answer


@pytest.mark.parametrize(
    "words",
    [
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nbad header\r\n\r\n",
        b"NONSENSE\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 500_000 + b"\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n12345",
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\nzz\r\n",
    ],
    ids=["no colon", "nonsense", "too long", "two lengths", "no chunk"],
)
def test_what_is_no_request_is_refused_below_us_with_nothing_in_it(site: str, words: bytes) -> None:
    """These never reach the site: the server refuses them with an empty answer, which no browser shows or runs."""
    head, body, status = _raw(site, words)
    assert status in (400, 413, 431, 404, 405, 403) or head == b""
    if b"content-security-policy" not in head.lower():
        assert body == b""


def _raw(site: str, words: bytes) -> tuple[bytes, bytes, int]:
    with socket.create_connection((urlsplit(site).hostname or "", urlsplit(site).port or 0), timeout=5) as line:
        try:
            line.sendall(words)
            line.shutdown(socket.SHUT_WR)
        except OSError:
            pass
        got = b""
        try:
            while more := line.recv(65536):
                got += more
        except OSError:
            pass
    head, _, body = got.partition(b"\r\n\r\n")
    return head, body, int(head.split()[1]) if head.startswith(b"HTTP/") else 0


def test_only_tls_1_2_and_1_3_with_forward_secrecy(safe_site: str, certificate: Certificate) -> None:
    address = (urlsplit(safe_site).hostname or "", urlsplit(safe_site).port or 0)

    def shake(context: ssl.SSLContext) -> tuple[str, str]:
        with (
            socket.create_connection(address, timeout=5) as line,
            context.wrap_socket(line, server_hostname="127.0.0.1") as safe,
        ):
            return safe.version() or "", (safe.cipher() or ("", "", 0))[0]

    assert shake(certificate.trusting)[0] == "TLSv1.3", "the newest is preferred"
    older = certificate.trusting
    older.maximum_version = ssl.TLSVersion.TLSv1_2
    assert shake(older)[1].startswith("ECDHE-")
    for weak in ("AES128-SHA", "AES256-GCM-SHA384", "ECDHE-ECDSA-AES128-SHA"):
        poor = certificate.trusting
        poor.maximum_version = ssl.TLSVersion.TLSv1_2
        poor.set_ciphers(f"{weak}:@SECLEVEL=0")
        with pytest.raises((ssl.SSLError, ConnectionError)):
            shake(poor)
    ancient = certificate.trusting
    ancient.minimum_version = ancient.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises((ssl.SSLError, ConnectionError)):
        shake(ancient)
    with pytest.raises((ssl.SSLError, ConnectionError)):
        shake(ssl.create_default_context())
    _, _, status = _raw(safe_site, b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    assert status == 0, "plain http is not answered on that port"


def test_signing_in_with_cookies_of_this_host_alone(safe_site: str, site: str, house: House, browser: Browser) -> None:
    """In a real Chromium over TLS; and on plain http with plain cookies, for every client."""
    person("Ann", password=PASSWORD)
    for origin, prefix in ((safe_site, "__Host-"), (site, "")):
        context = browser.new_context(base_url=origin, ignore_https_errors=True)
        page = context.new_page()
        page.goto("/sign-in/")
        page.fill("[name=login]", "ann@example.org")
        page.fill("[name=password]", PASSWORD)
        page.locator("main form button[type=submit]").last.click()
        page.wait_for_url("**/today/")
        names = {cookie["name"] for cookie in context.cookies()}
        assert {prefix + "sessionid", prefix + "csrftoken", prefix + "language"} <= names
        assert all(name.startswith(prefix) for name in names)
        assert all(cookie["httpOnly"] and cookie["sameSite"] == "Lax" for cookie in context.cookies())
        assert all((cookie["secure"], cookie["path"]) == (bool(prefix), "/") for cookie in context.cookies())
        assert page.evaluate("document.cookie") == ""
        context.close()


def test_a_proxy_of_ours_is_believed_about_the_client_and_nobody_else(whole_house: House, site: str) -> None:
    """What decides on throttling is the client's own address, not one that a client makes up."""
    script = (
        "from keukentafel.site.last_resort import behind\n"
        "def site(environ, start): return [environ['REMOTE_ADDR'].encode(), environ['wsgi.url_scheme'].encode()]\n"
        "def told(proxies, peer): return behind(proxies, site)(\n"
        "    {'REMOTE_ADDR': peer, 'wsgi.url_scheme': 'http', 'HTTP_X_FORWARDED_FOR': '6.6.6.6, 9.9.9.9',\n"
        "     'HTTP_X_FORWARDED_PROTO': 'https'}, None)\n"
        "assert told([], '10.0.0.1') == [b'10.0.0.1', b'http']\n"
        "assert told(['10.0.0.1'], '10.0.0.1') == [b'9.9.9.9', b'https']\n"
        "assert told(['10.0.0.1'], '10.0.0.2') == [b'10.0.0.2', b'http']\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
