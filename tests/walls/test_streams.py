"""Streams of open pages: who hears of what, and for how long. A real process, a real database, a stream for everybody."""

from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from keukentafel.access import live
from keukentafel.dossiers import items, moving, reading
from keukentafel.people.models import PersonSession
from keukentafel.rooms.journal.kinds import ENTRY, Entry
from tests.support.family import Family, years_old
from tests.support.house import House
from tests.support.streams import ORIGIN, Listening, streaming

NOBODY = UUID(int=7)


@pytest.fixture(scope="module")
def port(whole_house: House) -> Iterator[int]:
    with streaming(whole_house) as made:
        yield made


@pytest.fixture
def family(house: House) -> Family:
    """Two parents, a girl with a circle of her own and a guest in it, a teacher in a circle, a neighbour."""
    made = Family(house)
    made.seat("Bo", "parent", authority=True)
    made.seat("Tess", "youth", born=years_old(14))
    made.seat("Eva", "professional")
    made.seat("Noor", "network")
    made.circle("school", "Ann", "Eva")
    made.personal("tess", "Tess")
    made.guest("Vera", "tess")
    return made


@pytest.fixture
def streams(family: Family, port: int) -> Iterator[dict[str, Listening]]:
    """A stream for each."""
    with ExitStack() as closed:
        yield {
            name: closed.enter_context(closing(Listening(port, family.id, family.client(name))))
            for name in family.people
        }


def write(family: Family, name: str, circle: str) -> str:
    with family.visit(name) as visit:
        return str(items.add(visit, ENTRY, Entry(text="geheim"), circle=family.circles[circle]).id)


def all_have(streams: dict[str, Listening], family: Family) -> None:
    """Something that everybody at a table and in the girl's circle hears, written last: whoever was to hear what came before it has."""
    last = write(family, "Ann", "table")
    own = write(family, "Tess", "tess")
    for name, stream in streams.items():
        wanted = own if name == "Vera" else last
        while wanted not in stream.heard():
            assert not stream.ended.wait(0.01)


@pytest.mark.parametrize(
    ("writer", "circle", "hear"),
    [
        ("Noor", "table", {"Ann", "Bo", "Tess", "Eva", "Noor"}),
        ("Tess", "family", {"Ann", "Bo", "Tess"}),
        ("Eva", "school", {"Ann", "Bo", "Eva"}),
        ("Tess", "tess", {"Tess", "Vera"}),
        ("Vera", "tess", {"Tess", "Vera"}),
    ],
)
def test_who_sees_a_circle_hears_and_nobody_else(
    family: Family, streams: dict[str, Listening], writer: str, circle: str, hear: set[str]
) -> None:
    item = write(family, writer, circle)
    all_have(streams, family)
    assert {name for name, stream in streams.items() if item in stream.heard()} == hear
    said = next(data for name, data in streams[writer].events if name == "live")
    assert said == {"room": "journal", "item": item}


def test_what_is_changed_moved_and_deleted_is_told_where_it_lay_and_lies(
    family: Family, streams: dict[str, Listening]
) -> None:
    item = write(family, "Ann", "table")
    with family.visit("Ann") as visit:
        moving.move(visit, reading.one(visit, UUID(item)), family.circles["school"])
    all_have(streams, family)
    assert item in streams["Noor"].heard()
    for stream in streams.values():
        stream.forget()
    with family.visit("Ann") as visit:
        items.delete(visit, reading.one(visit, UUID(item)))
    all_have(streams, family)
    assert {name for name, stream in streams.items() if item in stream.heard()} == {"Ann", "Bo", "Eva"}


def test_what_was_undone_is_not_told(family: Family, streams: dict[str, Listening]) -> None:
    written = []
    with suppress(RuntimeError), family.visit("Ann") as visit:
        written.append(str(items.add(visit, ENTRY, Entry(text="toch niet"), circle=family.table).id))
        raise RuntimeError
    all_have(streams, family)
    assert written
    assert all(written[0] not in stream.heard() for stream in streams.values())


def test_a_seat_that_ends_hears_nothing_of_what_is_written_a_moment_later(
    family: Family, streams: dict[str, Listening]
) -> None:
    family.end("Eva")
    item = write(family, "Ann", "table")
    streams["Eva"].wait_for("gone")
    assert streams["Eva"].ended.wait(5)
    assert item not in streams["Eva"].heard()
    del streams["Eva"]
    all_have(streams, family)
    assert item in streams["Bo"].heard()
    assert not any(name == "gone" for stream in streams.values() for name, _ in stream.events)


