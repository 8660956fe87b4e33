"""The journal, as people use it: writing, answering, mending, throwing away, moving."""

from playwright.sync_api import Locator, Page, expect
from tests.journeys.conftest import Come
from tests.journeys.support import comment, press
from tests.support.house import House
from tests.support.journal import Cast

TEXT = "Wat wil je vertellen?"


def write(page: Page, family: Cast, words: str, circle: str = "Iedereen aan tafel") -> None:
    """Write an entry."""
    page.goto(family.at())
    press(page, "Schrijf iets")
    page.get_by_label(TEXT).fill(words)
    page.get_by_role("radio", name=circle).check()
    press(page, "Zet het in het dagboek")
    expect(page.get_by_text("Het staat in het dagboek.")).to_be_visible()


def entry(page: Page, words: str) -> Locator:
    """The article with these words."""
    return page.locator("article", has_text=words)


def test_writing_and_answering(come: Come, house: House) -> None:
    family = Cast(house)
    ann, bo = come(family.people["Ann"]), come(family.people["Bo"])
    write(ann, family, "Vandaag fietste Sam zonder handen 🚲\nNieuwe regel & <b>geen vet</b>")
    expect(entry(ann, "zonder handen 🚲")).to_contain_text("<b>geen vet</b>")
    bo.goto(family.at())
    article = entry(bo, "zonder handen")
    comment(article, "Wat knap!")
    article.get_by_role("button", name="Verstuur").click()
    expect(article.get_by_text("Wat knap!")).to_be_visible()
    article.get_by_role("button", name="Goed zo").click()
    expect(article.get_by_role("button", pressed=True)).to_contain_text("jij")
    ann.reload()
    expect(entry(ann, "zonder handen")).to_contain_text("Wat knap!")
    expect(entry(ann, "zonder handen")).to_contain_text("Gezien door")
    article.get_by_role("button", pressed=True).click()
    expect(article.get_by_role("button", pressed=True)).to_have_count(0)


def test_mending_keeps_how_it_was(come: Come, house: House) -> None:
    family = Cast(house)
    item = family.write("Ann", "table", "Sam was ziek")
    ann, bo = come(family.people["Ann"]), come(family.people["Bo"])
    ann.goto(family.at(item))
    press(ann, "Veranderen")
    ann.get_by_label("De tekst").fill("Sam was thuis")
    press(ann, "Bewaar")
    expect(ann.get_by_text("Het is veranderd.")).to_be_visible()
    bo.goto(family.at())
    entry(bo, "Sam was thuis").get_by_role("link", name="veranderd").click()
    expect(bo.get_by_text("Sam was ziek")).to_be_visible()
    assert bo.goto(family.at(item, "edit")).status == 404  # type: ignore[union-attr]


def test_throwing_away_is_for_good(come: Come, house: House) -> None:
    family = Cast(house)
    item = family.write("Ann", "table", "Dit had ik niet willen zeggen")
    family.comment("Bo", item, "Ik lees het")
    ann = come(family.people["Ann"])
    ann.goto(family.at(item))
    ann.locator("article > .jr-links").get_by_role("link", name="Weggooien").click()
    expect(ann.get_by_text("De reactie eronder gaat mee weg.")).to_be_visible()
    press(ann, "Ja, gooi het voorgoed weg")
    expect(ann.get_by_text("Het is voorgoed weg.")).to_be_visible()
    expect(ann.get_by_text("Dit had ik niet")).to_have_count(0)
    expect(ann.get_by_text("Ik lees het")).to_have_count(0)
    assert ann.goto(family.at(item)).status == 404  # type: ignore[union-attr]
    assert ann.goto(family.at(item, "history")).status == 404  # type: ignore[union-attr]


def test_moving_says_who_will_newly_see_it(come: Come, house: House) -> None:
    family = Cast(house)
    item = family.write("Ann", "family", "Voor ons")
    ann, bo, eva = (come(family.people[name]) for name in ("Ann", "Bo", "Eva"))
    ann.goto(family.at(item))
    press(ann, "Naar een andere kring")
    ann.get_by_role("radio", name="School").check()
    press(ann, "Verder")
    newly = ann.locator("#who-sees")
    expect(newly).to_contain_text("Deze mensen zien het vanaf nu, en eerst niet:")
    expect(newly).to_contain_text("Bo")
    expect(newly).not_to_contain_text("Eva")
    expect(ann.locator("main")).to_contain_text("Deze mensen zien het straks niet meer:")
    press(ann, "Ja, verplaats het")
    expect(ann.get_by_text("Het ligt nu in de andere kring.")).to_be_visible()
    bo.goto(family.at())
    expect(bo.get_by_text("Voor ons")).to_be_visible()
    eva.goto(family.at())
    expect(eva.get_by_text("Voor ons")).to_have_count(0)


def test_two_people_change_the_same_words(come: Come, house: House) -> None:
    family = Cast(house)
    item = family.write("Bo", "table", "Om acht uur")
    ann, bo = come(family.people["Ann"]), come(family.people["Bo"])
    for page in (ann, bo):
        page.goto(family.at(item, "edit"))
    expect(ann.get_by_text("Dit zijn de woorden van Bo.")).to_be_visible()
    bo.get_by_label("De tekst").fill("Om negen uur")
    press(bo, "Bewaar")
    expect(bo.get_by_text("Het is veranderd.")).to_be_visible()
    ann.get_by_label("De tekst").fill("Om tien uur")
    press(ann, "Bewaar")
    expect(ann.get_by_text("Bo heeft dit veranderd terwijl jij schreef.")).to_be_visible()
    expect(ann.get_by_label("Wat jij typte")).to_have_value("Om tien uur")
    expect(ann.get_by_role("region", name="Wat er nu staat")).to_contain_text("Om negen uur")
    press(ann, "Bewaar")
    expect(ann.get_by_text("Het is veranderd.")).to_be_visible()
    ann.goto(family.at(item, "history"))
    for words in ("Om acht uur", "Om negen uur", "Om tien uur"):
        expect(ann.get_by_text(words)).to_be_visible()


def test_sent_twice_is_there_once(come: Come, house: House) -> None:
    family = Cast(house)
    ann = come(family.people["Ann"])
    sent = []
    ann.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    ann.goto(family.at(page="write"))
    ann.get_by_label(TEXT).fill("Maar één keer")
    ann.get_by_role("button", name="Zet het in het dagboek").dblclick()
    expect(ann.get_by_text("Het staat in het dagboek.")).to_be_visible()
    form = {"Content-Type": sent[0].headers["content-type"]}
    assert ann.request.post(family.at(page="write"), data=sent[0].post_data_buffer, headers=form).ok
    ann.goto(family.at())
    expect(entry(ann, "Maar één keer")).to_have_count(1)
    article = entry(ann, "Maar één keer")
    comment(article, "Ook één keer")
    article.get_by_role("button", name="Verstuur").dblclick()
    expect(article.get_by_text("Ook één keer")).to_have_count(1)
    ann.reload()
    expect(entry(ann, "Maar één keer").get_by_text("Ook één keer")).to_have_count(1)
