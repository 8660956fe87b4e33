"""What people do with appointments: answer, change, move one, cancel, choose a moment together, delete, bring elsewhere."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.support.family import Family
from tests.support.house import House

from keukentafel import events
from keukentafel.access import Refused
from keukentafel.dossiers import makers, reading
from keukentafel.dossiers.models import new_id
from keukentafel.rooms.calendar import actions, proposing, queries
from keukentafel.rooms.calendar.events import AppointmentMade, CalendarEvent, ProposalPicked
from keukentafel.rooms.calendar.kinds import Appointment, Moment, Proposal

TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=3)


@pytest.fixture
def family(house: House) -> Family:
    made = Family(house, "Ann")
    made.seat("Opa", "relative")
    made.seat("Bo", "professional", organisation="Wijkteam")
    made.seat("Tess", "youth", born=TODAY - timedelta(days=14 * 366))
    made.circle("school", "Bo", "Tess")
    made.personal("own", "Tess")
    return made


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    found: list[Any] = []
    real = events.announce

    def listening(event: object) -> None:
        if isinstance(event, CalendarEvent):
            found.append(event)
        real(event)

    monkeypatch.setattr(events, "announce", listening)
    return found


def make(family: Family, by: str = "Bo", circle: str = "table", **fields: Any) -> Any:
    with family.visit(by) as visit:
        content = Appointment(**{"what": "Huisbezoek", "day": SOON, "at": "15:00"} | fields)
        return actions.make(visit, content, circle=family.circles[circle], once=None)


def at(family: Family, one: Any, path: str = "") -> str:
    return f"/d/{family.id}/calendar/{one.id}/{path}"


def now(family: Family, one: Any, who: str = "Ann") -> Any:
    with family.visit(who) as visit:
        return reading.one(visit, one.id)


def words(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"\s+", " ", answer.content.decode())


def test_everybody_answers_for_themselves_and_once(family: Family) -> None:
    one = make(family)
    for who, says in (("Ann", "yes"), ("Opa", "maybe"), ("Ann", "no"), ("Ann", "no")):
        assert family.client(who).post(at(family, one), {"says": says}).status_code == 303
    page = words(family.client("Bo").get(at(family, one)))
    assert page.count("kan niet</span>") == 1
    assert page.count("misschien</span>") == 1
    with family.visit("Bo") as visit:
        assert len(queries.under(visit, one)) == 2


def test_one_day_of_what_repeats_is_answered_apart(family: Family) -> None:
    one = make(family, repeats="weekly", times=3)
    later = SOON + timedelta(days=7)
    ann = family.client("Ann")
    ann.post(at(family, one) + f"?on={later}", {"says": "no"})
    ann.post(at(family, one) + f"?on={SOON}", {"says": "yes", "always": "1"})
    assert 'value="yes" aria-pressed="true"' in words(ann.get(at(family, one) + f"?on={SOON}"))
    assert 'value="no" aria-pressed="true"' in words(ann.get(at(family, one) + f"?on={later}"))
    assert ann.get(at(family, one) + f"?on={later + timedelta(days=1)}").status_code == 404


def form(one: Any, **changes: Any) -> dict[str, Any]:
    content = one.content
    return {"what": content.what, "day": content.day.isoformat(), "time": content.at or "", "zone": content.zone,
            "version": one.version} | changes  # fmt: skip


def test_two_change_it_at_once_and_nothing_is_lost(family: Family) -> None:
    one = make(family)
    ann, bo = family.client("Ann"), family.client("Bo")
    assert ann.post(at(family, one, "edit/"), form(one, what="Ann was eerst")).status_code == 303
    second = bo.post(at(family, one, "edit/"), form(one, what="Bo daarna"))
    page = second.content.decode()
    assert second.status_code == 409
    assert "Ann was eerst" in page
    assert "Bo daarna" in page
    assert "Huisbezoek" in words(bo.get(at(family, one, "history/")))


def test_this_one_moved_and_that_one_off(family: Family) -> None:
    one = make(family, repeats="weekly", times=4)
    bo, second, third = family.client("Bo"), SOON + timedelta(days=7), SOON + timedelta(days=14)
    sent = {"sort": "moved", "day": (second + timedelta(days=1)).isoformat(), "time": "16:00", "ends": "17:00",
            "version": 1, "why": "studiedag"}  # fmt: skip
    assert bo.post(at(family, one, f"once/?on={second}"), sent).status_code == 303
    off = {"sort": "off", "version": 2, "why": "ziek"}
    assert bo.post(at(family, one, f"once/?on={third}"), off).status_code == 303
    page = words(family.client("Opa").get(f"/d/{family.id}/calendar/"))
    assert page.count("Ander moment") == 1
    assert page.count("Gaat niet door") == 1
    assert "ziek" in page
    assert "16:00–17:00" in page
    assert bo.post(at(family, one, f"once/?on={third}"), {"sort": "back"}).status_code == 303
    assert [x.on for x in now(family, one).content.changed] == [second]


def test_cancelled_it_stays_with_its_reason_and_goes_on(family: Family) -> None:
    one = make(family)
    bo = family.client("Bo")
    assert bo.post(at(family, one, "cancel/"), {"version": 1, "why": "griep"}).status_code == 303
    assert "griep" in words(family.client("Ann").get(at(family, one)))
    assert family.client("Ann").post(at(family, one), {"says": "yes"}).status_code == 404
    assert bo.post(at(family, one, "cancel/"), {"version": 2}).status_code == 303
    assert now(family, one).state == "planned"


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"what": ""}, "what"), ({"day": "2026-13-01"}, "day"), ({"time": "25:00"}, "time"), ({"link": "http://x.nl"}, "link"),
        ({"link": "javascript:alert(1)"}, "link"), ({"time": "", "ends": "16:00"}, "time"), ({"travel": "-5"}, "travel"),
        ({"last_day": "2001-01-01"}, "last_day"), ({"repeats": "hourly"}, "repeats"), ({"zone": "Mars/Base"}, "zone"),
        ({"day": "2026-03-29", "time": "02:30"}, "time"), ({"day": "2026-10-25", "time": "02:30"}, "later"),
        ({"repeats": "weekly", "until": "2001-01-01"}, "until"), ({"who": "nobody"}, "who"), ({"what": "a\u202eb"}, "what"),
    ],
)  # fmt: skip
def test_what_is_not_right_is_said_at_its_field(family: Family, sent: dict[str, str], field: str) -> None:
    once = str(new_id())
    good = {"what": "x", "day": SOON.isoformat(), "time": "15:00", "circle": str(family.table), "once": once}
    answer = family.client("Ann").post(f"/d/{family.id}/calendar/new/", good | sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert f'href="#{field}"' in page
    assert "%(" not in page


def test_who_comes_sees_it(family: Family) -> None:
    once = str(new_id())
    sent = {"what": "x", "day": SOON.isoformat(), "once": once, "circle": str(family.circles["school"]),
            "who": str(family.seats["Opa"])}  # fmt: skip
    assert family.client("Ann").post(f"/d/{family.id}/calendar/new/", sent).status_code == 422
    content = Appointment(what="x", day=SOON, who=(family.seats["Opa"],))
    with pytest.raises(Refused), family.visit("Ann") as visit:
        actions.make(visit, content, circle=family.circles["school"], once=None)


def test_a_moment_is_chosen_together(family: Family, heard: list[Any]) -> None:
    sent = {"what": "Groot overleg", "day1": SOON.isoformat(), "time1": "09:00", "day2": SOON.isoformat(),
            "time2": "14:00", "minutes": "60", "once": str(new_id()), "circle": str(family.table)}  # fmt: skip
    answer = family.client("Bo").post(f"/d/{family.id}/calendar/propose/", sent)
    assert answer.status_code == 303
    page = answer["Location"]
    assert "Zeg wat jou uitkomt" in words(family.client("Ann").get(f"/d/{family.id}/calendar/"))
    for who, first, second in (("Ann", "yes", "no"), ("Opa", "no", "maybe"), ("Bo", "yes", "yes")):
        assert family.client(who).post(page, {"m0": first, "m1": second}).status_code == 303
    assert family.client("Opa").post(page + "pick/", {"place": "0"}).status_code == 404
    assert family.client("Bo").post(page + "pick/", {"place": "7"}).status_code == 404
    done = family.client("Bo").post(page + "pick/", {"place": "0"})
    assert done.status_code == 303
    again = family.client("Ann").post(page + "pick/", {"place": "1"})
    assert (again.status_code, again["Location"]) == (303, page)
    made = words(family.client("Opa").get(done["Location"]))
    assert "Groot overleg" in made
    assert "09:00–10:00" in made
    assert [type(one) for one in heard][-2:] == [AppointmentMade, ProposalPicked]
    assert family.client("Ann").post(page, {"m0": "no"}).status_code == 404
    with family.visit("Ann") as visit:
        [one] = reading.of_kinds(visit, "calendar.appointment")
        assert set(one.content.who) == {family.seats["Ann"], family.seats["Bo"]}


def test_one_moment_is_no_choice(family: Family) -> None:
    sent = {"what": "x", "day1": SOON.isoformat(), "minutes": "60", "once": str(new_id()), "circle": str(family.table)}
    answer = family.client("Bo").post(f"/d/{family.id}/calendar/propose/", sent)
    assert answer.status_code == 422
    assert "twee momenten" in answer.content.decode()


def test_brought_elsewhere_who_is_not_there_comes_no_more(family: Family) -> None:
    one = make(family, "Ann", who=(family.seats["Opa"], family.seats["Bo"]))
    with family.visit("Ann") as visit:
        actions.move(visit, reading.one(visit, one.id), family.circles["school"])
    assert now(family, one).content.who == (family.seats["Bo"],)
    assert family.client("Opa").get(at(family, one)).status_code == 404


def test_deleted_it_is_gone_with_its_answers(family: Family) -> None:
    one = make(family)
    family.client("Ann").post(at(family, one), {"says": "yes"})
    assert family.client("Bo").post(at(family, one, "delete/")).status_code == 303
    assert family.client("Ann").get(at(family, one)).status_code == 404
    rows = family.house.owner.execute("SELECT count(*) FROM item WHERE kind LIKE 'calendar.%'").fetchone()
    assert rows == (0,)


def test_other_rooms_make_one_by_name(family: Family, heard: list[Any]) -> None:
    with family.visit("Ann") as visit:
        made = makers.make(visit, "calendar.appointment", circle=family.table, what="Gesprek", day=SOON, at="10:00")
    assert made.content.what == "Gesprek"
    assert set(heard[0].people) == {family.people[who].pk for who in ("Ann", "Opa", "Bo", "Tess")}


def test_what_starts_between_two_moments(family: Family) -> None:
    make(family, repeats="weekly", times=3)
    make(family, "Tess", "own", what="van mij")
    cancelled = make(family)
    with family.visit("Bo") as visit:
        actions.cancel(visit, reading.one(visit, cancelled.id), "", version=1)
    with family.visit("Bo") as visit:
        found = queries.starting(visit, visit.now, visit.now + timedelta(days=14))
        assert [one.item.content.what for one in found] == ["Huisbezoek", "Huisbezoek"]
    with family.visit("Tess") as visit:
        assert len(queries.starting(visit, visit.now, visit.now + timedelta(days=14))) == 3


def test_by_the_clock_of_somebody_abroad(family: Family) -> None:
    one = make(family, day=date(2027, 1, 20))
    opa = family.client("Opa")
    assert opa.post("/calendar/choices/", {"zone": "America/Paramaribo"}).status_code == 303
    page = words(opa.get(at(family, one)))
    assert "11:00–12:00" in page
    assert "15:00–16:00 in Amsterdam" in page
    assert "15:00–16:00" in words(family.client("Ann").get(at(family, one)))


def test_a_room_of_our_own_is_not_to_be_guessed(family: Family, settings: Any) -> None:
    settings.JITSI = "https://meet.example.org"
    links = set()
    for once in (str(new_id()), str(new_id())):
        sent = {"what": "x", "day": SOON.isoformat(), "once": once, "circle": str(family.table), "room": "1"}
        for _twice in range(2):
            answer = family.client("Ann").post(f"/d/{family.id}/calendar/new/", sent)
            links |= set(
                re.findall(
                    r"https://meet\.example\.org/[a-z2-7]{32}", words(family.client("Bo").get(answer["Location"]))
                )
            )
    assert len(links) == 2


def test_the_family_s_birthdays_are_for_the_family(family: Family) -> None:
    on = TODAY - timedelta(days=14 * 366)
    month = f"/d/{family.id}/calendar/month/?on={TODAY.replace(month=on.month, day=1)}"
    assert "Verjaardag van Tess" in words(family.client("Ann").get(month))
    assert "Verjaardag van Tess" not in words(family.client("Bo").get(month))


def test_proposals_keep_what_suits_when_moments_change(family: Family) -> None:
    with family.visit("Bo") as visit:
        moments = tuple(Moment(day=SOON + timedelta(days=n), at="09:00") for n in range(2))
        one = proposing.propose(visit, Proposal(what="x", moments=moments), circle=family.table, once=None)
    with family.visit("Ann") as visit:
        proposing.suits(visit, reading.one(visit, one.id), {proposing.key(moments[1]): "yes"})
    with family.visit("Bo") as visit:
        other = (Moment(day=SOON, at="11:00"), moments[1])
        one = proposing.change(visit, one, one.content.model_copy(update={"moments": other}), version=1)
        assert proposing.coming(queries.under(visit, one), moments[1]) == [family.seats["Ann"]]
