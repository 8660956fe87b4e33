"""Who is told that there is something, when, and by which letter."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.support.family import Family
from tests.support.house import House
from tests.support.journal import Cast
from tests.support.noticed import QUEUED, absent, absent_again, at_a_table, choose, deliver, look_around, names, write
from tests.support.queue import work

from keukentafel.dossiers.models import new_id
from keukentafel.notices import clock
from keukentafel.notices.jobs import remind, tidy
from keukentafel.notices.rules import PAUSE, SORTS
from keukentafel.people.models import Person
from keukentafel.rooms.plan import actions
from keukentafel.rooms.plan.kinds import Agreement

AT_NO_TIME: Any = {"timestamp": 0}


@pytest.fixture
def family(house: House, settings) -> Cast:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    return at_a_table(house)


def test_each_who_sits_there_is_told_but_the_writer(house: House, family: Cast) -> None:
    write(family, "Bo")
    assert names(family, deliver(house)) == ["Ann", "Eva", "Opa"]


def test_ten_things_are_one_letter_and_the_next_comes_after_looking(house: House, family: Cast) -> None:
    for _ in range(10):
        write(family, "Bo")
    assert names(family, deliver(house)) == ["Ann", "Eva", "Opa"]
    write(family, "Bo")
    assert deliver(house) == []


def test_who_looked_gets_the_next_at_once(house: House, family: Cast) -> None:
    write(family, "Bo")
    assert len(deliver(house)) == 3
    house.owner.execute("UPDATE notice_waiting SET told = told - interval '1 hour'")
    look_around(family, "Opa")
    house.owner.execute("UPDATE presence SET last_at = last_at - interval '10 minutes'")
    write(family, "Bo")
    assert names(family, deliver(house)) == ["Opa"]
    assert names(family, deliver(house, PAUSE)) == ["Ann", "Eva"]


def test_who_saw_it_meanwhile_gets_nothing(house: House, family: Cast) -> None:
    item = write(family, "Bo")
    look_around(family, "Opa")
    assert family.client("Eva").get(f"/d/{family.id}/journal/{item.id}/").status_code == 200
    assert names(family, deliver(house)) == ["Ann"]


def test_what_was_taken_back_is_told_to_nobody(house: House, family: Cast) -> None:
    item = write(family, "Bo")
    assert family.client("Ann").post(f"/d/{family.id}/journal/{item.id}/delete/").status_code == 303
    absent_again(house)
    assert deliver(house) == []
    assert house.owner.execute("SELECT count(*) FROM notice_waiting").fetchone() == (0,)


def test_a_notice_is_no_look(house: House, family: Cast) -> None:
    write(family, "Bo")
    before = house.owner.execute("SELECT * FROM presence ORDER BY seat_id").fetchall()
    seen = house.owner.execute("SELECT * FROM item_seen ORDER BY item_id, seat_id").fetchall()
    lines = house.owner.execute("SELECT count(*) FROM access_event").fetchone()
    assert len(deliver(house)) == 3
    assert house.owner.execute("SELECT * FROM presence ORDER BY seat_id").fetchall() == before
    assert house.owner.execute("SELECT * FROM item_seen ORDER BY item_id, seat_id").fetchall() == seen
    assert house.owner.execute("SELECT count(*) FROM access_event").fetchone() == lines
    assert house.owner.execute("SELECT count(*) FROM log_waiting").fetchone() == (0,)


def test_only_the_sorts_and_ways_that_somebody_wants(house: House, family: Cast) -> None:
    choose(family, "Ann", ways=dict.fromkeys(SORTS, "push"))
    choose(family, "Opa", ways=dict.fromkeys(SORTS, "page"))
    choose(family, "Eva", ways=dict.fromkeys(SORTS, "page") | {"rest": "mail"})
    write(family, "Bo")
    assert names(family, deliver(house)) == ["Eva"]


def test_once_a_day_is_one_letter_of_all_tables(house: House, family: Cast) -> None:
    other = Family(house, "Els", founded_by=None)
    other.seat("Ann", "network", who=family.people["Ann"])
    absent(house)
    at = timezone.localtime() + timedelta(hours=3)
    choose(family, "Ann", rhythm="daily", hour=at.hour)
    write(family, "Bo")
    write(other, "Els")
    assert "Ann" not in names(family, deliver(house))
    rows = house.owner.execute(
        "SELECT due FROM notice_waiting WHERE person_id = %s", [family.people["Ann"].pk]
    ).fetchall()
    assert len(rows) == 2
    assert {timezone.localtime(row[0]).strftime("%H:%M") for row in rows} == {f"{at.hour:02}:00"}
    letters = deliver(house, timedelta(hours=4))
    assert names(family, letters) == ["Ann"]
    page = family.client("Ann").get(link_in(letters[0]))
    assert (page.status_code, page["Location"]) == (302, "/notices/")


def test_at_night_it_waits_until_the_morning(house: House, family: Cast) -> None:
    hour = timezone.localtime().hour
    choose(family, "Opa", quiet_from=hour, quiet_until=(hour + 5) % 24)
    write(family, "Bo")
    assert names(family, deliver(house)) == ["Ann", "Eva"]
    assert names(family, deliver(house, timedelta(hours=6))) == ["Opa"]


def test_another_choice_counts_for_what_waits(house: House, family: Cast) -> None:
    choose(family, "Opa", rhythm="weekly", weekday=timezone.localtime().weekday(), hour=timezone.localtime().hour)
    write(family, "Bo")
    assert "Opa" not in names(family, deliver(house))
    sent = {
        "ready": "own",
        "rhythm": "now",
        "hour": "8",
        "weekday": "0",
        "quiet_from": "",
        "quiet_until": "",
        "zone": "UTC",
    }
    answer = family.client("Opa").post("/notices/choices/", sent | dict.fromkeys(SORTS, "both"))
    assert answer.status_code == 303
    assert names(family, deliver(house)) == ["Opa"]


def test_signs_are_told_to_nobody(house: House, family: Cast) -> None:
    family.react("Eva", family.items["T"], "heart")
    assert deliver(house) == []


def test_the_queue_knows_ids_alone(house: House, family: Cast) -> None:
    write(family, "Bo", "Een geheim over Sterretje")
    found = house.owner.execute(QUEUED.encode()).fetchall()
    assert [row[0] for row in found] == ["notices.spread"]
    told = {"dossier", "circle", "item", "by", "at"}
    assert set(re.findall(r'"(\w+)":', found[0][1])) == told
    assert "Sterretje" not in found[0][1]


def test_who_is_not_active_any_more_gets_nothing(house: House, family: Cast) -> None:
    write(family, "Bo")
    Person.objects.filter(pk=family.people["Opa"].pk).update(is_active=False)
    assert names(family, deliver(house)) == ["Ann", "Eva"]


def link_in(letter) -> str:
    found = re.search(r"https?://[^/\s]+(/n/[\w-]+/)", letter.body)
    assert found
    return found[1]


def test_the_letter(house: House, family: Cast, settings) -> None:
    Person.objects.filter(pk=family.people["Eva"].pk).update(language="en")
    write(family, "Bo")
    letters = {letter.to[0]: letter for letter in deliver(house)}
    dutch, english = letters[family.people["Ann"].email], letters[family.people["Eva"].email]
    assert dutch.subject == "Er is iets nieuws voor je"
    assert english.subject == "There is something new for you"
    for letter in (dutch, english):
        headers = letter.message()
        assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        stop = headers["List-Unsubscribe"].strip("<>")
        assert stop.startswith(settings.ORIGIN + "/notices/stop/")
        assert stop in letter.body
        assert headers["Auto-Submitted"] == "auto-generated"
        assert "<img" not in letter.body
        assert "text/html" not in str(headers)


def test_every_letter_has_the_same_shape(house: House, family: Cast) -> None:
    write(family, "Bo", "kort")
    first = [letter for letter in deliver(house) if letter.to == [family.people["Ann"].email]]
    absent(house)
    with family.visit("Bo") as visit:
        visit.note("read", family.table)
    write(family, "Bo", "Een heel lang stuk. " * 100, circle="School")
    write(family, "Opa", circle="family")
    second = [letter for letter in deliver(house) if letter.to == [family.people["Ann"].email]]
    one, two = (re.sub(r"/n/[\w-]+/", "/n/x/", letter.body) for letter in (first[0], second[0]))
    assert one == two
    assert len(first[0].body) == len(second[0].body)
    assert first[0].subject == second[0].subject


def test_the_choices_are_one_simple_page(house: House, family: Cast) -> None:
    page = family.client("Ann").get("/notices/choices/").content.decode()
    for words in ("Alles meteen", "Eén keer per dag", "Alleen wat mij gevraagd wordt"):
        assert words in page
    house.owner.execute("DELETE FROM notice_choice")
    ann = family.client("Ann")
    before = {
        "rhythm": "now",
        "hour": "17",
        "weekday": "0",
        "quiet_from": "22",
        "quiet_until": "7",
        "zone": "Europe/Amsterdam",
    }
    before |= dict.fromkeys(SORTS, "both")
    assert ann.post("/notices/choices/", before | {"ready": "daily"}).status_code == 303
    assert house.owner.execute("SELECT rhythm FROM notice_choice").fetchone() == ("daily",)
    daily = before | {"rhythm": "daily", "ready": "daily"}
    assert ann.post("/notices/choices/", daily | {"rest": "page"}).status_code == 303, "something below was changed"
    assert house.owner.execute("SELECT rhythm, ways->>'rest' FROM notice_choice").fetchone() == ("daily", "page")
    assert ann.post("/notices/choices/", daily | {"hour": "25", "ready": "own"}).status_code == 422
    assert ann.post("/notices/choices/", daily | {"zone": "../../etc/passwd"}).status_code == 303
    assert house.owner.execute("SELECT zone FROM notice_choice").fetchone() == ("Europe/Amsterdam",)


def test_what_waits_tells_where_and_no_more(house: House, family: Cast) -> None:
    write(family, "Bo", "Een geheim over Sterretje")
    page = family.client("Opa").get("/notices/").content.decode()
    assert "Dagboek" in page
    assert f"/d/{family.id}/journal/" in page
    assert "Sterretje" not in page
    assert "Bo" not in page.replace("Body", "")
    assert "Niets nieuws" in family.client("Zed").get("/notices/").content.decode()
    assert "Niets nieuws" in family.client("Max").get("/notices/").content.decode()


def test_my_own_data_say_what_i_chose(house: House, family: Cast) -> None:
    from keukentafel.overview.mine.account import as_data

    choose(family, "Ann", rhythm="weekly")
    assert as_data(family.people["Ann"])["notices"]["when"] == "weekly"


def promise(family: Cast, who: str, days: int, **more: Any) -> None:
    """An agreement for so many days from now, given to somebody."""
    with family.visit("Ann") as visit:
        content = Agreement(what="Bellen met de tandarts over Sterretje", **more)
        due = timezone.localdate() + timedelta(days=days)
        actions.agree(
            visit, content, circle=family.table, goal=None, assignee=family.seats[who], due=due, once=new_id()
        )


def by_the_clock(hour: int = 12) -> int:
    return clock.go_round(timezone.localtime().replace(hour=hour, minute=0))


def test_an_agreement_that_comes_due_is_told_to_whose_it_is(house: House, family: Cast) -> None:
    promise(family, "Opa", 1)
    promise(family, "Eva", 2)
    absent(house)
    assert by_the_clock(6) == 0, "not before it is light"
    assert by_the_clock() == 1
    assert by_the_clock() == 0, "once is enough"
    assert names(family, deliver(house)) == ["Opa"]


def test_an_agreement_that_went_by_is_told_to_who_keeps_the_overview_too(house: House, family: Cast) -> None:
    promise(family, "Opa", -1)
    absent(house)
    assert by_the_clock() == 2
    assert names(family, deliver(house)) == ["Ann", "Opa"]


def test_what_was_done_meanwhile_is_no_reminder(house: House, family: Cast) -> None:
    promise(family, "Opa", 1)
    absent(house)
    assert by_the_clock() == 1
    house.owner.execute("UPDATE item SET state = 'kept' WHERE kind = 'plan.agreement'")
    assert deliver(house) == []


def test_a_source_of_reminders_is_believed_no_more_than_the_eyes_of_who_is_told(
    house: House, family: Cast, monkeypatch
) -> None:
    monkeypatch.setattr(clock, "_sources", [])
    item = family.items["S"]
    clock.also(
        lambda now: [
            clock.Reminder(family.people[name].pk, family.id, item, "soon", now.date()) for name in ("Bo", "Eva")
        ]
    )
    assert by_the_clock() == 2
    assert names(family, deliver(house)) == ["Bo"], "Eva does not sit in School"


def test_a_lost_job_is_found_again(house: House, family: Cast) -> None:
    write(family, "Bo")
    work()
    house.owner.execute("DELETE FROM procrastinate_jobs")
    house.owner.execute("UPDATE notice_waiting SET due = now() - interval '11 minutes'")
    remind.defer(**AT_NO_TIME)
    assert names(family, deliver(house)) == ["Ann", "Eva", "Opa"]


def test_after_thirty_days_nothing_is_left(house: House, family: Cast) -> None:
    write(family, "Bo")
    assert len(deliver(house)) == 3
    house.owner.execute(
        "UPDATE notice_waiting SET since = now() - interval '31 days', told = now() - interval '31 days'"
    )
    house.owner.execute("UPDATE notice_link SET expires = now() - interval '1 second'")
    house.owner.execute(
        "INSERT INTO notice_reminded (id, person_id, item, reason, day) SELECT gen_random_uuid(), id, id, 'x', current_date - 31 FROM person LIMIT 1"
    )
    tidy.defer(**AT_NO_TIME)
    work()
    for table in ("notice_waiting", "notice_link", "notice_reminded"):
        assert house.owner.execute(f"SELECT count(*) FROM {table}".encode()).fetchone() == (0,), table
