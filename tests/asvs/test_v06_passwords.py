"""ASVS V6.2: passwords are long enough, not common, and otherwise as their owner likes them."""

import re
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from keukentafel.people.models import Person
from tests.asvs.code import HOUSE, scripts
from tests.support.family import Family, person
from tests.support.house import House

ODD = "  Ünï cödé, spaces at both ends, and 😀 "


@pytest.mark.parametrize("password", ["short12", "12345678", "password123", "qwertyuiop", "1234567890"])
def test_a_short_or_common_password_is_refused_and_any_other_is_fine(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password)
    for fine in ("aaaa bbbb cccc", "drie woorden samen", "0000-1111-2222-x", "x" * 12 + "yz", ODD):
        validate_password(fine)


@pytest.mark.parametrize("password", [ODD, "w" * 63 + "xyz", "drie woorden samen en nog veel meer " * 3 + "einde"])
def test_a_password_is_taken_exactly_as_typed(house: House, password: str) -> None:
    ann = person("Ann", password=password)
    assert ann.check_password(password)
    assert not any(
        ann.check_password(other)
        for other in (password.strip() + "!", password.lower() + " ", password[:-1], password[:60] + "-")
    )
    answer = Client().post("/sign-in/", {"login": ann.email, "password": password})
    assert answer.status_code in (302, 303)
    assert Client().post("/sign-in/", {"login": ann.email, "password": password[:-1]}).status_code == 422


def test_changing_asks_for_the_current_one(house: House) -> None:
    family = Family(house)
    ann = family.people["Ann"]
    ann.set_password(ODD)
    ann.save()
    client = family.client("Ann")
    page = client.get("/account/").content.decode()
    asked = set(re.findall(r'name="(\w*password\w*|old)"', page))
    assert asked == {"old", "password"}
    new = "vier nieuwe woorden samen"
    answer = client.post(
        "/account/password/",
        dict.fromkeys(asked, new) | {"old": "wrong"},
    )
    ann.refresh_from_db()
    assert ann.check_password(ODD), answer.status_code


def test_fields_for_passwords_are_masked_and_help_managers(house: House) -> None:
    pages = [Client().get(path).content.decode() for path in ("/sign-in/", "/sign-up/")]
    pages.append(Family(house).client("Ann").get("/account/").content.decode())
    fields = [
        field for page in pages for field in re.findall(r"<input[^>]*name=\"[a-z_]*password[a-z_]*\"[^>]*>", page)
    ]
    assert len(fields) >= 2
    for field in fields:
        assert 'type="password"' in field
        assert re.search(r'autocomplete="(current|new)-password"', field), field
    assert not any(re.search(r"paste|oncopy|autocomplete", text) for text in scripts().values())


def test_an_old_password_stays_good(house: House) -> None:
    """Nothing knows when a password was chosen, so nothing can ask for another."""
    ann = person("Ann", password=ODD)
    kept = {field.name for field in Person._meta.get_fields()}
    assert not any(re.search(r"expir|rotat|chosen|changed", name) for name in kept)
    with patch("django.utils.timezone.now", return_value=timezone.now() + timedelta(days=3650)):
        assert ann.check_password(ODD)
        assert Client().post("/sign-in/", {"login": ann.email, "password": ODD}).status_code in (302, 303)


def test_there_are_no_secret_questions() -> None:
    words = re.compile(r"(?i)secret question|maiden name|first pet|geheime vraag|meisjesnaam")
    assert [
        path.name
        for path in HOUSE.rglob("*")
        if path.suffix in (".py", ".html", ".po") and words.search(path.read_text())
    ] == []
