"""What is planted: strings that nobody else writes, each with where it went."""

import json
from base64 import b64encode
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import SystemRandom
from urllib.parse import quote

LETTERS = "abcdfghjkmnpqrtvwxz"
FIRST_BIRTHDAY = date(2009, 1, 5)
BIRTHDAYS = 10
"""Each is looked for whole, in every coat: more of them would make the search slow."""


@dataclass
class Planted:
    """One string. ``field``: its name in the form; ``accepted``: the site took it."""

    value: str
    sort: str
    page: str
    field: str
    accepted: bool = False


@dataclass
class Words:
    """Makes them. ``mark`` is in every text, ``digits`` in every phone number."""

    mark: str = ""
    digits: str = ""
    planted: list[Planted] = field(default_factory=list)

    def __post_init__(self) -> None:
        dice = SystemRandom()
        self.mark = self.mark or "zq" + "".join(dice.choices(LETTERS, k=8))
        self.digits = self.digits or "".join(dice.choices("123456789", k=9))

    def make(self, sort: str, page: str, name: str) -> Planted:
        """A new one of its sort."""
        number = len(self.planted) + 1
        value = {
            "e-mail": f"{self.mark}{number:04d}@example.org",
            "phone": f"+31 {self.digits}{number:04d}",
            "birth date": (FIRST_BIRTHDAY + timedelta(days=131 * (number % BIRTHDAYS))).isoformat(),
            "password": f"{self.mark}-{number:04d}-warm-woord-hamer-giraf-fiets",
        }.get(sort, f"{self.mark}{number:04d} é'&")
        made = Planted(value, sort, page, name)
        self.planted.append(made)
        return made

    def accepted(self) -> Counter[str]:
        """How many different strings the site took, by sort."""
        return Counter(sort for sort, _value in {(one.sort, one.value) for one in self.planted if one.accepted})


def coats(value: str) -> dict[str, bytes]:
    """The value in every coat in which it could hide."""
    plain = value.encode()
    return {
        "UTF-8": plain,
        "UTF-16LE": value.encode("utf-16-le"),
        "hex": plain.hex().encode(),
        "HEX": plain.hex().upper().encode(),
        "percent": quote(value, safe="").encode(),
        "JSON": json.dumps(value)[1:-1].encode(),
        "capitals": value.upper().encode(),
        "backwards": plain[::-1],
        **{f"base64 {at}": b64encode(b"." * at + plain + b"." * (-(at + len(plain)) % 3)) for at in range(3)},
    }


def needles(words: Words) -> dict[bytes, str]:
    """What to look for: the part that all share, in every coat; birth dates whole."""
    found = {coat: name for part in (words.mark, words.digits) for name, coat in whole(part).items()}
    days = {one.value for one in words.planted if one.sort == "birth date"}
    for day in days:
        year, month, number = day.split("-")
        found |= {coat: name for name, coat in whole(day).items() if name != "backwards"}
        found[f"{number}-{month}-{year}".encode()] = "day first"
    return {needle: name for needle, name in found.items() if len(needle) > 7}


def whole(part: str) -> dict[str, bytes]:
    """The coats of a part of a longer string: of base64 only what its neighbours don't change."""
    plain = part.encode()
    aligned = {}
    for at in range(3):
        coded = b64encode(b"." * at + plain)
        begin, end = (0, 2, 3)[at], (at + len(plain)) * 8 // 6
        aligned[f"base64 {at}"] = coded[begin:end]
    return coats(part) | aligned
