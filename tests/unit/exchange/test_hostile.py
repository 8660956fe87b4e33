"""Archives that are broken, changed or made to hurt: refused in words, and everything is as it was."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as tuned
from hypothesis import strategies as st
from pytest_django.plugin import DjangoDbBlocker
from tests.support.exchange import PASSPHRASE, bring, inside, on_disk
from tests.support.hostile import Good, packed, with_head, with_items

from keukentafel.exchange import words
from keukentafel.exchange.unfit import REASONS
from keukentafel.exchange.zipped import MARK_LENGTH

NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)


@pytest.fixture(autouse=True)
def unblocked(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


def of_kind(items: list[Any], kind: str) -> Any:
    """The first item of a kind."""
    return next(item for item in items if item["kind"] == kind)


def some_file(good: Good) -> str:
    """A file of the archive that holds something."""
    return next(name for name, block in good.entries.items() if name.startswith("files/") and block)


def test_the_good_one_is_good(good: Good) -> None:
    """Packed anew by the tests it is taken: what is refused below is refused for its change alone."""
    dossier, reason, _ = bring(good.who, packed(good.entries))
    assert (dossier is not None, reason) == (True, "")


def test_a_wrong_passphrase(good: Good) -> None:
    assert good.refuses(good.archive, "iets anders dan het was")[0] == "passphrase"
    assert good.refuses(good.archive, "")[0] == "passphrase"


@pytest.mark.parametrize("left", [0, 1, 100, 5_000, -MARK_LENGTH, -1])
def test_a_piece_is_missing(good: Good, left: int) -> None:
    assert good.refuses(good.archive[:left])[0] == "not_whole"


def test_bytes_behind_it_or_before_it(good: Good) -> None:
    assert good.refuses(good.archive + b"x")[0] == "not_whole"
    assert good.refuses(b"x" + good.archive)[0] == "changed"
    assert good.refuses(b"PK not a zip at all" * 100)[0] == "not_whole"


@tuned(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_any_bit_that_flips(good: Good, place: float, bit: int) -> None:
    at = int(place * len(good.archive))
    changed = good.archive[:at] + bytes([good.archive[at] ^ 1 << bit]) + good.archive[at + 1 :]
    assert good.refuses(changed)[0] in ("changed", "passphrase", "not_whole")


@tuned(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.floats(0, 1, exclude_max=True))
def test_cut_off_anywhere(good: Good, cut: float) -> None:
    assert good.refuses(good.archive[: int(cut * len(good.archive))])[0] in ("changed", "not_whole")


def remarked(archive: bytes) -> bytes:
    """A changed archive with a mark that fits it again: by somebody who knows the passphrase."""
    import hashlib
    import hmac
    from base64 import b64decode, b64encode

    from keukentafel.exchange.zipped import _secrets

    body, mark = archive[:-MARK_LENGTH], archive[-MARK_LENGTH:]
    salt = b64decode(mark.split(b" ")[1])
    key, check = _secrets(PASSPHRASE, salt)
    digest = hmac.digest(key, body, hashlib.sha256)
    return body + b"keukentafel %b %b %b" % (b64encode(salt), b64encode(check), b64encode(digest))


@tuned(max_examples=40, deadline=None, phases=NO_SHRINKING, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 0.9, exclude_max=True), byte=st.integers(1, 255), cut=st.booleans())
def test_whoever_knows_the_passphrase_and_changes_bytes(good: Good, place: float, byte: int, cut: bool) -> None:
    """The mark fits. Either it is refused, or what was changed is of no meaning: a moment in a header."""
    body = good.archive[:-MARK_LENGTH]
    at = int(place * len(body))
    changed = body[:at] + bytes([body[at] ^ byte]) + body[at + 1 :] if not cut else body[:at] + body[-2:]
    before = inside(good.house), on_disk()
    dossier, reason, _ = bring(good.who, remarked(changed + good.archive[-MARK_LENGTH:]))
    if dossier is None:
        assert reason in REASONS
        assert reason != "broken"
        assert (inside(good.house), on_disk()) == before
    else:
        assert not cut
        assert inside(good.house)["item"] > before[0]["item"]


@pytest.mark.parametrize(
    "name", ["../evil", "/etc/passwd", "data/../../evil", "C:\\evil", "files\\..\\evil", "a/b/../../../c"]
)
def test_a_name_that_leads_out(good: Good, name: str) -> None:
    assert good.refuses(packed(good.entries | {name: b"x"}))[0] == "path"


@pytest.mark.parametrize(
    "name", ["evil.exe", "data/more.json", "files/photo.jpg", "keukentafel.json ", "pages/x.js", "x" * 60_000]
)
def test_an_entry_that_does_not_belong(good: Good, name: str) -> None:
    assert good.refuses(packed(good.entries | {name: b"x"}))[0] == "unknown_entry"


def test_a_file_that_nobody_declared(good: Good) -> None:
    assert good.refuses(packed(good.entries | {f"files/{uuid4()}.jpg": b"x"}))[0] == "unknown_entry"


def test_a_name_twice(good: Good) -> None:
    twice = [*good.entries.items(), ("data/items-0001.json", good.entries["data/items-0001.json"])]
    assert good.refuses(packed(twice))[0] == "twice"
    assert (
        good.refuses(packed([("keukentafel.json", good.entries["keukentafel.json"]), *good.entries.items()]))[0]
        == "twice"
    )


def test_something_missing(good: Good) -> None:
    for name in ("keukentafel.json", "data/rights.json", "data/items-0001.json", some_file(good)):
        less = {key: block for key, block in good.entries.items() if key != name}
        if name.startswith("data/items"):
            less = {key: block for key, block in less.items() if not key.startswith("files/")}
        assert good.refuses(packed(less)) == ("missing", name)
    assert good.refuses(packed({}))[0] in ("missing", "changed")


def test_a_future_version(good: Good) -> None:
    assert good.refuses(with_head(good, lambda head: head.update(format=2, unheard_of={})))[0] == "future"
    assert good.refuses(with_items(good, lambda items: items[0].update(schema=9)))[0] == "future"


def test_unknown_kinds_and_fields(good: Good) -> None:
    assert good.refuses(with_items(good, lambda items: items[0].update(kind="magic.wand"))) == ("kind", "magic.wand")
    assert good.refuses(with_items(good, lambda items: items[0].update(colour="red")))[0] == "wrong"
    assert good.refuses(with_items(good, lambda items: items[0]["content"].update(colour="red")))[0] == "wrong"
    assert good.refuses(with_head(good, lambda head: head.update(colour="red")))[0] == "wrong"


def test_too_many_and_too_big(good: Good, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value, reason in (
        ("BRING_MOST_ENTRIES", 5, "too_many"), ("BRING_MOST_ITEMS", 3, "too_many"),
        ("BRING_MOST_CONTENT", 50_000, "bomb"), ("BRING_MOST_FILE", 100, "too_big"),
    ):  # fmt: skip
        with monkeypatch.context() as for_now:
            for_now.setattr(settings, name, value)
            assert good.refuses(good.archive)[0] == reason


def test_a_bomb(good: Good) -> None:
    zeros = bytes(60_000_000)
    assert good.refuses(packed(good.entries | {"pages/journal-0099.html": zeros}))[0] == "bomb"
    assert (
        good.refuses(packed(good.entries | {"keukentafel.json": b'{"format":1,"x":"' + b" " * 20_000_000 + b'"}'}))[0]
        == "bomb"
    )
    many = {f"pages/journal-{number:04}.html": bytes(15_000_000) for number in range(100, 106)}
    assert good.refuses(packed(good.entries | many))[0] == "bomb"


def test_a_file_that_is_not_what_was_declared(good: Good) -> None:
    name = some_file(good)
    assert good.refuses(packed(good.entries | {name: good.entries[name][:-1]}))[0] == "changed"
    assert good.refuses(packed(good.entries | {name: good.entries[name] + b"x"}))[0] == "bomb"
    kept = good.entries[name][:20]
    assert good.refuses(packed(good.entries | {name: kept + good.entries[name][:19:-1]}))[0] == "changed"
    assert good.refuses(packed(good.entries | {name: b"MZ" + good.entries[name][2:]})) == ("type", "image/jpeg")


@pytest.mark.parametrize("block", [
    b"", b"nothing", b"[]", b'{"format":1', b'{"format":"one"}', b"\xff\xfe", b"[" * 100_000, b'{"format":1,"items":' + b"[" * 5_000 + b"]" * 5_000 + b"}",
    b'{"format":1,"items":[' + b'{"a":' * 3_000 + b"1" + b"}" * 3_000 + b"]}", b'{"format":1e999,"items":[]}', b'{"format":NaN}',
])  # fmt: skip
def test_json_that_is_none_or_a_bomb(good: Good, block: bytes) -> None:
    assert good.refuses(packed(good.entries | {"keukentafel.json": block}))[0] in ("json", "wrong", "future")
    assert good.refuses(packed(good.entries | {"data/items-0001.json": block}))[0] in ("json", "wrong", "future")


def test_deep_content(good: Good) -> None:
    deep: Any = "x"
    for _ in range(150):
        deep = {"a": deep}
    assert good.refuses(with_items(good, lambda items: items[0].update(content=deep)))[0] in ("wrong", "json")


def test_ids_of_another_dossier(good: Good) -> None:
    strange = str(uuid4())
    changes: list[Callable[[Any], None]] = [
        lambda items: items[0].update(author=strange),
        lambda items: items[0].update(changed_by=strange),
        lambda items: items[0].update(assignee=strange),
        lambda items: items[0].update(circle=strange),
        lambda items: of_kind(items, "journal.comment").update(parent=strange),
        lambda items: items[0]["seen"].append({"seat": strange, "at": items[0]["created"]}),
        lambda items: next(item for item in items if item["versions"])["versions"][0].update(changed_by=strange),
    ]
    for change in changes:
        assert good.refuses(with_items(good, change))[0] == "strange_id"
    heads: list[Callable[[Any], None]] = [
        lambda head: head.update(mine=[strange]),
        lambda head: head["sitting"][0].update(seat=strange),
        lambda head: head["sitting"][0].update(circle=strange),
        lambda head: next(one for one in head["circles"] if one["kind"] == "personal").update(holder=strange),
    ]
    for change in heads:
        assert good.refuses(with_head(good, change))[0] == "strange_id"


def test_twice_the_same_id(good: Good) -> None:
    assert good.refuses(with_items(good, lambda items: items[1].update(id=items[0]["id"])))[0] == "twice"
    assert good.refuses(with_head(good, lambda head: head["seats"].append(head["seats"][0])))[0] == "twice"
    assert good.refuses(with_head(good, lambda head: head["sitting"].append(head["sitting"][0])))[0] == "twice"


def test_what_can_not_be(good: Good) -> None:
    other = next(
        one["id"] for one in json.loads(good.entries["keukentafel.json"])["circles"] if one["kind"] == "family"
    )
    changes: list[Callable[[Any], None]] = [
        lambda items: items[0].update(state="flying"),
        lambda items: items[0].update(happened="0001-01-01T00:00:00Z"),
        lambda items: items[0].update(happened="2026-01-01T00:00:00"),
        lambda items: items[0].update(version=0),
        lambda items: items[0].update(version=2**40),
        lambda items: of_kind(items, "journal.comment").update(parent=None),
        lambda items: of_kind(items, "journal.comment").update(circle=other),
        lambda items: of_kind(items, "journal.entry").update(parent=items[0]["id"]),
        lambda items: next(item for item in items if item["versions"])["versions"][0].update(version=7),
        lambda items: next(item for item in items if item["files"])["files"][0].update(path=f"files/{uuid4()}.jpg"),
        lambda items: next(item for item in items if item["files"])["files"][0].update(path="../../x"),
    ]
    for change in changes:
        assert good.refuses(with_items(good, change))[0] in ("wrong", "strange_id")
    heads: list[Callable[[Any], None]] = [
        lambda head: head["circles"][0].update(kind="personal"),
        lambda head: head["circles"][1].update(kind="table"),
        lambda head: head["circles"][-1].update(kind="magic"),
        lambda head: head["seats"][0].update(role="king"),
        lambda head: head["seats"][0]["card"].update(crown="gold"),
        lambda head: next(one for one in head["seats"] if one["card"]["name"] == "Tess").update(age_band=18),
    ]
    for change in heads:
        assert good.refuses(with_head(good, change))[0] == "wrong"


def test_a_text_that_is_too_long(good: Good) -> None:
    assert (
        good.refuses(
            with_items(good, lambda items: of_kind(items, "journal.entry")["content"].update(text="x" * 20_001))
        )[0]
        == "too_long"
    )
    assert good.refuses(with_head(good, lambda head: head.update(title="x" * 121)))[0] == "too_long"
    assert good.refuses(with_head(good, lambda head: head["seats"][0]["card"].update(name="x" * 81)))[0] == "too_long"
    assert good.refuses(with_head(good, lambda head: head.update(seats=head["seats"] * 500)))[0] == "too_many"


def test_the_file_of_a_professional_founds_nothing(good: Good) -> None:
    assert good.refuses(good.professional)[0] == "not_owner"

    def claims(head: Any) -> None:
        seat = next(one for one in head["seats"] if one["id"] == head["mine"][0])
        seat["until"] = (timezone.now() - timedelta(days=1)).isoformat()

    assert good.refuses(with_head(good, claims))[0] == "not_owner"
    assert good.refuses(with_head(good, lambda head: head.update(mine=[])))[0] == "not_owner"


def test_nobody_reads_the_log_of_another_by_taking_its_ids(good: Good) -> None:
    """A circle of the archive that has the id of one that is here gets another id, and so a log of its own."""
    head = json.loads(good.entries["keukentafel.json"])
    table = next(UUID(one["id"]) for one in head["circles"] if one["kind"] == "table")
    assert good.house.owner.execute("SELECT count(*) FROM circle WHERE id = %s", [table]).fetchone() == (1,)
    dossier, reason, _ = bring(good.who, with_head(good, lambda head: head.update(dossier=str(uuid4()))))
    assert reason == ""
    mine = good.house.owner.execute(
        "SELECT id FROM circle WHERE dossier_id = %s AND kind = 'table'", [dossier]
    ).fetchone()
    assert mine != (table,)


def test_every_reason_has_its_words() -> None:
    assert set(words.REFUSED) == set(REASONS)
