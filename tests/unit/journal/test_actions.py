"""What people do in the journal, through the doorway."""

from datetime import timedelta
from uuid import UUID

import pytest
from pydantic import ValidationError
from tests.support.family import Family

from keukentafel.access import Refused
from keukentafel.dossiers import reading, sharing
from keukentafel.dossiers.items import Conflict
from keukentafel.dossiers.models import new_id
from keukentafel.rooms.journal import actions, queries
from keukentafel.rooms.journal.kinds import Comment, Entry, Reaction, Sign


@pytest.fixture
def family(house):
    made = Family(house)
    made.seat("Opa", "relative", relation="grootvader")
    made.seat("Bo", "professional", function="jeugdwerker", organisation="De Brug")
    return made


def wrote(family: Family, name: str = "Ann", circle: str = "table", text: str = "Een gewone dag") -> UUID:
    with family.visit(name) as visit:
        return actions.write(visit, text, circle=family.circles[circle], once=new_id()).id


def signs(family: Family, entry: UUID, name: str = "Ann") -> list[tuple[str, str, bool]]:
    with family.visit(name) as visit:
        told = queries.told(visit, queries.entry(visit, entry))
        return [(one.sign, one.names, one.mine) for one in told.given]


def react(family: Family, name: str, entry: UUID, sign: Sign | None) -> None:
    with family.visit(name) as visit:
        one = queries.entry(visit, entry)
        actions.react(visit, one, queries.whole(visit, one)[0], sign)


def test_the_same_form_sent_twice_is_one_entry(family):
    once = new_id()
    for _ in range(2):
        with family.visit("Ann") as visit:
            actions.write(visit, "Een keer", circle=family.table, once=once)
    with family.visit("Ann") as visit:
        assert len(queries.feed(visit, circle=None, before=None).told) == 1


def test_other_words_on_a_form_that_was_sent_before_are_not_lost(family):
    once = new_id()
    for text in ("Eerst", "Daarna"):
        with family.visit("Ann") as visit:
            actions.write(visit, text, circle=family.table, once=once)
    with family.visit("Ann") as visit:
        assert {told.item.content.text for told in queries.feed(visit, circle=None, before=None).told} == {
            "Eerst",
            "Daarna",
        }


def test_a_sign_is_given_replaced_and_taken_away(family):
    entry = wrote(family)
    react(family, "Opa", entry, "thumb")
    react(family, "Opa", entry, "thumb")
    react(family, "Bo", entry, "thumb")
    assert signs(family, entry) == [("thumb", "Opa en Bo", False)]
    react(family, "Opa", entry, "heart")
    assert sorted(signs(family, entry)) == [("heart", "Opa", False), ("thumb", "Bo", False)]
    react(family, "Opa", entry, None)
    react(family, "Opa", entry, None)
    assert signs(family, entry) == [("thumb", "Bo", False)]


def test_only_the_writer_and_a_holder_change_it(family):
    entry = wrote(family, "Opa")
    with pytest.raises(Refused), family.visit("Bo") as visit:
        queries.to_change(visit, entry)
    with family.visit("Ann") as visit:
        actions.rewrite(visit, queries.to_change(visit, entry), "Anders", version=1)
    with family.visit("Bo") as visit:
        versions = queries.history(visit, entry)
        told = queries.told(visit, queries.entry(visit, entry))
    assert [(one.face.name, one.item.content.text, one.by_family) for one in versions] == [
        ("Ann", "Anders", True),
        ("Opa", "Een gewone dag", False),
    ]
    assert told.edited == "veranderd door Ann (gezin)"


def test_a_change_over_a_change_is_a_conflict_unless_it_says_the_same(family):
    entry = wrote(family)
    with family.visit("Ann") as visit:
        actions.rewrite(visit, queries.to_change(visit, entry), "Van Ann", version=1)
    with pytest.raises(Conflict), family.visit("Ann") as visit:
        actions.rewrite(visit, queries.to_change(visit, entry), "Nog eens", version=1)
    with family.visit("Ann") as visit:
        assert actions.rewrite(visit, queries.to_change(visit, entry), "Van Ann", version=1).version == 2


