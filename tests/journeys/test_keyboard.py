"""By keyboard alone: everything can be reached, one sees where one is, and nothing lies over it."""

import pytest
from playwright.sync_api import Page
from tests.journeys.conftest import Come
from tests.support.house import House
from tests.support.journal import Cast
from tests.support.plans import planned

# One stop for each thing; of radio buttons that belong together one has the focus.
STOPS = """() => {
  const shown = one => one.checkVisibility({visibilityProperty: true}) && !one.closest('[inert]');
  const groups = new Set();
  return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
    .filter(one => !one.disabled && shown(one) && one.tabIndex >= 0)
    .filter(one => one.type !== 'radio' || (!groups.has(one.name) && groups.add(one.name))).length;
}"""
HERE = """() => {
  const one = document.activeElement;
  if (!one || one === document.body || one === document.documentElement) return null;
  // A radio button or tick box may show the focus on the card around it.
  const seen = [one, one.closest('label')].filter(Boolean).some(at => {
    const style = getComputedStyle(at);
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none';
  });
  const box = (one.closest('label') ?? one).getBoundingClientRect();
  const spots = [[.5, .5], [.1, .5], [.9, .5], [.5, .2], [.5, .8]].map(([x, y]) =>
    document.elementFromPoint(box.left + box.width * x, box.top + box.height * y));
  const free = spots.some(at => at && (at.contains(one) || one.contains(at) || one.closest('label')?.contains(at)));
  one.dataset.been = (Number(one.dataset.been) || 0) + 1;
  return {what: one.outerHTML.slice(0, 110), seen, free, again: Number(one.dataset.been) > 1,
          over: spots[0]?.outerHTML.slice(0, 80) ?? 'nothing', box: [box.left, box.top, box.width, box.height]};
}"""


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(
    "room", ["", "journal/", "journal/write/", "plan/", "plan/goals/new/", "table/", "who-looked/"]
)
def test_everything_by_tab(come: Come, house: House, room: str, width: int) -> None:
    family = Cast(house)
    planned(family, "Ann", "table")
    page = come(family.people["Ann"], viewport={"width": width, "height": 740}, reduced_motion="reduce")
    page.goto(f"/d/{family.id}/{room}")
    stops, wrong = walk(page)
    assert not wrong, "\n".join(wrong)
    assert stops == page.evaluate(STOPS)


def walk(page: Page) -> tuple[int, list[str]]:
    """How many stops there are until the first comes again, and what was not to be seen."""
    wrong: list[str] = []
    for stops in range(300):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if here is None or here["again"]:
            return stops, wrong
        if not here["seen"]:
            wrong.append(f"no focus to be seen: {here['what']}")
        if not here["free"]:
            wrong.append(f"{here['over']} lies over it: {here['what']} at {here['box']}")
    raise AssertionError("no end")
