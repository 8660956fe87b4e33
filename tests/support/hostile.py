"""Archives that somebody made to hurt, for a test: a good one, changed here and there, and packed with a good mark."""

import json
from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from keukentafel.exchange import words
from keukentafel.exchange.zipped import Entry, zipped
from keukentafel.people.models import Person
from tests.support.exchange import PASSPHRASE, bring, inside, keys, on_disk, opened, rich, take
from tests.support.family import person
from tests.support.house import House

Entries = dict[str, bytes]


class Good:
    """A good archive, its entries, and somebody of another family who brings it along."""

    def __init__(self, house: House) -> None:
        self.house = house
        family = rich(house)
        self.archive = take(family, "Ann")
        self.professional = take(family, "Bo")
        self.entries = opened(self.archive)
        self.who: Person = person("Iemand")
        self.seen: set[str] = set()

    def refuses(self, archive: bytes, passphrase: str = PASSPHRASE) -> tuple[str, str]:
        """Bring it; it is refused, in words, and all is as before."""
        before = self._all()
        dossier, reason, detail = bring(self.who, archive, passphrase)
        assert dossier is None, "it was taken"
        sentence = gettext(words.REFUSED[reason]) % {"detail": detail}  # type: ignore[index]
        assert len(sentence) > 20
        assert "%(" not in sentence
        assert self._all() == before
        self.seen.add(reason)
        return reason, detail

    def _all(self) -> tuple[dict[str, int], set[str], set[bytes]]:
        """Rows, files and keys, but for those of what was brought and is to be read, or waits to be destroyed."""
        passing = "SELECT id FROM bring_along UNION SELECT id FROM doomed_key"
        return inside(self.house), on_disk(), keys() - {row[0].bytes for row in self.house.owner.execute(passing)}


def packed(entries: Entries | list[tuple[str, bytes]], passphrase: str = PASSPHRASE) -> bytes:
    """An archive of these entries, with a good mark: made by somebody who knows the passphrase."""
    pairs = entries.items() if isinstance(entries, dict) else entries
    return b"".join(zipped((Entry(name, [block], len(block)) for name, block in pairs), passphrase, timezone.now()))


def with_head(good: Good, change: Callable[[Any], None]) -> bytes:
    """With another head."""
    head = json.loads(good.entries["keukentafel.json"])
    change(head)
    return packed(good.entries | {"keukentafel.json": json.dumps(head).encode()})


def with_rights(good: Good, change: Callable[[Any], None]) -> bytes:
    """With other words about authority and consent."""
    rights = json.loads(good.entries["data/rights.json"])
    change(rights)
    return packed(good.entries | {"data/rights.json": json.dumps(rights).encode()})


def with_items(good: Good, change: Callable[[list[Any]], None]) -> bytes:
    """With other items in the first part."""
    part = json.loads(good.entries["data/items-0001.json"])
    change(part["items"])
    return packed(good.entries | {"data/items-0001.json": json.dumps(part).encode()})
