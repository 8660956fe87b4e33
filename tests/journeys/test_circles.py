"""Circles, and looking through somebody else's eyes."""

from playwright.sync_api import Page, expect
from tests.journeys.conftest import Come
from tests.journeys.support import press
from tests.support.family import Family
from tests.support.house import House
from tests.support.tables import cast

OWN, SECRET = "Mijn hol", "Ik ben verliefd"
ROOMS = ("", "journal/", "journal/write/", "plan/", "plan/history/", "table/", "table/circles/", "who-looked/")


def make_circle(page: Page, family: Family) -> None:
    page.goto(f"/d/{family.id}/table/")
    press(page, "Bekijk de kringen")
    press(page, "Maak een kring")
    page.get_by_label("Hoe heet deze kring?").fill("Zwemles")
    page.get_by_role("checkbox", name="Juf").check()
    expect(page.locator("main")).to_contain_text("Deze mensen zien het ook altijd:")
    press(page, "Maak de kring")
    expect(page.get_by_text("De kring is er.")).to_be_visible()


def write_into(page: Page, family: Family, circle: str, words: str) -> None:
    page.goto(f"/d/{family.id}/journal/write/")
    page.get_by_label("Wat wil je vertellen?").fill(words)
    page.get_by_role("radio", name=circle).check()
    press(page, "Zet het in het dagboek")
    expect(page.get_by_text("Het staat in het dagboek.")).to_be_visible()


def test_what_lies_in_a_circle_is_for_that_circle(come: Come, house: House) -> None:
    family = cast(house)
    ann, juf, oma = (come(family.people[name]) for name in ("Ann", "Juf", "Oma"))
    make_circle(ann, family)
    write_into(ann, family, "Zwemles", "Vrijdag diploma")
    juf.goto(f"/d/{family.id}/journal/")
    expect(juf.get_by_text("Vrijdag diploma")).to_be_visible()
    oma.goto(f"/d/{family.id}/journal/")
    expect(oma.get_by_text("Vrijdag diploma")).to_have_count(0)
    assert "Zwemles" not in oma.content()
    ann.goto(f"/d/{family.id}/table/circles/")
    press(ann, "Bekijk de kring: Zwemles")
    ann.locator("li", has_text="Juf").get_by_role("button", name="Haal eruit").click()
    expect(ann.get_by_text("Deze persoon ziet niet meer wat in deze kring ligt.")).to_be_visible()
    juf.reload()
    expect(juf.get_by_text("Vrijdag diploma")).to_have_count(0)


def test_nobody_notices_the_circle_of_a_fourteen_year_old(come: Come, house: House) -> None:
    family = cast(house)
    ann, bob, tess = (come(family.people[name]) for name in ("Ann", "Bob", "Tess"))
    before = everything(bob, family)
    tess.goto(f"/d/{family.id}/table/circles/")
    press(tess, "Maak een eigen kring")
    tess.get_by_label("Hoe heet deze kring?").fill(OWN)
    press(tess, "Maak de kring")
    write_into(tess, family, OWN, SECRET)
    for page in (ann, bob):
        for words in (OWN, SECRET, "Eva"):
            assert words not in everything(page, family)
    # To an owner nothing at all has changed, but that Tess was there.
    assert [line for line in before.splitlines() if "Tess" not in line and line] == [
        line for line in everything(bob, family).splitlines() if "Tess" not in line and line
    ]


def everything(page: Page, family: Family) -> str:
    """All that somebody sees in the rooms but the log, in words."""
    said = []
    for room in ROOMS[:-1]:
        page.goto(f"/d/{family.id}/{room}")
        said.append(page.locator("main").inner_text())
    return "\n".join(said)


def test_view_as_shows_their_pages_and_changes_nothing(come: Come, house: House) -> None:
    family = cast(house)
    ann, tess = come(family.people["Ann"]), come(family.people["Tess"])
    tess.goto(f"/d/{family.id}/table/circles/own/")
    tess.get_by_label("Hoe heet deze kring?").fill(OWN)
    press(tess, "Maak de kring")
    write_into(tess, family, OWN, SECRET)
    write_into(tess, family, "Iedereen aan tafel", "Voor allemaal")
    ann.goto(f"/d/{family.id}/table/seats/{family.seats['Tess']}/")
    press(ann, "Kijk door deze ogen")
    for room in ROOMS:
        answer = ann.goto(f"/d/{family.id}/{room}")
        if answer and answer.status == 404:
            assert room.endswith("write/")
            continue
        expect(ann.get_by_text("Je ziet nu wat Tess ziet.")).to_be_visible()
        assert OWN not in ann.content()
        assert SECRET not in ann.content()
        assert ann.locator("main form[method=post]:not([hidden])").count() == 0
    ann.goto(f"/d/{family.id}/journal/")
    expect(ann.get_by_text("Voor allemaal")).to_be_visible()
    token = ann.context.cookies()
    csrf = next(one["value"] for one in token if one["name"] == "csrftoken")
    form: dict[str, str | float | bool] = {"csrfmiddlewaretoken": csrf, "once": "01a202e3-1cca-7358-bf05-953048835424", "text": "x",
            "circle": str(family.table)}  # fmt: skip
    assert ann.request.post(f"/d/{family.id}/journal/write/", form=form).status == 404
    assert ann.request.post(f"/d/{family.id}/table/freeze/", form=form).status == 404
    press(ann, "Terug naar mijn eigen ogen")
    expect(ann.get_by_text("Je ziet nu wat Tess ziet.")).to_have_count(0)
    tess.goto(f"/d/{family.id}/who-looked/")
    expect(tess.get_by_text("Ann keek door de ogen van jou.").first).to_be_visible()
