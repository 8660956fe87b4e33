"""Files at what hangs in the rooms: messages, goals, agreements, appointments, meetings and their points."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.support import files as made
from tests.support.house import House
from tests.support.talks import Talks

from keukentafel.access import Visit
from keukentafel.dossiers import attachments, items, moving, reading
from keukentafel.dossiers.kinds import kind_named
from keukentafel.dossiers.models import new_id
from keukentafel.dossiers.opened import Opened

PHOTO = ("tafel.jpg", made.jpeg(80, 60))


@pytest.fixture
def cast(house: House, files_folder: Path) -> Talks:
    return Talks(house)


def page(client: Client, path: str) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "lxml")


def found(inside: BeautifulSoup | Tag, selector: str) -> Tag:
    one = inside.select_one(selector)
    assert one is not None, selector
    return one


def statements(client: Client, path: str) -> int:
    """How many statements a page takes, BEGIN and COMMIT among them."""
    client.get(path)  # what is seen for the first time is written down once
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def send(client: Client, cast: Talks, talk: UUID, *sent: tuple[str, bytes], **more: Any) -> Any:
    data = {"text": "", "once": str(new_id()), "files": [made.sent(*one) for one in sent]}
    return client.post(cast.at(talk), data | more)


def add_at(client: Client, cast: Talks, item: UUID, *sent: tuple[str, bytes]) -> Any:
    data = {"files": [made.sent(*one) for one in sent], "about": "Aan tafel", "once": str(new_id())}
    return client.post(f"/d/{cast.id}/files/add/?at={item}", data)


def test_a_message_comes_with_files_and_needs_no_words(cast: Talks) -> None:
    talk = cast.begin("Ann", cast.between("Ann", "Bo"))
    ann, bo = cast.client("Ann"), cast.client("Bo")
    assert send(ann, cast, talk, PHOTO, ("brief.pdf", made.pdf()), text="Kijk").status_code == 303
    assert send(ann, cast, talk, ("stem.webm", made.webm())).status_code == 303
    assert send(ann, cast, talk).status_code == 422
    bubbles = page(bo, cast.at(talk)).select(".tk-said")
    assert [len(one.select(".fl-photo img")) for one in bubbles] == [0, 1, 0]
    assert [len(one.select("audio")) for one in bubbles] == [0, 0, 1]
    assert "brief.pdf" in bubbles[1].get_text()
    assert bubbles[2].select_one(".tk-text") is None
    assert "Een foto of een bestand" in found(page(bo, cast.at()), ".tk-last").get_text()
    assert bo.get(str(found(bubbles[1], ".fl-photo")["href"]) + "open/").status_code == 200
    menu = cast.at(f"message/{str(bubbles[1]['id'])[1:]}")
    assert len(page(bo, menu).select(".fl-photo")) == 1
    assert page(ann, menu).select("a[href*='files/add']")
    assert not page(cast.client("Els"), f"/d/{cast.id}/files/").select(".fl-photo")


def test_what_was_typed_stays_when_a_file_is_refused_and_is_said_once(cast: Talks) -> None:
    talk = cast.begin("Ann", cast.between("Ann", "Bo"))
    ann, once = cast.client("Ann"), str(new_id())
    answer = send(ann, cast, talk, PHOTO, ("kwaad.svg", b"<svg onload='alert(1)'/>"), text="Blijft", once=once)
    assert answer.status_code == 422
    form = found(BeautifulSoup(answer.content, "lxml"), "form[data-talk]")
    assert found(form, "textarea").get_text(strip=True) == "Blijft"
    assert found(form, ".tk-clip").has_attr("open")
    assert "webpagina" in form.get_text()
    assert cast.messages("Bo", talk) == ["Hoe gaat het?"]
    held = str(found(form, "input[name=held]")["value"])
    for _time in range(2):
        assert send(ann, cast, talk, text="Blijft", once=once, held=held).status_code == 303
    assert cast.messages("Bo", talk) == ["Hoe gaat het?", "Blijft"]
    assert len(page(cast.client("Bo"), cast.at(talk)).select(".fl-photo")) == 1


def test_files_are_deleted_with_their_message_and_move_with_the_conversation(cast: Talks, files_folder: Path) -> None:
    talk = cast.begin("Ann", cast.family, subject="Thuis")
    ann, bo = cast.client("Ann"), cast.client("Bo")
    for _time in range(2):
        assert send(ann, cast, talk, PHOTO).status_code == 303
    first, second = (one for one in page(ann, cast.at(talk)).select(".tk-said") if one.select(".fl-photo"))
    href = str(found(first, ".fl-photo")["href"])
    assert bo.get(href).status_code == 404
    with cast.visit("Ann") as visit:
        moving.move(visit, reading.one(visit, talk), cast.table)
    assert bo.get(href + "open/").status_code == 200
    assert len(list(files_folder.rglob("??/*"))) == 4
    assert ann.post(cast.at(str(second["id"])[1:], "delete")).status_code == 303
    assert len(list(files_folder.rglob("??/*"))) == 2
    assert ann.post(cast.at(talk, "delete")).status_code == 303
    assert bo.get(href + "open/").status_code == 404
    assert list(files_folder.rglob("??/*")) == []


THINGS: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "goal": ("plan.goal", {"title": "Water", "picture": "water"}, {}),
    "agreement": ("plan.agreement", {"what": "Om acht uur naar bed"}, {}),
    "appointment": (
        "calendar.appointment",
        {"what": "Tandarts", "day": "2030-03-04", "at": "10:00", "minutes": 30, "zone": "Europe/Amsterdam"},
        {},
    ),
    "meeting": ("meetings.meeting", {"title": "Samen", "occasion": "start"}, {}),
}


def thing(visit: Visit, cast: Talks, name: str) -> Opened[Any]:
    kind, fields, more = THINGS[name]
    content = kind_named(kind).content.model_validate(fields)
    return items.add(visit, kind_named(kind), content, circle=cast.family, once=new_id(), **more)


def address(cast: Talks, item: Opened[Any]) -> str:
    where = {"plan.goal": "plan/goals", "plan.agreement": "plan/agreements", "calendar.appointment": "calendar"}
    return f"/d/{cast.id}/{where.get(item.kind, 'meetings')}/{item.id}/"


@pytest.mark.parametrize("name", THINGS)
def test_files_at_a_thing_cost_no_statement_and_go_along_with_it(name: str, cast: Talks, files_folder: Path) -> None:
    with cast.visit("Ann") as visit:
        item = thing(visit, cast, name)
    where, ann, bo = address(cast, item), cast.client("Ann"), cast.client("Bo")
    assert "files/add" in str(page(ann, where))
    bare = statements(ann, where)
    added = add_at(ann, cast, item.id, PHOTO, ("brief.pdf", made.pdf()))
    assert added.status_code == 303
    assert added.headers["Location"] == where
    assert statements(ann, where) == bare <= 10  # eight round trips, BEGIN and COMMIT
    shown = page(ann, where)
    assert found(shown, ".fl-photo img")["alt"] == "Aan tafel"
    assert len(shown.select(".fl-line")) == 1
    href = str(found(shown, ".fl-photo")["href"])
    assert (bo.get(where).status_code, bo.get(href + "open/").status_code) == (404, 404)
    with cast.visit("Ann") as visit:
        moving.move(visit, reading.one(visit, item.id), cast.table)
    assert len(page(bo, where).select(".fl-photo")) == 1
    assert bo.get(href + "open/").status_code == 200
    with cast.visit("Ann") as visit:
        items.delete(visit, reading.one(visit, item.id))
    assert bo.get(href + "open/").status_code == 404
    assert list(files_folder.rglob("??/*")) == []


def test_a_file_is_no_outcome_and_no_answer(cast: Talks) -> None:
    with cast.visit("Ann") as visit:
        goal = thing(visit, cast, "goal")
        kind = kind_named("plan.agreement")
        content = kind.content.model_validate({"what": "Samen eten"})
        under = items.add(visit, kind, content, circle=cast.family, once=new_id(), parent=goal)
    ann = cast.client("Ann")
    assert add_at(ann, cast, under.id, PHOTO).status_code == 303
    assert not page(ann, address(cast, goal)).select(".fl-photo")
    assert not page(ann, address(cast, under)).select("#outcome .kt-timeline li")


def test_a_point_of_a_meeting_shows_its_files_there_and_at_the_meeting_itself(cast: Talks) -> None:
    with cast.visit("Ann") as visit:
        meeting = thing(visit, cast, "meeting")
    ann, where = cast.client("Ann"), address(cast, meeting)
    assert ann.post(where + "points/", {"question": "Hoe verder?", "once": str(new_id())}).status_code == 303
    point = UUID(str(found(page(ann, where), ".mt-agenda > li:last-child")["id"])[1:])
    bare = statements(ann, where)
    assert add_at(ann, cast, point, PHOTO).status_code == 303
    assert statements(ann, where) == bare
    assert len(page(ann, where).select(f"#p{point} .fl-photo")) == 1
    assert len(page(ann, f"{where}now/?point={point}").select(".fl-photo")) == 1


def test_a_conversation_with_files_costs_what_one_without_costs(cast: Talks) -> None:
    talk = cast.begin("Ann", cast.between("Ann", "Bo"))
    ann = cast.client("Ann")
    bare = statements(ann, cast.at(talk))
    for _time in range(3):
        assert send(ann, cast, talk, PHOTO, ("kat.jpg", made.jpeg(90, 60))).status_code == 303
    assert statements(ann, cast.at(talk)) == bare <= 10
    assert len(page(ann, cast.at(talk)).select(".tk-said .fl-photo")) == 6


def test_what_the_scanner_did_not_see_is_with_its_writer_alone(cast: Talks, monkeypatch: pytest.MonkeyPatch) -> None:
    talk = cast.begin("Ann", cast.between("Ann", "Bo"))
    ann, bo = cast.client("Ann"), cast.client("Bo")
    monkeypatch.setattr("django.conf.settings.CLAMD", "/nowhere/clamd")
    assert send(ann, cast, talk, ("toets.pdf", made.pdf()), text="Kijk").status_code == 303
    with cast.visit("Ann") as visit:
        assert [one.name for one in attachments.of(visit, reading.of_kinds(visit, "files.file"))] == ["toets.pdf"]
    assert "toets.pdf" in page(ann, cast.at(talk)).get_text()
    assert send(ann, cast, talk, ("toets.txt", b"hallo")).status_code == 303
    assert "toets." not in str(page(bo, cast.at(talk)))
    assert "een bestand dat er (nog) niet is" in page(bo, cast.at(talk)).select(".tk-said")[-1].get_text()
    assert "toets.pdf" not in str(page(bo, f"/d/{cast.id}/files/"))


SECRET = "ZWALUWSTAART"


def test_nothing_of_a_file_between_two_is_told_to_whoever_sits_elsewhere(cast: Talks) -> None:
    """Neither its name, its words nor its bytes, wherever files are told of; also not once one was taken out."""
    circle = cast.circle("Twee", "Ann", "Bo")
    ann, bo = cast.client("Ann"), cast.client("Bo")
    talk = cast.begin("Ann", circle, subject="Twee")
    with cast.visit("Ann") as visit:
        kind = kind_named("plan.goal")
        content = kind.content.model_validate({"title": "Samen", "picture": "home"})
        goal = items.add(visit, kind, content, circle=circle, once=new_id())
    assert send(ann, cast, talk, (f"{SECRET}.jpg", made.jpeg(80, 60)), text="Kijk").status_code == 303
    assert add_at(ann, cast, goal.id, (f"{SECRET}.pdf", made.pdf())).status_code == 303
    with cast.visit("Ann") as visit:
        ids = [one.id for one in reading.of_kinds(visit, "files.file")]
    pages = [cast.at(), cast.at(talk), address(cast, goal), f"/d/{cast.id}/plan/", f"/d/{cast.id}/files/"]
    pages += [f"/d/{cast.id}/files/{one}/{part}" for one in ids for part in ("", "open/", "small/", "save/")]
    assert len(ids) == 2
    assert told_to(bo, pages) != ""  # it could leak: whoever sits there is told
    assert {name: told_to(cast.client(name), pages) for name in ("Els", "Opa", "Tess", "Gus", "Zed")} == dict.fromkeys(
        ("Els", "Opa", "Tess", "Gus", "Zed"), ""
    )
    cast.take_out(circle, "Bo")
    assert told_to(bo, pages) == ""


def told_to(client: Client, pages: list[str]) -> str:
    """The pages on which something of the file stands, or its bytes are given."""
    found = []
    for path in pages:
        answer: Any = client.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if SECRET.encode() in body or body.startswith((b"\xff\xd8", b"%PDF")):
            found.append(path)
    return " ".join(found)
