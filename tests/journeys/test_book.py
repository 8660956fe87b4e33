"""The pages of an archive, opened from a folder in Chromium: nothing asked of the network, nothing wrong for anybody."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from tests.support.exchange import opened, rich, take
from tests.support.house import House


@pytest.mark.usefixtures("files_folder")
@pytest.mark.parametrize(("width", "dark"), [(360, False), (1280, True)])
def test_a_taken_dossier_is_read_without_us(
    house: House, browser: Browser, tmp_path: Path, width: int, dark: bool
) -> None:
    here = tmp_path / "taken"
    for name, block in opened(take(rich(house), "Ann")).items():
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        (here / name).write_bytes(block)
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light")
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((here / "index.html").as_uri())
    links = {link.evaluate("one => one.href") for link in page.locator("main a").all()}
    assert len(links) >= 3
    for address in [page.url, *sorted(links)]:
        page.goto(address)
        assert page.evaluate("document.documentElement.lang") == "nl"
        assert page.locator("h1").count() == 1
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        assert page.locator("script, link[rel=stylesheet], iframe").count() == 0
        assert page.evaluate("getComputedStyle(document.querySelector('main')).maxWidth") != "none", (
            "the style is blocked"
        )
        assert [one["id"] for one in Axe().run(page).response["violations"]] == [], address
    assert [url for url in asked if not url.startswith(here.as_uri())] == []
    context.close()
