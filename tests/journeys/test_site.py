"""The site answers."""

import json

from playwright.sync_api import Page


def test_healthz_answers_without_signing_in(at: Page, site: str) -> None:
    answer = at.request.get(site + "/healthz")
    assert answer.status == 200
    assert json.loads(answer.text())["status"] == "ok"
