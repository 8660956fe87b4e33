"""Every address of the plan, for everybody: exact answers, and what is hidden answers like what never was."""

from collections.abc import Iterator
from dataclasses import asdict
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from tests.support.family import Family
from tests.support.house import House
from tests.support.plans import anonymous, cast, never, planned

from keukentafel.rooms.plan.urls import urlpatterns

# name of the address, what the id in it is of (if any), and the methods that it answers to
OPEN = [
    ("plan", "", "GET"), ("history", "", "GET"), ("reviews", "", "GET"), ("fridge", "", "GET"),
    ("fridge_pdf", "", "GET"),
    ("new_goal", "", "GET POST"), ("agree", "", "GET POST"), ("new_review", "", "GET POST"),
    ("goal", "goal", "GET"), ("edit_goal", "goal", "GET POST"), ("goal_state", "goal", "POST"),
    ("add_step", "goal", "POST"), ("give_standing", "goal", "POST"), ("agree_for_goal", "goal", "GET POST"),
    ("tick", "step", "POST"), ("edit_part", "step", "GET POST"), ("edit_part", "standing", "GET POST"),
    ("edit_part", "outcome", "GET POST"), ("agreement", "agreement", "GET"),
    ("edit_agreement", "agreement", "GET POST"),
    ("answer", "agreement", "POST"), ("agreement_state", "agreement", "POST"), ("review", "review", "GET"),
    ("edit_review", "review", "GET POST"), ("move", "goal", "GET POST"), ("move", "agreement", "GET POST"),
    ("move", "review", "GET POST"), ("delete", "goal", "GET POST"), ("delete", "step", "GET POST"),
    ("delete", "standing", "GET POST"), ("delete", "agreement", "GET POST"), ("delete", "outcome", "GET POST"),
    ("delete", "review", "GET POST"),
]  # fmt: skip
LOOKS = {"goal", "agreement", "review"}
ADDS = {"add_step", "give_standing", "agree_for_goal"}


def addresses(family: Family, ids: dict[str, UUID]) -> Iterator[tuple[str, str, str, list[str]]]:
    """Every address with an id of what lies there: (name, what, path, methods)."""
    for name, what, methods in OPEN:
        args = [family.id, *([ids[what]] if what else [])]
        yield name, what, reverse(f"plan:{name}", args=args), methods.split()


def test_every_address_is_in_the_table() -> None:
    assert {pattern.name for pattern in urlpatterns} == {name for name, *_ in OPEN}


def test_another_method_is_not_answered(house: House) -> None:
    family = cast(house)
    ids, ann = asdict(planned(family, "Ann", "table")), family.client("Ann")
    for name, what, path, methods in addresses(family, ids):
        for method in {"GET", "POST", "PUT", "DELETE", "PATCH"} - set(methods):
            assert ann.generic(method, path).status_code == 405, (name, what, method)


def test_an_owner_reaches_everything(house: House) -> None:
    family = cast(house)
    ids, ann = asdict(planned(family, "Ann", "table")), family.client("Ann")
    for name, what, path, methods in addresses(family, ids):
        if "GET" in methods:
            wanted = 404 if name == "move" and what == "agreement" else 200  # it hangs under a goal: it goes with it
            assert ann.get(path).status_code == wanted, (name, what)


def test_who_sits_there_reads_and_adds_but_changes_nothing_of_others(house: House) -> None:
    family = cast(house)
    ids = asdict(planned(family, "Ann", "table"))
    for who in ("Opa", "Bo", "Cor", "Tess"):
        client = family.client(who)
        for name, what, path, methods in addresses(family, ids):
            may_read = not what or name in LOOKS or name in ADDS
            if "GET" in methods:
                assert client.get(path).status_code == (200 if may_read else 404), (who, name, what)
            elif name in ADDS:
                assert client.post(path, {}).status_code == 422, (who, name)
            else:
                state = {"tick": "done", "goal_state": "reached", "agreement_state": "ended"}.get(name, "")
                assert client.post(path, {"state": state, "outcome": "kept"}).status_code == 404, (who, name)


HIDDEN = [
    *((who, "Van mij", "Tess") for who in ("Ann", "Opa", "Bo", "Cor")),
    *((who, "School", "Bo") for who in ("Opa", "Cor", "Eva")),
    ("Eva", "table", "Ann"),
]


