"""From nothing to one's own table: an account, a dossier, the first who belong to it."""

from playwright.sync_api import Page, expect
from tests.journeys.conftest import Come
from tests.journeys.support import PHONE, open_newest_letter, press, too_wide
from tests.support.house import House

SECRET = "drie gele eenden"


def make_account(page: Page, name: str, address: str) -> None:
    """From the first page to one's own (empty) list of tables."""
    page.goto("/")
    press(page, "Begin een tafel")
    page.get_by_label("Hoe heet je?").fill(name)
    page.get_by_label("E-mailadres").fill(address)
    page.get_by_label("Kies een wachtwoord").fill(SECRET)
    press(page, "Maak een account")
    expect(page.get_by_role("heading", name="Kijk in je mail")).to_be_visible()
    expect(page.get_by_role("link", name="Lees de brieven hier")).to_be_visible()
    open_newest_letter(page)
    press(page, "Maak mijn account af")
    expect(page.get_by_role("heading", name="Mijn tafels")).to_be_visible()


def start_table(page: Page, family: str, me: str) -> None:
    """Two questions, and there is a table."""
    press(page, "Begin een tafel")
    page.get_by_label("Naam van je gezin").fill(family)
    press(page, "Verder")
    expect(page.get_by_label("Je naam aan tafel")).to_have_value(me)
    page.get_by_label("Een ouder").check()
    page.get_by_label("Hoe noemen ze je?").fill("mama")
    press(page, "Begin onze tafel")
    expect(page.get_by_role("heading", name="Wie hoort er bij jullie?")).to_be_visible()


def lay_place(page: Page, name: str, born: str) -> None:
    """A place for a child without an account."""
    page.get_by_label("Naam", exact=True).fill(name)
    page.get_by_label("Een kind of jongere").check()
    page.get_by_label("Geboortedatum").fill(born)
    press(page, "Dek een plek")
    expect(page.get_by_role("status")).to_contain_text(f"{name} zit aan tafel.")


def enter(page: Page, room: str) -> None:
    """Through a door of the bottom bar; those that do not fit stand behind "More"."""
    doors = page.get_by_role("navigation", name="Kamers van dit dossier")
    door, more = doors.get_by_role("link", name=room), doors.get_by_role("button", name="Meer")
    expect(more).to_be_visible()
    if not door.is_visible():
        more.click()
    door.click()
    here = doors.get_by_role("link", name=room, include_hidden=True)
    expect(here).to_have_attribute("aria-current", "page")


def test_a_family_with_two_children(come: Come) -> None:
    page = come()
    make_account(page, "Rana", "rana@example.org")
    start_table(page, "Familie Yılmaz", "Rana")
    lay_place(page, "Sami", "2019-05-01")
    lay_place(page, "Ömer", "2022-11-30")
    press(page, "Naar onze tafel")
    expect(page.get_by_role("heading", name="Hallo Rana")).to_be_visible()
    for name in ("Sami", "Ömer", "Rana"):
        expect(page.get_by_role("img", name="De tafel en wie eraan zitten")).to_contain_text(name)
    expect(page.get_by_text("Je zit nog alleen")).to_have_count(0)
    expect(page.get_by_role("navigation", name="Kamers van dit dossier").get_by_role("link")).to_have_count(9)


def test_a_family_of_one_on_a_phone(come: Come) -> None:
    page = come(**PHONE)
    make_account(page, "Kim", "kim@example.org")
    start_table(page, "Ik", "Kim")
    assert not too_wide(page)
    press(page, "Naar onze tafel")
    expect(page.get_by_role("heading", name="Hallo Kim")).to_be_visible()
    expect(page.get_by_text("Je zit nog alleen")).to_be_visible()
    for room in ("Dagboek", "Plan", "Tafel", "Wie keek?"):
        enter(page, room)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert not too_wide(page)


def test_in_english_all_the_way(come: Come) -> None:
    page = come()
    page.goto("/")
    press(page, "English")
    press(page, "Start a table")
    page.get_by_label("What is your name?").fill("Hiba")
    page.get_by_label("E-mail address").fill("hiba@example.org")
    page.get_by_label("Choose a password").fill(SECRET)
    press(page, "Make an account")
    open_newest_letter(page)
    press(page, "Finish my account")
    press(page, "Start a table")
    page.get_by_label("Name of your family").fill("Us two")
    press(page, "Next")
    page.get_by_label("A parent").check()
    press(page, "Start our table")
    expect(page.get_by_role("heading", name="Who belongs to your family?")).to_be_visible()


def test_back_and_back_again(come: Come) -> None:
    page = come(**PHONE)
    make_account(page, "Rana", "rana@example.org")
    press(page, "Begin een tafel")
    page.get_by_label("Naam van je gezin").fill("Familie Yılmaz")
    press(page, "Verder")
    page.get_by_label("Een jongere").check()
    page.get_by_label("Hoe noemen ze je?").fill("oudste dochter")
    press(page, "Begin onze tafel")
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Je geboortedatum").fill("2001-02-03")
    press(page, "Begin onze tafel")
    expect(page.get_by_role("heading", name="Wie hoort er bij jullie?")).to_be_visible()
    for _step in range(2):  # to the second question, once for the mistake and once for how it was first shown
        page.go_back()
        expect(page.get_by_role("heading", name="Jullie tafel staat er")).to_be_visible()
        expect(page.get_by_text("oudste dochter")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Hoe noem je jullie gezin?")).to_be_visible()
    expect(page.get_by_role("link", name="Ga verder met Familie Yılmaz")).to_be_visible()
    page.go_forward()
    expect(page.get_by_role("heading", name="Jullie tafel staat er")).to_be_visible()
    press(page, "Verder")
    expect(page.get_by_role("heading", name="Wie hoort er bij jullie?")).to_be_visible()


def test_back_before_there_is_a_table(come: Come) -> None:
    page = come()
    make_account(page, "Rana", "rana@example.org")
    press(page, "Begin een tafel")
    page.get_by_label("Naam van je gezin").fill("Familie Yılmas")
    press(page, "Verder")
    expect(page.get_by_role("heading", name="Wie ben je?")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Naam van je gezin")).to_have_value("Familie Yılmas")
    page.get_by_label("Naam van je gezin").fill("Familie Yılmaz")
    press(page, "Verder")
    expect(page.get_by_text("de tafel van Familie Yılmaz")).to_be_visible()


def test_the_same_form_sent_again_gives_one_table(come: Come, house: House) -> None:
    page = come()
    make_account(page, "Rana", "rana@example.org")
    sent = []
    page.on("request", lambda request: sent.append(request.post_data) if request.method == "POST" else None)
    start_table(page, "Wij", "Rana")
    again = page.request.post(
        "/start/you/", data=sent[-1], headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert again.url.endswith("/who-belongs/")
    assert house.owner.execute("SELECT count(*) FROM dossier").fetchone() == (1,)
