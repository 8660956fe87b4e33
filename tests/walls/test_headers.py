"""Every address of the site, asked by everybody: each header is on each answer, whatever the answer is."""

from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings
from django.db import OperationalError
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory, override_settings

from keukentafel.dossiers.models import new_id
from keukentafel.site import shield
from keukentafel.site.last_resort import guarded
from tests.support.family import Family
from tests.support.headers import ALWAYS, PERSONAL, SAFE, wrong, wrong_cookies
from tests.support.house import House
from tests.walls.house_of_pages import Pages
from tests.walls.test_every_address import ROWS, Row, routes
from tests.walls.test_over_http import ODD, paths

HTTPS: dict[str, Any] = {
    "SECURE": True, "SESSION_COOKIE_SECURE": True, "CSRF_COOKIE_SECURE": True, "ORIGIN": "https://testserver",
    "CSRF_TRUSTED_ORIGINS": ["https://testserver"], "COOKIE_PREFIX": "__Host-", "SESSION_COOKIE_NAME": "__Host-sessionid",
    "CSRF_COOKIE_NAME": "__Host-csrftoken", "LANGUAGE_COOKIE_NAME": "__Host-language",
    "READING_COOKIE_NAME": "__Host-reading",
}  # fmt: skip


NOBODYS = {"/app/nl/words.json"}
"""What our scripts say, the same for everybody: a browser may keep it for a day."""


def asked(pages: Pages, who: str, row: Row, *, safe: bool = False) -> Any:
    """Ask an address as somebody, and leave everything as it was."""
    client = Client()
    if who != "nobody":
        client.cookies.update(pages.browsers[who].cookies)
        client.cookies[settings.SESSION_COOKIE_NAME] = pages.browsers[who].cookies["sessionid"].value
    path, sent = row.address.format(**pages.ids), row.sent.format(**pages.ids)
    if row.method == "GET":
        answer = client.get(path, secure=safe)
    else:
        answer = client.post(path, sent, content_type="application/x-www-form-urlencoded", secure=safe)
    if answer.status_code == 303 or "/exit/" in path:
        pages.restore()
    return answer


@pytest.mark.parametrize(
    ("who", "safe"), [("Ann", True), ("Bo", False), ("Zed", True), ("nobody", False), ("nobody", True)]
)
def test_every_answer_of_every_address_has_every_header(pages: Pages, who: str, safe: bool) -> None:
    pages.restore()  # whoever was asked before may have ended sessions
    found, statuses, recording = [], set(), set()
    with override_settings(**HTTPS) if safe else override_settings():
        for row in ROWS:
            answer = asked(pages, who, row, safe=safe)
            statuses.add(answer.status_code)
            personal = row.address not in NOBODYS
            records = not answer.streaming and b" data-record " in answer.content
            recording |= {row.address} if records else set()
            missing = wrong(answer.headers, safe=safe, personal=personal, records=records)
            found += [f"{row.method} {row.address}: {name}" for name in missing]
            lines = [morsel.OutputString() for morsel in answer.cookies.values() if morsel.value]
            found += [f"{row.method} {row.address}: {line}" for line in wrong_cookies(lines, safe=safe)]
    assert found == []
    assert ("/d/{d}/journal/write/" in recording) is (who in ("Ann", "Bo"))
    assert {302, 404} <= statuses
    assert len(ROWS) > len(routes())


def test_a_header_that_is_left_out_is_found(house: House) -> None:
    """The check can fail: each header, taken away by itself, is told by its name."""
    with override_settings(**HTTPS):
        headers = dict(Client().get("/", secure=True).headers)
    assert wrong(headers, safe=True) == []
    for name in [*ALWAYS, *PERSONAL, *SAFE]:
        less = {key: value for key, value in headers.items() if key != name}
        if name.startswith("no other"):
            less["Access-Control-Allow-Origin"] = "*"
        assert wrong(less, safe=True) == [name]


@pytest.mark.parametrize("name", [name for name in [*ALWAYS, *PERSONAL] if not name.startswith("no other")])
def test_a_shield_that_forgets_one_is_found(house: House, name: str) -> None:
    """The same, planted in the site."""
    cover = shield.Cover.put_on

    def forgetful(self: shield.Cover, response: Any) -> Any:
        answer = cover(self, response)
        del answer.headers[name]
        return answer

    with patch.object(shield.Cover, "put_on", forgetful):
        assert wrong(Client().get("/").headers) == [name]