@pytest.mark.parametrize(("who", "circle", "by"), HIDDEN)
def test_hidden_is_like_what_never_was(house: House, who: str, circle: str, by: str) -> None:
    family = cast(house)
    hidden = asdict(planned(family, by, circle))
    missing = {what: never() for what in hidden}
    client = family.client(who)
    for (name, what, path, methods), (*_, nowhere, _m) in zip(
        addresses(family, hidden), addresses(family, missing), strict=True
    ):
        if not what:
            continue
        for method in methods:
            there, not_there = client.generic(method, path), client.generic(method, nowhere)
            assert there.status_code == not_there.status_code == 404, (name, what, method)
            assert even(there.content, path) == even(not_there.content, nowhere)


def even(content: bytes, path: str) -> str:
    """A page without its own address and its token."""
    text = content.decode().replace(path, "")
    marks = text.split('name="csrfmiddlewaretoken" value="')
    return marks[0] + "".join(part.partition('"')[2] for part in marks[1:])


def test_strangers_and_who_left_find_nothing(house: House) -> None:
    family = cast(house)
    ids = asdict(planned(family, "Ann", "table"))
    for who in ("Weg", "Vreemd"):
        client = family.client(who)
        for name, what, path, methods in addresses(family, ids):
            for method in methods:
                assert client.generic(method, path).status_code == 404, (who, name, what, method)


def test_a_guest_of_a_personal_circle_has_a_plan_of_its_own(house: House) -> None:
    family = cast(house)
    planned(family, "Ann", "table", word="tafelwoord")
    mine = planned(family, "Tess", "Van mij", word="zolderwoord")
    eva = family.client("Eva")
    page = eva.get(reverse("plan:plan", args=[family.id])).content.decode()
    assert "Doel zolderwoord" in page
    assert "tafelwoord" not in page
    assert eva.get(reverse("plan:goal", args=[family.id, mine.goal])).status_code == 200
    for name in ("fridge", "fridge_pdf"):
        assert eva.get(reverse(f"plan:{name}", args=[family.id])).status_code == 404
    for who in ("Ann", "Opa", "Bo"):
        told = family.client(who)
        for name in ("plan", "history", "reviews", "fridge", "new_goal"):
            assert "zolderwoord" not in told.get(reverse(f"plan:{name}", args=[family.id])).content.decode(), (
                who,
                name,
            )
            assert "Van mij" not in told.get(reverse(f"plan:{name}", args=[family.id])).content.decode(), (who, name)


def test_who_is_not_signed_in_is_asked_to(house: House) -> None:
    family = cast(house)
    ids = asdict(planned(family, "Ann", "table"))
    for name, what, path, methods in addresses(family, ids):
        for method in methods:
            answer = anonymous().generic(method, path)
            assert answer.status_code == 302, (name, what)
            assert answer["Location"].startswith("/sign-in/?next=")


def test_through_another_seats_eyes_nothing_is_offered_and_nothing_written(house: House) -> None:
    family = cast(house)
    ids = asdict(planned(family, "Ann", "table"))
    ann = family.client("Ann")
    session = ann.session
    session["eyes"] = {str(family.id): str(family.seats["Bo"])}
    session.save()
    page = ann.get(reverse("plan:goal", args=[family.id, ids["goal"]])).content.decode()
    assert f"/goals/{ids['goal']}/edit/" not in page
    assert f"/goals/{ids['goal']}/standing/" not in page
    plan = ann.get(reverse("plan:plan", args=[family.id])).content.decode()
    for offered in ("goals/new/", "agreements/new/", "reviews/new/", "/tick/"):
        assert offered not in plan
    answer = ann.post(reverse("plan:tick", args=[family.id, ids["step"]]), {"state": "done"})
    assert answer.status_code == 404


def test_forged_forms_are_refused(house: House) -> None:
    family = cast(house)
    goal = planned(family, "Ann", "table").goal
    client = Client(enforce_csrf_checks=True)
    client.force_login(family.people["Ann"])
    answer = client.post(reverse("plan:goal_state", args=[family.id, goal]), {"state": "reached"})
    assert answer.status_code == 403