def test_seen_by_tells_only_who_had_it_before_their_eyes(family):
    entry = wrote(family)
    with family.visit("Bo") as visit:
        queries.feed(visit, circle=None, before=None)
    with family.visit("Ann") as visit:
        told = queries.told(visit, queries.entry(visit, entry))
    assert [face.name for face in told.seen] == ["Bo"]


def test_the_feed_is_newest_first_by_when_it_happened(family):
    with family.visit("Ann") as visit:
        for days in (1, 3, 2):
            happened = visit.now - timedelta(days=days)
            actions.write(visit, f"{days} dagen terug", circle=family.table, once=new_id(), happened=happened)
    with family.visit("Bo") as visit:
        page = queries.feed(visit, circle=None, before=None)
    assert [told.item.content.text[0] for told in page.told] == ["1", "2", "3"]


def places(family: Family, name: str, entry: UUID) -> dict[str, str]:
    with family.visit(name) as visit:
        found = sharing.places_to_move(visit, queries.entry(visit, entry))
        return {place.name: place.hindrance for place in found}


def test_where_an_entry_may_go(family):
    family.circle("School", "Bo", "Opa")
    alone = wrote(family, "Bo")
    assert places(family, "Bo", alone) == {"School": ""}
    with family.visit("Opa") as visit:
        actions.comment(visit, queries.entry(visit, alone), "Fijn", once=new_id())
    assert places(family, "Bo", alone) == {"School": "others"}
    assert places(family, "Ann", alone) == {"Het gezin": "", "School": ""}
    assert places(family, "Opa", alone) == {}


def test_a_guest_of_a_personal_circle_is_not_carried_out_of_it(family):
    family.personal("Van mij", "Ann")
    family.guest("Eva", "Van mij")
    entry = wrote(family, "Ann", "Van mij")
    assert places(family, "Ann", entry) == {"Iedereen aan tafel": "", "Het gezin": ""}
    react(family, "Eva", entry, "heart")
    assert places(family, "Ann", entry) == {"Iedereen aan tafel": "strangers", "Het gezin": "strangers"}


def test_what_was_said_moves_along(family):
    entry = wrote(family)
    with family.visit("Bo") as visit:
        actions.comment(visit, queries.entry(visit, entry), "Goed gedaan", once=new_id())
    with family.visit("Ann") as visit:
        actions.move(visit, queries.entry(visit, entry), family.family)
    with pytest.raises(Refused), family.visit("Bo") as visit:
        queries.entry(visit, entry)
    with family.visit("Opa") as visit:
        told = queries.told(visit, queries.entry(visit, entry))
    assert [said.item.content.text for said in told.comments] == ["Goed gedaan"]


def test_deleting_takes_everything_along(family, house):
    entry = wrote(family)
    react(family, "Bo", entry, "heart")
    with family.visit("Ann") as visit:
        actions.rewrite(visit, queries.to_change(visit, entry), "Anders", version=1)
        actions.delete(visit, queries.to_change(visit, entry))
    for table in ("item", "item_version", "item_seen"):
        assert house.owner.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_who_is_away_keeps_their_name_and_who_is_not_in_sight_has_none(family):
    entry = wrote(family, "Bo")
    family.end("Bo")
    with family.visit("Ann") as visit:
        assert queries.told(visit, queries.entry(visit, entry)).face.name == "Bo"
        assert reading.one(visit, entry).author == family.seats["Bo"]


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (Entry, {"text": ""}),
        (Entry, {"text": "x" * 20_001}),
        (Comment, {"text": "x" * 4_001}),
        (Reaction, {"sign": "boo"}),
    ],
)
def test_content_is_bounded(model, fields):
    with pytest.raises(ValidationError):
        model.model_validate(fields)
