"""Exit now: gone, and nothing kept."""

from typing import Any

from django.test import RequestFactory, override_settings

from keukentafel.look.leave import exit_now


class Session(dict[str, Any]):
    """A session that remembers whether it was emptied."""

    flushed = False

    def flush(self) -> None:
        self.flushed = True


def test_it_ends_the_session_and_clears_the_browser() -> None:
    request = RequestFactory(enforce_csrf_checks=True).post("/weg/")
    request.session = Session()  # type: ignore[assignment]
    answer = exit_now(request)
    assert request.session.flushed  # type: ignore[attr-defined]
    assert answer.status_code == 302
    assert answer["Location"].startswith("https://")
    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert answer["Cache-Control"] == "no-store"


@override_settings(KEUKENTAFEL_EXIT_TO="https://example.org/weather")
def test_the_harmless_page_is_a_setting() -> None:
    assert exit_now(RequestFactory().post("/weg/"))["Location"] == "https://example.org/weather"


def test_a_link_alone_does_nothing() -> None:
    assert exit_now(RequestFactory().get("/weg/")).status_code == 405
