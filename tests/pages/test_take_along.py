"""The pages for taking along and bringing along: what they ask, give and refuse."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.support.exchange import PASSPHRASE, inside, keys, on_disk, opened, rich, take
from tests.support.family import Family, person
from tests.support.house import House
from tests.support.journal import soup

from keukentafel.exchange import archives, bringing, jobs, making, writing
from keukentafel.people.fresh import PROVED

pytestmark = pytest.mark.usefixtures("files_folder")


def at(family: Family, page: str = "") -> str:
    return f"/d/{family.id}/take-along/" + (f"{page}/" if page else "")


def streamed(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def ask(family: Family, client: Client, passphrase: str = PASSPHRASE) -> Any:
    return client.post(at(family, "new"), {"passphrase": passphrase, "kept": "1"})


def work(house: House) -> None:
    """What the worker does."""
    for (arguments,) in house.owner.execute(
        "SELECT args FROM procrastinate_jobs WHERE task_name = 'exchange.make_archive' ORDER BY id DESC LIMIT 1"
    ).fetchall():
        jobs.make_archive(**arguments)


def test_from_asking_to_fetching(house: House) -> None:
    family = rich(house)
    ann = family.client("Ann")
    assert "Kies een wachtzin" in ann.get(at(family)).content.decode()
    made_for_me = soup(ann.get(at(family, "new"))).find("textarea", {"name": "passphrase"}).text.strip()
    assert len(set(made_for_me.split("-"))) >= 7
    assert ask(family, ann, made_for_me).status_code == 303
    waiting = ann.get(at(family)).content.decode()
    assert "wordt gemaakt" in waiting
    assert 'http-equiv="refresh"' in waiting
    assert ann.get(at(family, "progress")).status_code == 200
    assert ann.get(at(family, "archive")).status_code == 404
    work(house)
    assert ann.get(at(family, "progress")).headers["HX-Refresh"] == "true"
    ready = ann.get(at(family)).content.decode()
    assert "Je archief is klaar" in ready
    assert made_for_me not in ready
    for _ in range(2):
        answer = ann.get(at(family, "archive"), headers={"Accept-Encoding": "gzip"})
        archive = streamed(answer)
        assert len(archive) == int(answer.headers["Content-Length"])
        assert re.fullmatch(
            r'attachment; filename="keukentafel-\d{4}-\d\d-\d\d.zip"', answer.headers["Content-Disposition"]
        )
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Afspraak Van Ann" in b"".join(opened(archive, made_for_me).values()).decode(errors="replace")


@pytest.mark.parametrize(("who", "said"), [("Ann", "Mijn gezinsdossier meenemen"), ("Bo", "Meenemen wat ik mag zien")])
def test_it_is_the_dossier_of_the_family_alone(house: House, who: str, said: str) -> None:
    family = rich(house)
    visitor = family.client(who)
    assert soup(visitor.get(at(family))).find("h1").text == said
    for page in (f"/d/{family.id}/table/", "/account/my-data/"):
        assert said in visitor.get(page).content.decode(), page


def test_a_passphrase_is_kept_sealed_and_only_until_it_is_used(house: House) -> None:
    family = rich(house)
    ask(family, family.client("Ann"))
    secret = house.owner.execute("SELECT secret FROM take_along").fetchone()
    assert secret
    assert PASSPHRASE.encode() not in secret[0]
    jobs_told = str(house.owner.execute("SELECT args FROM procrastinate_jobs").fetchall())
    assert "appel" not in jobs_told
    work(house)
    assert house.owner.execute("SELECT secret FROM take_along").fetchone() == (None,)


@pytest.mark.parametrize(
    "weak",
    [
        "",
        "kort",
        "wachtwoord123",
        "aaaaaaaaaaaaaaaaaaaaaaaa",
        "ik hou van jou",
        "Tess Finn Oma Ben Ann Piet",
        "appel-appel-appel-appel-appel-appel-appel-appel",
        "1234567890123456789",
        "Jip en Janneke ✓ zijn hier vandaag",
    ],
)
def test_a_weak_passphrase_is_refused_in_words(house: House, weak: str) -> None:
    family = rich(house) if "Tess" in weak else Family(house)
    answer = ask(family, family.client("Ann"), weak)
    assert answer.status_code == 422
    assert soup(answer).select("#passphrase-error, [id$=passphrase-error]")
    assert house.owner.execute("SELECT count(*) FROM take_along").fetchone() == (0,)


def test_a_strong_one_of_ones_own_is_taken(house: House) -> None:
    family = Family(house)
    assert (
        ask(
            family, family.client("Ann"), " vermiljoen kwastje  onderzees 47 bromvlieg tuinhek klavecimbel "
        ).status_code
        == 303
    )
    with family.visit("Ann") as visit:
        archive = archives.mine(visit)
        assert archive
        assert archives.secret(archive).passphrase == "vermiljoen kwastje onderzees 47 bromvlieg tuinhek klavecimbel"


def test_one_proves_first_who_one_is(house: House) -> None:
    family = Family(house)
    ann = family.client("Ann")
    session = ann.session
    session[PROVED] = (timezone.now() - timedelta(minutes=11)).timestamp()
    session.save()
    for page in ("new", "archive"):
        answer = ann.get(at(family, page))
        assert (answer.status_code, "/prove/" in answer.headers["Location"]) == (303, True)
    assert ann.get(at(family)).status_code == 200


def test_it_is_logged_in_each_circle_for_who_may_read_that(house: House) -> None:
    family = rich(house)
    archive_of = {name: take(family, name) for name in ("Bo", "Eva")}
    assert archive_of
    said = family.client("Ann").get(f"/d/{family.id}/who-looked/").content.decode()
    assert "Bo maakte een archief" in said
    assert "Bo haalde het archief op" in said
    assert "Eva maakte" not in said
    assert "Eva haalde" not in said
    assert "Eva maakte een archief" in family.client("Tess").get(f"/d/{family.id}/who-looked/").content.decode()


@pytest.mark.parametrize("loss", ["the seat ends", "a circle less", "frozen"])
@pytest.mark.parametrize("when", ["before the job", "while it is made", "after it was made"])
def test_who_loses_sight_gets_nothing(house: House, loss: str, when: str, monkeypatch) -> None:
    family = rich(house)
    bo = family.client("Bo")
    lose: Callable[[], Any] = {
        "the seat ends": lambda: family.end("Bo"),
        "a circle less": lambda: family.take_out(family.circles["School"], "Bo"),
        "frozen": family.freeze,
    }[loss]
    assert ask(family, bo).status_code == 303
    if when == "before the job":
        lose()
    if when == "while it is made":
        whole = writing.entries

        def entries(*args: Any, **options: Any) -> Any:
            found = whole(*args, **options)
            yield next(found)
            lose()
            yield from found

        monkeypatch.setattr(writing, "entries", entries)
    work(house)
    if when == "after it was made":
        assert bo.get(at(family)).status_code == 200
        lose()
    if loss == "a circle less" and when == "before the job":
        archive = streamed(bo.get(at(family, "archive")))
        assert "Afspraak School" not in b"".join(opened(archive).values()).decode(errors="replace")
        return
    assert bo.get(at(family, "archive")).status_code == 404
    if when != "after it was made":
        assert len(on_disk()) == 10  # the files of items, and no archive


def test_who_loses_sight_while_fetching_gets_no_more(house: House, monkeypatch) -> None:
    family = rich(house)
    bo = family.client("Bo")
    ask(family, bo)
    work(house)
    monkeypatch.setattr("keukentafel.exchange.pages.LOOK_AGAIN_AFTER", 1)
    answer = bo.get(at(family, "archive"))
    family.end("Bo")
    assert streamed(answer) == b""


def test_it_is_destroyed_after_a_day_or_at_once_with_its_key(house: House) -> None:
    family = rich(house)
    ann = family.client("Ann")
    before = on_disk(), keys()
    ask(family, ann)
    work(house)
    assert len(on_disk()) == len(before[0]) + 1
    assert ann.post(at(family, "end")).status_code == 303
    assert (on_disk(), keys()) == before
    ask(family, ann)
    work(house)
    house.owner.execute("UPDATE take_along SET expires = now()")
    assert ann.get(at(family, "archive")).status_code == 404
    assert "Kies een wachtzin" in ann.get(at(family)).content.decode()
    jobs.tidy(0)
    assert (on_disk(), keys()) == before
    assert house.owner.execute("SELECT count(*) FROM take_along").fetchone() == (0,)


def test_another_one_takes_the_place_of_the_first(house: House) -> None:
    family = rich(house)
    ann = family.client("Ann")
    before = len(on_disk())
    for _ in range(2):
        ask(family, ann)
        work(house)
    assert len(on_disk()) == before + 1
    assert house.owner.execute("SELECT count(*) FROM take_along").fetchone() == (1,)


def test_everybody_has_their_own_and_sees_no_other(house: House) -> None:
    family = rich(house)
    ask(family, family.client("Ann"))
    work(house)
    for name in ("Ben", "Bo", "Eva"):
        assert family.client(name).get(at(family, "archive")).status_code == 404
        assert family.client(name).get(at(family, "progress")).status_code == 404
    assert family.client("Ann").get(at(family, "archive")).status_code == 200


def test_a_failure_is_said_and_can_be_tried_again(house: House, monkeypatch) -> None:
    family = rich(house)
    ann = family.client("Ann")
    before = on_disk()
    ask(family, ann)
    with monkeypatch.context() as broken:
        broken.setattr(writing, "entries", lambda *args, **options: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            work(house)
    assert on_disk() == before
    assert "kon niet worden gemaakt" in ann.get(at(family)).content.decode()
    ask(family, ann)
    work(house)
    assert ann.get(at(family, "archive")).status_code == 200


def give(client: Client, archive: bytes, passphrase: str = PASSPHRASE) -> Any:
    file = SimpleUploadedFile("mijn.zip", archive, "application/zip")
    return client.post("/bring-along/", {"archive": file, "passphrase": passphrase})


def read(house: House) -> None:
    for (arguments,) in house.owner.execute(
        "SELECT args FROM procrastinate_jobs WHERE task_name = 'exchange.bring_archive' ORDER BY id DESC LIMIT 1"
    ).fetchall():
        jobs.bring_archive(**arguments)


def test_bringing_by_the_page(house: House) -> None:
    family = rich(house)
    archive = take(family, "Ann")
    who = person("Nieuw")
    client = Client()
    client.force_login(who)
    assert client.get("/bring-along/").status_code == 200
    assert give(client, archive, "een andere wachtzin dan deze").status_code == 303
    assert "We lezen je archief" in client.get("/bring-along/").content.decode()
    read(house)
    assert "wachtzin past niet" in client.get("/bring-along/").content.decode()
    assert give(client, archive).status_code == 303
    read(house)
    assert house.owner.execute("SELECT state, reason, detail FROM bring_along").fetchone() == ("done", "", "")
    page = soup(client.get("/bring-along/"))
    link = next(one["href"] for one in page.select("main a") if "Naar mijn tafel" in one.text)
    assert client.get(link).status_code == 200
    assert len(inside(house)) > 10
    seats = soup(client.get(link + "table/")).text
    assert "Geen account" in seats
    assert client.post("/bring-along/", {"forget": "1"}).status_code == 303
    assert "Breng het binnen" in client.get("/bring-along/").content.decode()


def test_bringing_asks_for_a_file_and_a_sign_in(house: House, monkeypatch) -> None:
    assert Client().get("/bring-along/").status_code == 302
    assert give(Client(), b"x").status_code == 302
    client = Client()
    client.force_login(person("Nieuw"))
    assert client.post("/bring-along/", {"passphrase": PASSPHRASE}).status_code == 422
    monkeypatch.setattr(settings, "BRING_MOST_BYTES", 1_000)
    assert give(client, b"x" * 30_000).status_code == 413
    monkeypatch.setattr("keukentafel.exchange.arriving.AROUND_A_FILE", 1_000_000)
    assert give(client, b"x" * 100_000).status_code == 422
    assert on_disk() == set()
    checking = Client(enforce_csrf_checks=True)
    checking.force_login(person("Ander"))
    assert give(checking, b"x").status_code == 403
    assert on_disk() == set()


def test_no_other_page_keeps_a_file(house: House, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    family = Family(house)
    before = set(tmp_path.rglob("*"))
    answer = family.client("Ann").post(
        f"/d/{family.id}/journal/write/", {"text": "hoi", "file": io.BytesIO(b"y" * 5_000_000)}
    )
    assert answer.status_code in (303, 422)
    assert set(tmp_path.rglob("*")) == before


def test_a_job_for_what_is_gone_does_nothing(house: House) -> None:
    family = Family(house)
    assert not making.make(family.people["Ann"].pk, family.id, family.id)
    assert bringing.bring(family.people["Ann"].pk, family.id) is None
