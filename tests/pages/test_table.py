"""The pages of the table."""

from django.urls import reverse

from tests.support.house import House
from tests.support.tables import cast


def test_smoke(house: House) -> None:
    family = cast(house)
    ann = family.client("Ann")
    for name, ids in [
        ("table", []), ("leave", []), ("seat_add", []), ("seat", [family.seats["Juf"]]), ("seat_edit", [family.seats["Juf"]]),
        ("letter_new", []), ("circles", []), ("circle_new", []), ("circle_own", []), ("circle", [family.circles["School"]]),
        ("circle_name", [family.circles["School"]]), ("circle_remove", [family.circles["School"]]),
    ]:
        answer = ann.get(reverse(f"table:{name}", args=[family.id, *ids]))
        assert answer.status_code == 200, name
    for role in ("relative", "network", "professional", "parent", "youth"):
        assert ann.get(reverse("table:letter_new", args=[family.id]), {"role": role}).status_code == 200
