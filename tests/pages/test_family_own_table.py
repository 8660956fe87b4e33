"""At 18: a table of one's own, with what is one's own; nobody else learns of it."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.support.family import Family, years_old
from tests.support.house import House
from tests.support.rights import at, post, rows

from keukentafel.access import Refused, hall
from keukentafel.dossiers import reading
from keukentafel.dossiers.kinds import all_kinds
from keukentafel.rooms.family import splitting
from keukentafel.rooms.journal import actions as journal
from keukentafel.rooms.plan import actions as plan
from keukentafel.rooms.plan.kinds import Agreement, Goal, Review


@pytest.fixture
def family(house: House) -> Family:
    family = Family(house)
    family.seat("Mo", "youth", born=years_old(18))
    family.seat("Tess", "youth", born=years_old(14))
    family.seat("Bo", "professional", organisation="Wijkteam")
    family.circle("school", "Mo", "Bo")
    family.personal("own", "Mo")
    family.personal("hers", "Tess", "Mo")
    family.guest("Eva", "own")
    write(family)
    return family


def write(family: Family) -> None:
    for who, circle in (
        ("Bo", "school"),
        ("Mo", "school"),
        ("Ann", "family"),
        ("Mo", "family"),
        ("Mo", "own"),
        ("Tess", "hers"),
    ):
        with family.visit(who) as visit:
            journal.write(visit, f"{who} in {circle}", circle=family.circles[circle], once=uuid4())
    with family.visit("Eva") as visit:
        entry = next(one for one in reading.of_kinds(visit, "journal.entry") if one.circle == family.circles["own"])
        journal.comment(visit, entry, "Eva in own", once=uuid4())
    with family.visit("Mo") as visit:
        for entry in reading.of_kinds(visit, "journal.entry"):
            if entry.content.text in ("Ann in family", "Bo in school", "Tess in hers"):
                journal.comment(visit, entry, f"Mo bij {entry.content.text}", once=uuid4())
            if entry.content.text == "Mo in own":
                journal.rewrite(visit, entry, "Mo in own, anders", version=1)
        goal = plan.add_goal(visit, Goal(title="Op mezelf"), circle=family.circles["school"])
        plan.agree(
            visit,
            Agreement(what="Kamer zoeken"),
            circle=family.circles["school"],
            goal=goal,
            assignee=family.seats["Bo"],
        )
        plan.look_back(
            visit,
            Review(next="door", there=(family.seats["Mo"], family.seats["Bo"])),
            circle=family.circles["school"],
            on=visit.now,
        )


def split(family: Family, *circles: str, new: UUID | None = None) -> UUID:
    made = new or uuid4()
    splitting.copy_along(family.people["Mo"].pk, family.id, made, [family.circles[one] for one in circles])
    return made


def opened(family: Family, dossier: UUID, who: str = "Mo") -> Any:
    from keukentafel.access import enter

    return enter(family.people[who].pk, dossier, place="test")


def texts(family: Family, new: UUID) -> dict[str, set[str]]:
    """What lies in which circle of the new table."""
    with opened(family, new) as visit:
        found: dict[str, set[str]] = {}
        for one in reading.of_kinds(visit, *(kind.name for kind in all_kinds())):
            circle = visit.circles[one.circle]
            said = (
                getattr(one.content, "text", "")
                or getattr(one.content, "title", "")
                or getattr(one.content, "what", "")
            )
            found.setdefault(circle.name or circle.kind, set()).add(said)
        return found


def everything(family: Family) -> dict[str, list[Any]]:
    tables = ("item", "item_version", "seat", "circle", "circle_seat", "age_notice", "invitation")
    return {
        table: family.house.owner.execute(f"SELECT * FROM {table} ORDER BY 1, 2".encode()).fetchall()
        for table in tables
    }


def test_ones_own_words_and_private_circle_go_along_always(family: Family) -> None:
    new = split(family)
    assert texts(family, new) == {
        "own": {"Mo in own, anders", "Eva in own"},
        "school": {"Mo in school", "Op mezelf", "Kamer zoeken", "Mo bij Bo in school", ""},
        "family": {"Mo in family", "Mo bij Ann in family"},
        "hers": {"Mo bij Tess in hers"},
    }


def test_a_circle_that_is_chosen_goes_along_whole_with_its_authors(family: Family) -> None:
    new = split(family, "school")
    assert texts(family, new)["school"] == {
        "Bo in school",
        "Mo in school",
        "Op mezelf",
        "Kamer zoeken",
        "Mo bij Bo in school",
        "",
    }
    with opened(family, new) as visit:
        found = {one.content.text: one for one in reading.of_kinds(visit, "journal.entry", "journal.comment")}
        author = visit.seats[found["Bo in school"].author]
        assert (author.card.name, author.has_account, author.present) == ("Bo", False, False)
        assert found["Mo bij Bo in school"].parent == found["Bo in school"].id
        review = reading.of_kinds(visit, "plan.review")[0]
        assert set(review.content.there) == {visit.seat.id, author.id}
        agreed = reading.of_kinds(visit, "plan.agreement")[0]
        assert agreed.assignee == author.id
        entry = found["Mo in own, anders"]
        assert [one.content.text for one in reading.versions(visit, entry)] == ["Mo in own"]
        assert visit.circles[entry.circle].personal
        assert visit.owner


def test_what_others_private_circles_hold_never_goes_along(family: Family) -> None:
    new = split(family, "school", "family", "table", "hers")
    said = set().union(*texts(family, new).values())
    assert "Tess in hers" not in said
    assert "Ann in family" in said


def test_done_twice_it_is_there_once(family: Family) -> None:
    new = split(family, "school")
    before = everything(family)
    split(family, "school", new=new)
    assert everything(family) == before


def test_nothing_changes_at_the_old_table_and_nobody_else_learns_of_it(family: Family) -> None:
    pages = {who: family.client(who).get(f"/d/{family.id}/").content.decode() for who in ("Ann", "Tess")}
    old = {table: list(found) for table, found in everything(family).items()}
    split(family, "school", "family")
    for table, found in everything(family).items():
        assert all(row in found for row in old[table]), table
    lines = rows(family, f"SELECT DISTINCT action FROM access_event WHERE dossier_id = '{family.id}'")
    assert "split_off" not in {row[0] for row in lines}
    for who in ("Ann", "Tess"):
        again = family.client(who).get(f"/d/{family.id}/").content.decode()
        assert again.count("<li") == pages[who].count("<li")
        with hall(family.people[who].pk) as here:
            assert [table.dossier for table in here.tables] == [family.id]
    for who in ("Ann", "Tess", "Bo"):
        with pytest.raises(Refused), opened(family, UUID(int=1), who):
            pass


def test_the_new_table_has_a_key_of_its_own(family: Family) -> None:
    from keukentafel import vault

    new = split(family, "school")
    vault.current().destroy(family.id)
    assert "Bo in school" in texts(family, new)["school"]


@pytest.mark.parametrize(("who", "status"), [("Ann", 404), ("Tess", 404), ("Bo", 404), ("Mo", 200)])
def test_it_is_offered_to_the_young_adult_alone(family: Family, who: str, status: int) -> None:
    assert family.client(who).get(at(family, "own_table")).status_code == status
    today = family.client(who).get(f"/d/{family.id}/").content.decode()
    assert ("een tafel van jezelf" in today) is (status == 200)


def test_the_page_sends_it_to_the_queue_and_there_it_is_done(family: Family) -> None:
    once = str(uuid4())
    sent = {"once": once, "circles": [str(family.circles["school"])]}
    assert post(family, "Mo", "own_table", **sent) == 303
    args = rows(family, "SELECT args FROM procrastinate_jobs WHERE task_name = 'family.copy_along'")[0][0]
    splitting.copy_along(
        UUID(args["person"]), UUID(args["dossier"]), UUID(args["new"]), [UUID(c) for c in args["circles"]]
    )
    assert family.client("Mo").get(f"/d/{args['new']}/").status_code == 200
    assert post(family, "Mo", "own_table", once=str(uuid4()), circles=[str(family.circles["hers"])]) == 422
    assert post(family, "Mo", "own_table", once=str(uuid4()), circles=[str(uuid4())]) == 422


def test_nobody_else_can_have_it_done(family: Family) -> None:
    for who in ("Ann", "Tess", "Bo"):
        with pytest.raises(Refused):
            splitting.copy_along(family.people[who].pk, family.id, uuid4(), [])
    assert len(rows(family, "SELECT 1 FROM dossier")) == 1
