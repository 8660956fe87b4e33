"""ASVS V6.2: passwords are long enough, not common, and otherwise as their owner likes them."""

import gzip
import math
import re
import secrets
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

import django
import pytest
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client, override_settings
from django.utils import timezone

from keukentafel.people import passwords
from keukentafel.people.factors import links, spare
from keukentafel.people.models import Link, Person, SpareCode
from tests.asvs.code import HOUSE, ROOT, scripts
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
    for old, status, kept in (("wrong", 422, ODD), (ODD, 303, new)):
        assert client.post("/account/password/", {"old": old, "password": new}).status_code == status
        ann.refresh_from_db()
        assert ann.check_password(kept)


STORIES_ALONE = (
    'root.querySelectorAll("textarea, [dir=auto]:is(input)").forEach((field) => (field.autocomplete = "off"));'
)


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
        assert "dir=" not in field
    assert not any(re.search(r"paste|oncopy", text) for text in scripts().values())
    touched = [line.strip() for text in scripts().values() for line in text.splitlines() if "autocomplete" in line]
    assert touched == [STORIES_ALONE], "browsers keep no stories of families; a field for a password is none of these"


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


ROOS = SimpleNamespace(name="Roos van Dam-Öztürk", email="r.vandam@buurthuis.example")


def refused(password: str, who: object = ROOS) -> bool:
    """Whether it may not be chosen."""
    try:
        validate_password(password, who)  # type: ignore[arg-type]  # name and address are all that is asked of it
    except ValidationError:
        return True
    return False


def test_the_list_of_words_of_the_context_is_that_of_the_code() -> None:
    """And its figures are: a word that is added in one place only is found."""
    told = re.search(
        r"^## Passwords\n(.*?)(?=^## |\Z)", (ROOT / "docs/security/rules.md").read_text(), re.DOTALL | re.MULTILINE
    )
    assert told
    listed = re.search(r"^> (.*?)\.$", told[1], re.DOTALL | re.MULTILINE)
    assert listed
    assert {word.strip() for word in listed[1].replace("\n> ", " ").split(",")} == set(passwords.WORDS)
    assert f"fewer than {passwords.ENOUGH} signs" in told[1]
    assert f"parts of {passwords.SHORTEST} letters" in told[1]


@pytest.mark.parametrize(
    "word", [*passwords.WORDS, "noordstad", "roos", "vandam", "van-dam", "r.vandam", "buurthuis", "ozturk"]
)
def test_a_password_of_words_of_the_context_is_refused(word: str) -> None:
    with override_settings(ORIGIN="https://dossier.noordstad.example"):
        for made in (
            f"{word}20261122!",
            f"!!{word.title()} 1985 ",
            f"{word}{word}{word}{word}",
            f"{word}-keukentafel-2026",
        ):
            assert refused(made), made
        assert not refused(f"{word} fietst morgen naar zee")
        assert not refused("vier warme klanken samen")


@pytest.mark.parametrize(
    "odd", ["keukent@fel 2026", "K3uk3nt4f3l!!", "KEUKENTAFEL...", "keuken-tafel-roos", "wélkom wélkom 1"]
)
def test_nor_is_one_that_is_only_written_in_another_way(odd: str) -> None:
    assert refused(odd)


@pytest.mark.parametrize("way", ["sign-up", "change", "letter"])
def test_each_page_where_a_password_is_chosen_refuses_both(house: House, way: str) -> None:
    pages: dict[str, Callable[[str], tuple[int, str]]] = {
        "sign-up": _signs_up,
        "change": _changes,
        "letter": _by_letter,
    }
    for wrong in ("roosvandam-1985", "keukentafel-2026", "liverpool1234567", "P@ssw0rd2024!"):
        status, page = pages[way](wrong)
        assert (status, 'id="password-error"' in page) == (422, True), wrong
    assert pages[way]("vier warme klanken samen")[0] == 303


def _roos() -> Person:
    return Person.objects.filter(email="roos.van.dam@example.org").first() or person("Roos van Dam", password=ODD)


def _signs_up(password: str) -> tuple[int, str]:
    form = {"name": "Roos van Dam", "email": "roos.van.dam@example.org", "password": password}
    answer = Client().post("/sign-up/", form)
    return answer.status_code, answer.content.decode()


def _changes(password: str) -> tuple[int, str]:
    client, roos = Client(), _roos()
    roos.set_password(ODD)
    roos.save()
    client.force_login(roos)
    answer = client.post("/account/password/", {"old": ODD, "password": password})
    return answer.status_code, answer.content.decode()