@pytest.mark.parametrize(
    "weak",
    [
        "default-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
        "default-src 'none'; script-src *; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
        "default-src 'none'; script-src 'self' https://a.example; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
        "default-src 'none'; script-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
        "default-src 'none'; object-src 'none'; frame-ancestors 'none'; form-action 'self'",
        "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'self'",
        "default-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    ],
)
def test_a_weak_policy_is_found(house: House, weak: str) -> None:
    headers = dict(Client().get("/").headers) | {"Content-Security-Policy": weak}
    assert wrong(headers) == ["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("line", "good"),
    [
        ("__Host-a=1; Path=/; Secure; HttpOnly; SameSite=Lax", True),
        ("a=1; Path=/; Secure; HttpOnly; SameSite=Lax", False),
        ("__Host-a=1; Path=/; HttpOnly; SameSite=Lax", False),
        ("__Host-a=1; Path=/; Secure; SameSite=Lax", False),
        ("__Host-a=1; Path=/; Secure; HttpOnly", False),
        ("__Host-a=1; Path=/d/; Secure; HttpOnly; SameSite=Lax", False),
        ("__Host-a=1; Path=/; Domain=a.example; Secure; HttpOnly; SameSite=Lax", False),
        ("__Host-a=1; Path=/; Secure; HttpOnly; SameSite=None", False),
    ],
)
def test_a_loose_cookie_is_found(line: str, good: bool) -> None:
    assert (wrong_cookies([line], safe=True) == []) is good


def test_odd_methods_and_what_never_was_have_them_too(house: House) -> None:
    family = Family(house)
    client = family.client("Ann")
    for path in paths(family):
        for method in ODD:
            assert wrong(client.generic(method, path).headers) == [], (method, path)
    for path in ("/nothing/", "/d/", "/static/nothing.css", "/%00", "/..%2f..%2fetc/passwd", "/healthz/"):
        answer = client.get(path)
        assert (answer.status_code, wrong(answer.headers)) == (404, []), path


def test_a_form_of_another_site_and_a_host_of_another_have_them_too(house: House) -> None:
    strict = Client(enforce_csrf_checks=True)
    forged = strict.post("/sign-in/", {"login": "x"})
    assert (forged.status_code, wrong(forged.headers)) == (403, [])
    with override_settings(ALLOWED_HOSTS=["tafel.example"]):
        other = Client().get("/", headers={"host": "evil.example"})
    assert (other.status_code, wrong(other.headers)) == (400, [])
    assert "evil.example" not in other.content.decode()


@pytest.mark.parametrize(
    ("limits", "sent"),
    [
        ({"DATA_UPLOAD_MAX_MEMORY_SIZE": 100}, {"login": "x" * 1000}),
        ({"DATA_UPLOAD_MAX_NUMBER_FIELDS": 5}, {f"f{number}": "x" for number in range(9)}),
    ],
)
def test_too_much_at_once_is_told_and_has_them_too(house: House, limits: dict[str, int], sent: dict[str, str]) -> None:
    with override_settings(**limits):
        answer = Client().post("/sign-in/", sent)
    assert (answer.status_code, wrong(answer.headers)) == (413, [])
    assert "te veel tegelijk" in answer.content.decode()


def test_our_own_mistake_has_them_too_and_tells_nothing(house: House) -> None:
    family = Family(house)
    client = family.client("Ann")
    client.raise_request_exception = False
    with patch("keukentafel.people.pages.show_page", side_effect=ValueError("Zwanenmeer")):
        answer = Client(raise_request_exception=False).get("/")
    assert (answer.status_code, wrong(answer.headers)) == (500, [])
    with patch("keukentafel.people.sessions.SessionStore.load", side_effect=ValueError("Zwanenmeer")):
        signed_in = client.get("/today/")
    assert (signed_in.status_code, wrong(signed_in.headers)) == (500, [])
    for one in (answer, signed_in):
        page = one.content.decode()
        assert "Hier ging iets stuk" in page
        assert not any(word in page for word in ("Zwanenmeer", "ValueError", "Traceback", "keukentafel/"))


def test_when_the_database_is_away_there_is_still_a_page(house: House) -> None:
    client = Family(house).client("Ann")
    client.raise_request_exception = False
    with patch("django.db.backends.base.base.BaseDatabaseWrapper.cursor", side_effect=OperationalError("Zwanenmeer")):
        for path in ("/today/", "/healthz", "/account/", f"/d/{new_id()}/plan/"):
            answer = client.get(path)
            assert answer.status_code in (500, 503), path
            assert (wrong(answer.headers), b"Zwanenmeer" in answer.content) == ([], False), path


def test_when_no_page_can_be_made_at_all_there_is_still_an_answer(caplog: pytest.LogCaptureFixture) -> None:
    def site(environ: Any, start_response: Any) -> Any:
        raise RuntimeError("Zwanenmeer")

    told: list[Any] = []
    with override_settings(**HTTPS):
        body = b"".join(guarded(site)({}, lambda status, headers: told.append((status, dict(headers)))))
    status, headers = told[0]
    assert status == "500 Internal Server Error"
    assert wrong(headers, safe=True) == []
    assert b"Hier ging iets stuk" in body
    assert "RuntimeError" in caplog.text
    assert "Zwanenmeer" not in caplog.text + body.decode()


def test_a_stream_and_a_download_have_them_too() -> None:
    """Whatever a later page answers with: it comes out through the same layer."""
    request = RequestFactory().get("/")
    stream = StreamingHttpResponse(iter([b"a"]), content_type="text/event-stream")
    given = HttpResponse(b"%PDF", content_type="application/pdf", headers={"Content-Disposition": "attachment"})
    loose = HttpResponse(b"", headers={"Content-Security-Policy": "default-src *", "X-Frame-Options": "ALLOWALL"})
    for answer in (stream, given, loose):
        covered = shield.Shield(lambda _request, answer=answer: answer)(request)  # type: ignore[misc]
        assert wrong(covered.headers) == []
        if answer is not loose:
            assert "sandbox" in covered.headers["Content-Security-Policy"]


def test_leaving_empties_the_browser(house: House) -> None:
    family = Family(house)
    out = family.client("Ann").post("/sign-out/")
    assert out.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert out.cookies["sessionid"]["max-age"] == 0
    gone = family.client("Ann").get("/exit/")
    assert gone.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert gone.headers["Referrer-Policy"] == "no-referrer"


def test_behind_tls_a_form_is_taken_and_a_forged_one_is_not(house: House) -> None:
    """TLS may end at a proxy: we are asked by http, and the browser says that the form came from https."""
    with override_settings(**HTTPS):
        client = Client(enforce_csrf_checks=True)
        client.get("/sign-in/")
        token = client.cookies["__Host-csrftoken"].value
        form = {"login": "a@example.org", "password": "x", "csrfmiddlewaretoken": token}
        own = client.post("/sign-in/", form, headers={"origin": "https://testserver"})
        forged = client.post("/sign-in/", form, headers={"origin": "https://evil.example"})
    assert (own.status_code, forged.status_code) == (422, 403)