def test_who_is_taken_out_of_a_circle_hears_no_more_of_it_and_looks_again(
    family: Family, streams: dict[str, Listening]
) -> None:
    family.take_out(family.circles["school"], "Eva")
    item = write(family, "Ann", "school")
    streams["Eva"].wait_for("again")
    all_have(streams, family)
    assert item not in streams["Eva"].heard()
    assert {name for name, stream in streams.items() if ("again", {}) in stream.events} == {"Eva"}


def test_a_guest_of_a_personal_circle_that_ends_is_noticed_by_that_guest_alone(
    family: Family, streams: dict[str, Listening]
) -> None:
    family.take_out(family.circles["tess"], "Vera")
    streams["Vera"].wait_for("gone")
    del streams["Vera"]
    all_have(streams, family)
    assert not any(name != "live" for stream in streams.values() for name, _ in stream.events if name != "here")


def test_when_the_table_is_frozen_only_the_family_stays(family: Family, streams: dict[str, Listening]) -> None:
    family.freeze()
    for name in ("Eva", "Noor", "Vera"):
        streams.pop(name).wait_for("gone")
    all_have(streams, family)


def test_a_session_that_is_ended_elsewhere_ends_its_stream_and_no_other(
    family: Family, streams: dict[str, Listening], port: int
) -> None:
    with closing(Listening(port, family.id, family.client("Bo"))) as elsewhere:
        PersonSession.objects.filter(person=family.people["Bo"]).order_by("expire_date").first().delete()  # type: ignore[union-attr]
        item = write(family, "Ann", "table")
        streams["Bo"].wait_for("gone")
        while item not in elsewhere.heard():
            assert not elsewhere.ended.wait(0.01)
        assert item not in streams["Bo"].heard()


def test_a_session_whose_time_is_over_hears_nothing(family: Family, streams: dict[str, Listening]) -> None:
    PersonSession.objects.filter(person=family.people["Bo"]).update(expire_date=timezone.now())
    item = write(family, "Ann", "table")
    del streams["Bo"]
    kept = streams.copy()
    all_have(kept, family)
    assert item in kept["Ann"].heard()


def test_who_may_not_is_answered_like_for_what_never_was(family: Family, port: int) -> None:
    stranger = Family(family.house, "Zed")
    nobody = Client()
    nobody.cookies["sessionid"] = "x" * 32
    asked = [
        Listening(port, family.id, stranger.client("Zed")),
        Listening(port, NOBODY, family.client("Ann")),
        Listening(port, family.id, nobody),
        Listening(port, family.id, family.client("Ann"), origin="https://elsewhere.example"),
    ]
    assert {stream.status for stream in asked} == {404}
    assert len({tuple(sorted((k, v) for k, v in s.headers.items() if k != "date")) for s in asked}) == 1


def test_our_own_page_on_the_port_beside_it_may_listen(family: Family, port: int) -> None:
    with closing(Listening(port, family.id, family.client("Ann"), origin=ORIGIN)) as stream:
        assert stream.status == 200
        assert stream.headers["access-control-allow-origin"] == ORIGIN
        assert stream.headers["cache-control"] == "no-store"


def test_a_sign_is_heard_by_those_who_see_the_item_and_kept_nowhere(
    family: Family, streams: dict[str, Listening]
) -> None:
    item = write(family, "Tess", "tess")
    assert live.sign(family.people["Vera"].pk, family.id, UUID(item), "typing")
    assert not live.sign(family.people["Ann"].pk, family.id, UUID(item), "typing")
    assert not live.sign(family.people["Tess"].pk, family.id, UUID(item), "Anything 'else'")
    said = streams["Tess"].wait_for("sign")
    assert said == {"sign": "typing", "item": item, "seat": str(family.seats["Vera"])}
    all_have(streams, family)
    assert {name for name, s in streams.items() if any(what == "sign" for what, _ in s.events)} == {"Tess", "Vera"}


def test_two_processes_on_one_database_deliver_to_each_other(
    family: Family, streams: dict[str, Listening], whole_house: House
) -> None:
    with (
        streaming(whole_house) as other,
        closing(Listening(other, family.id, family.client("Noor"))) as far,
        closing(Listening(other, family.id, family.client("Tess"))) as own,
    ):
        item, hidden = write(family, "Ann", "table"), write(family, "Tess", "tess")
        while hidden not in own.heard():
            assert not own.ended.wait(0.01)
        all_have(streams, family)
        assert item in far.heard()
        assert item in streams["Noor"].heard()
        assert hidden not in far.heard()


def test_sessions_hold_no_more_streams_than_anybody_has_tabs(family: Family, port: int) -> None:
    client = family.client("Ann")
    with ExitStack() as closed:
        for _ in range(30):
            assert closed.enter_context(closing(Listening(port, family.id, client))).status == 200
        assert Listening(port, family.id, client).status == 429