def _by_letter(password: str) -> tuple[int, str]:
    from keukentafel.people.forgetting import _path

    answer = Client().post(_path(_roos()), {"password": password})
    return answer.status_code, answer.content.decode()


def test_breached_passwords_are_refused_by_the_thousand() -> None:
    """Every leaked one of the two lists that is long enough to be chosen at all, and leaked words with digits behind."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # type: ignore[import-untyped]  # brings no types

    shipped = Path(django.__file__).parent / "contrib/auth/common-passwords.txt.gz"
    seen = set(gzip.decompress(shipped.read_bytes()).decode().split()) | set(FREQUENCY_LISTS["passwords"])
    long = [one for one in seen if len(one) >= 10]
    assert len(seen) > 40_000
    assert len(long) > 2_000
    assert [one for one in long if not _breached(one)] == []
    words = [one for one in sorted(seen) if one.isalpha() and len(one) >= 6][::50]
    assert len(words) > 300
    assert [one for one in words if not _breached(f"{one.title()}2026!")] == []


def _breached(password: str) -> bool:
    try:
        passwords.Breached().validate(password)
    except ValidationError:
        return True
    return False


def test_an_installation_may_name_a_longer_list(tmp_path: Path) -> None:
    mine = f"{secrets.token_hex(8)} dat is gelekt"
    (tmp_path / "leaked.txt").write_text(f"een ander lang wachtwoord\n{mine.upper()}\n")
    assert not refused(mine)
    passwords.leaked.cache_clear()
    try:
        with override_settings(BREACHED=tmp_path / "leaked.txt"):
            assert refused(mine)
            assert refused("liverpool1234567"), "it comes beside ours"
    finally:
        passwords.leaked.cache_clear()
    with pytest.raises(ValueError, match="more than 0 MB"), patch.object(passwords, "MOST", 10):
        passwords.own(tmp_path / "leaked.txt")


LEAST_BITS = {"spare": 64, "link": 128}
"""ASVS asks 20 for what is throttled; these hold when it is not."""


def entropy(texts: list[str]) -> float:
    """Bits of a text, by how evenly the signs at each place are drawn; what stands still counts for nothing."""
    places = [Counter(text[place] for text in texts) for place in range(min(map(len, texts)))]
    return sum(-sum(n / len(texts) * math.log2(n / len(texts)) for n in signs.values()) for signs in places)


def test_codes_and_links_can_not_be_guessed(house: House) -> None:
    """Measured over what is really given out, and none is given twice. Bits above 64: 10^12 guesses a second find nothing."""
    ann = person("Ann")
    drawn = [spare._new() for _ in range(3000)]
    assert entropy(drawn) > LEAST_BITS["spare"]
    assert len({one[:9] for one in drawn}) > 2990, "no two begin alike"
    tokens = [links.make(ann) for _ in range(600)]
    assert entropy(tokens) > LEAST_BITS["link"]
    assert len(set(tokens)) == 600
    assert Link.objects.filter(token_hash__in=[links.mark(one) for one in tokens]).count() == 600


def test_the_measure_finds_what_can_be_guessed() -> None:
    assert entropy([f"{number:06d}-0000-0000" for number in range(3000)]) < 20
    assert entropy([secrets.token_urlsafe(8)[:11] for _ in range(600)]) < LEAST_BITS["link"]
    assert entropy(["".join(secrets.choice("ABCD") for _ in range(16)) for _ in range(3000)]) < LEAST_BITS["spare"]


def test_codes_are_kept_as_hashes_that_are_slow_to_try(house: House) -> None:
    ann = person("Ann")
    codes = spare.make(ann)
    kept = [row.secret for row in SpareCode.objects.filter(person=ann)]
    assert sum(check_password(codes[0], one) for one in kept) == 1
    assert all(one.startswith("argon2$argon2id$") for one in kept)


def test_links_of_letters_are_as_long(house: House) -> None:
    """The link that finishes an account, as the letter has it: 24 bytes, of which the database knows a hash."""
    from keukentafel.people import joining
    from keukentafel.people.forms import SignUp

    form = SignUp({"name": "Ann", "email": "ann@example.org", "password": "vier warme klanken samen"})
    assert form.is_valid()
    with patch.object(joining, "make_password", return_value="x"):
        made = [joining._asked(form) for _ in range(600)]
    assert entropy([token for _, token in made]) > LEAST_BITS["link"]
    assert not any(token.encode() in bytes(new.token_hash) for new, token in made)
