"""Rights and consent: who has authority, who agreed, and that nobody is evicted or exposed by it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.support.family import Family, years_old
from tests.support.house import House
from tests.support.rights import at, post, rows

from keukentafel.people import fresh


@pytest.fixture
def family(house: House) -> Family:
    family = Family(house)
    family.seat("Ben", "parent", authority=True)
    family.seat("Sam", "parent")
    family.seat("Tess", "youth", born=years_old(14))
    family.seat("Finn", "youth", born=years_old(8), account=False)
    family.seat("Oma", "relative")
    family.seat("Bo", "professional", organisation="Wijkteam")
    family.seat("Kim", "network")
    family.circle("school", "Tess")
    return family


def owns(family: Family, who: str) -> bool:
    with family.visit(who) as visit:
        return visit.owner


def standing(family: Family) -> set[tuple[str, str, str]]:
    names = {seat: name for name, seat in family.seats.items()}
    found = rows(family, "SELECT child_id, parent_id, source FROM authority WHERE ended IS NULL")
    return {(names[row[0]], names[row[1]], row[2]) for row in found}


def test_who_sits_down_with_authority_says_so_of_every_child(family: Family) -> None:
    assert standing(family) == {(c, p, "word") for c in ("Tess", "Finn") for p in ("Ann", "Ben")}
    page = family.client("Ann").get(at(family, "rights")).content.decode()
    assert page.count("Eigen woord") == 4
    assert "12 tot en met 15" in page


def test_authority_stands_apart_from_the_house_one_lives_in(family: Family) -> None:
    family.client("Ann").post(
        reverse("table:seat_edit", args=[family.id, family.seats["Ann"]]), {"name": "Ann", "home": "Elders"}
    )
    assert len(standing(family)) == 4


def test_a_better_source_is_written_down_with_its_words_sealed(family: Family) -> None:
    sent = {"source": "register", "since": "2019-02-03", "where": "uittreksel van mei"}
    assert post(family, "Ben", "authority", "Tess", "Ann", **sent) == 303
    assert ("Tess", "Ann", "register") in standing(family)
    page = family.client("Tess").get(at(family, "rights")).content.decode()
    assert "uittreksel van mei" in page
    sealed = rows(family, "SELECT sealed FROM authority WHERE source = 'register'")[0][0]
    assert b"uittreksel" not in bytes(sealed)
    assert post(family, "Ann", "authority", "Tess", "Ann", source="word") == 303, "of oneself"
    assert post(family, "Ben", "authority", "Finn", "Ann", source="word") == 422, "what is no better replaces nothing"
    assert post(family, "Ben", "authority", "Finn", "Ann", source="court", since="2999-01-01") == 422
    for stranger in ("Sam", "Tess", "Oma", "Bo"):
        assert post(family, stranger, "authority", "Tess", "Ann", source="court") == 404


def test_giving_authority_makes_an_owner_and_says_so_first(family: Family) -> None:
    assert not owns(family, "Sam")
    page = family.client("Ann").get(at(family, "authority", "Finn", "Sam")).content.decode()
    assert "Sam" in page
    assert "kt-notice-warning" in page
    assert post(family, "Ann", "authority", "Finn", "Sam", source="court") == 303
    assert owns(family, "Sam")


def test_nobody_ends_it_for_another(family: Family) -> None:
    for who in ("Ben", "Sam", "Tess", "Bo"):
        assert post(family, who, "authority_end", "Tess") == (303 if who == "Ben" else 404)
    assert ("Tess", "Ann", "word") in standing(family)
    assert owns(family, "Ann")
    assert owns(family, "Ben"), "there is another child"
    assert post(family, "Ben", "authority_end", "Finn") == 303
    assert not owns(family, "Ben")
    assert post(family, "Ann", "authority_end", "Finn") == 303
    assert post(family, "Ann", "authority_end", "Tess") == 409, "the last owner"
    assert owns(family, "Ann")


def test_contesting_takes_nothing_and_is_read_by_both(family: Family, mailoutbox: list[Any]) -> None:
    before = standing(family)
    assert post(family, "Sam", "contest", "Tess", "Ben", words="Volgens mij niet") == 303
    assert standing(family) == before
    assert owns(family, "Ben")
    for who in ("Ben", "Ann", "Tess", "Oma"):
        assert "Volgens mij niet" in family.client(who).get(at(family, "rights")).content.decode()
    assert post(family, "Ann", "contest", "Tess", "Ben", words="Ook") == 404, "once"
    assert post(family, "Ann", "agree", "Tess", "Ben") == 404
    assert post(family, "Sam", "agree", "Tess", "Ben") == 303
    assert "Volgens mij niet" not in family.client("Ben").get(at(family, "rights")).content.decode()


@pytest.mark.parametrize(
    ("who", "child", "parent", "status"),
    [
        ("Tess", "Tess", "Ben", 303),
        ("Ann", "Tess", "Ben", 303),
        ("Tess", "Finn", "Ben", 404),
        ("Ben", "Tess", "Ben", 404),
        ("Oma", "Tess", "Ben", 404),
        ("Bo", "Tess", "Ben", 404),
        ("Ann", "Tess", "Sam", 404),
    ],
)
def test_who_may_contest(family: Family, who: str, child: str, parent: str, status: int) -> None:
    assert post(family, who, "contest", child, parent, words="Het is anders") == status


def test_it_lapses_at_18_by_itself(family: Family) -> None:
    family.seat("Mo", "youth", born=years_old(17, days=300))
    later = timezone.now() + timedelta(days=100)
    with family.visit("Ann", now=later) as visit:
        assert visit.seats[family.seats["Mo"]].age_band == 18
    page = family.client("Ann").get(at(family, "rights")).content.decode()
    assert "tot de 18e verjaardag" in page
    assert owns(family, "Ann"), "nobody loses the table by a birthday"
    assert post(family, "Ann", "authority_end", "Mo") == 404


# -- consent


def inside(family: Family, who: str, circle: str = "school") -> bool:
    with family.visit("Ann") as visit:
        return family.seats[who] in {seat.id for seat in visit.sitting(family.circles[circle])}


def fill(family: Family, who: str, seat: str) -> Any:
    path = reverse("table:circle_fill", args=[family.id, family.circles["school"]])
    return family.client(who).post(path, {"seats": [str(family.seats[seat])]})


def test_a_circle_about_nobody_asks_nobody(family: Family) -> None:
    fill(family, "Ann", "Bo")
    assert inside(family, "Bo")


def test_from_12_to_15_it_takes_both(family: Family) -> None:
    assert post(family, "Ann", "about", "school", seat=str(family.seats["Tess"])) == 303
    fill(family, "Ann", "Bo")
    assert not inside(family, "Bo")
    fill(family, "Ann", "Kim")
    assert inside(family, "Kim"), "only professionals are asked about"
    assert post(family, "Ann", "say", "school", "Bo", "Tess", answer="yes") == 303
    assert not inside(family, "Bo")
    assert "Jij wordt gevraagd" in family.client("Tess").get(at(family, "rights")).content.decode()
    assert post(family, "Tess", "say", "school", "Bo", "Tess", answer="yes") == 303
    assert inside(family, "Bo")


def test_a_young_person_alone_is_not_enough_and_a_no_is_theirs_alone(family: Family) -> None:
    post(family, "Ann", "about", "school", seat=str(family.seats["Tess"]))
    assert post(family, "Tess", "say", "school", "Bo", "Tess", answer="yes") == 303
    assert not inside(family, "Bo")
    asked = family.client("Ann")
    post(family, "Ann", "say", "school", "Bo", "Tess", answer="yes")
    assert inside(family, "Bo")
    family.take_out(family.circles["school"], "Bo")
    before = asked.get(at(family, "rights")).content
    assert post(family, "Tess", "say", "school", "Bo", "Tess", answer="no") == 303
    after = asked.get(at(family, "rights")).content.decode()
    assert "Nee</span>" not in after
    assert b"Wacht op het ja" not in before
    assert "Wacht op het ja" in after, "as when nothing was said"


def test_taking_back_puts_out_at_once(family: Family) -> None:
    test_from_12_to_15_it_takes_both(family)
    yes = rows(family, f"SELECT id FROM consent WHERE given_by_id = '{family.seats['Tess']}' AND ended IS NULL")[0][0]
    assert post(family, "Ann", "take_back", yes) == 404
    assert post(family, "Tess", "take_back", yes) == 303
    assert not inside(family, "Bo")
    assert post(family, "Tess", "take_back", yes) == 404


def test_under_12_the_parents_say_it_and_it_lapses_at_12(family: Family) -> None:
    family.seat("Lot", "youth", born=years_old(11, days=300))
    post(family, "Ann", "about", "school", seat=str(family.seats["Lot"]))
    assert post(family, "Oma", "say", "school", "Bo", "Lot", answer="yes") == 404
    assert post(family, "Ann", "say", "school", "Bo", "Lot", answer="yes") == 303
    assert inside(family, "Bo")
    with family.visit("Ann", now=timezone.now() + timedelta(days=200)):
        pass
    assert not inside(family, "Bo"), "what a parent said lapses at 12"


def test_said_ahead_it_goes_on_after_the_birthday(family: Family) -> None:
    today = timezone.localdate()
    family.seat("Lot", "youth", born=today.replace(year=today.year - 12, day=1) + timedelta(days=today.day + 19))
    post(family, "Ann", "about", "school", seat=str(family.seats["Lot"]))
    post(family, "Ann", "say", "school", "Bo", "Lot", answer="yes")
    assert "Spreek het samen door" in family.client("Ann").get(at(family, "rights")).content.decode()
    assert post(family, "Ann", "say", "school", "Bo", "Lot", answer="yes", later="1") == 303
    assert inside(family, "Bo")
    with family.visit("Ann", now=timezone.now() + timedelta(days=40)):
        pass
    assert not inside(family, "Bo"), "Lot has to say it as well"
    assert post(family, "Lot", "say", "school", "Bo", "Lot", answer="yes") == 303
    assert inside(family, "Bo")


def test_from_16_on_one_decides_alone(family: Family) -> None:
    family.seat("Mo", "youth", born=years_old(16))
    post(family, "Ann", "about", "school", seat=str(family.seats["Mo"]))
    assert post(family, "Ann", "say", "school", "Bo", "Mo", answer="yes") == 303, "asks Mo"
    assert not inside(family, "Bo")
    assert post(family, "Mo", "say", "school", "Bo", "Mo", answer="yes") == 303
    assert inside(family, "Bo")


def test_only_who_it_is_about_says_that_it_is_no_more(family: Family) -> None:
    post(family, "Tess", "about", "school", seat=str(family.seats["Tess"]))
    assert post(family, "Ann", "about_end", "school", "Tess") == 404
    assert post(family, "Tess", "about_end", "school", "Tess") == 303
    post(family, "Ann", "about", "school", seat=str(family.seats["Finn"]))
    assert post(family, "Ann", "about_end", "school", "Finn") == 303


def test_widening_asks_who_one_is_and_narrowing_does_not(family: Family) -> None:
    test_from_12_to_15_it_takes_both(family)
    old = {name: family.client(name) for name in ("Ann", "Tess")}
    for client in old.values():
        session = client.session
        session[fresh.PROVED] -= 3600
        session.save()

    def table(name: str, *ids: UUID) -> str:
        return reverse(f"table:{name}", args=[family.id, *ids])

    school = family.circles["school"]
    ask: list[tuple[Callable[[str], Any], str]] = [
        (old["Ann"].get, table("circle_fill", school)),
        (old["Ann"].get, table("letter_new")),
        (old["Ann"].get, at(family, "emergency_on")),
        (old["Ann"].get, at(family, "authority", "Finn", "Sam")),
        (lambda p: old["Tess"].post(p, {"answer": "yes"}), at(family, "say", "school", "Bo", "Tess")),
    ]
    assert {act(path)["Location"].split("?")[0] for act, path in ask} == {"/prove/"}
    done = [
        old["Tess"].post(at(family, "say", "school", "Bo", "Tess"), {"answer": "no"}),
        old["Ann"].post(table("circle_take_out", school, family.seats["Kim"])),
        old["Ann"].post(table("seat_end", family.seats["Kim"])),
        old["Ann"].post(table("freeze")),
    ]
    assert ["/prove/" in one["Location"] for one in done] == [False] * 4


def heard(family: Family, who: str) -> tuple[list[Any], list[Any], str]:
    """What somebody could notice: lines of the log that they may read, letters to them, and their log page's sentences."""
    with family.visit(who):
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT action FROM access_event WHERE action NOT IN ('read', 'refused') ORDER BY at, id")
            lines = cursor.fetchall()
    sent = f"SELECT id FROM procrastinate_jobs WHERE args->>'person' = '{family.people[who].pk}'"
    page = family.client(who).get(f"/d/{family.id}/table/").content.decode()
    return lines, rows(family, sent), page[page.index("<main") : page.index("</main")]


@pytest.mark.parametrize("who", ["Oma", "Bo"])
def test_the_loser_of_a_narrowing_sees_no_event(family: Family, who: str) -> None:
    """Taken out of a circle, a yes taken back: no line, no letter, no word on a page; only what lay there is gone."""
    family.put_in(family.circles["school"], who)
    post(family, "Tess", "about", "school", seat=str(family.seats["Tess"]))
    before = heard(family, who)
    ann = family.client("Ann")
    if who == "Bo":
        yes = rows(family, f"SELECT id FROM consent WHERE given_by_id = '{family.seats['Tess']}'")[0][0]
        assert post(family, "Tess", "take_back", yes) == 303
    else:
        ann.post(reverse("table:circle_take_out", args=[family.id, family.circles["school"], family.seats[who]]))
    assert not inside(family, who)
    lines, letters, page = heard(family, who)
    assert set(lines) <= set(before[0]), "what lay in that circle's log is gone with it, and nothing came"
    assert (letters, page) == before[1:]
