"""Push, by the real protocol, to a service of the tests: sealed for one browser, signed by us, gone with the sign-in."""

import socket
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.support.family import Family
from tests.support.house import House
from tests.support.journal import Cast
from tests.support.noticed import absent, choose, deliver, write
from tests.support.push_service import Browser, PushService, push_service
from tests.support.queue import work
from tests.support.signing import PASSWORD, begin
from tests.support.tls import Authority

from keukentafel.notices.models import Subscription
from keukentafel.notices.push import addresses, subscriptions
from keukentafel.notices.push.keys import private_key, public_key
from keukentafel.notices.rules import SORTS
from keukentafel.people import signing_out
from keukentafel.people.models import PersonSession

ROWS = "SELECT count(*) FROM push_subscription"


@pytest.fixture
def family(house: House, settings, tmp_path: Path) -> Family:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.PUSH_HERE, settings.PUSH_KEY = True, tmp_path / "push_key"
    mail.outbox = []
    cast = Cast(house)
    absent(house)
    choose(cast, ways=dict.fromkeys(SORTS, "push"))
    opa = cast.people["Opa"]
    opa.set_password(PASSWORD)
    opa.save()
    return cast


@pytest.fixture
def service(tmp_path: Path, settings) -> Iterator[PushService]:
    authority = Authority(tmp_path)
    settings.PUSH_AUTHORITY = str(authority.file)
    with push_service(authority.certificate().server()) as running:
        yield running


def signed_in(family: Family) -> Client:
    """Opa, as he comes in by himself: his device is known."""
    client = Client()
    assert begin(client, family.people["Opa"].email).status_code == 303
    return client


def turned_on(family: Family, service: PushService, client: Client | None = None) -> Browser:
    browser = Browser(service.address)
    assert (client or signed_in(family)).post("/notices/push/", browser.says).status_code == 303
    return browser


def rows(house: House) -> int:
    row = house.owner.execute(ROWS.encode()).fetchone()
    assert row
    return int(row[0])


def test_a_message_is_sealed_signed_and_says_nothing(house: House, family: Family, service: PushService) -> None:
    client = signed_in(family)
    browser = turned_on(family, service, client)
    write(family, "Bo", "Een geheim over Sterretje")
    assert deliver(house) == []
    assert service.refused == []
    assert len(service.got) == 1
    pushed = service.got[0]
    said = browser.opened(pushed.body)
    assert set(said) == {"l", "u"}
    assert said["l"] == "nl"
    assert said["u"].startswith("/n/")
    assert pushed.headers["TTL"] == str(24 * 60 * 60)
    answer = client.get(said["u"])
    assert answer["Location"].startswith(f"/d/{family.id}/journal/")
    assert client.get(answer["Location"]).status_code == 200
    for planted in ("Sterretje", "Opa", "Bo", "Esdoorn", str(family.id)):
        assert planted not in str(said) + str(dict(pushed.headers))
        assert planted.encode() not in pushed.body


def test_every_message_has_the_same_size_and_takes_the_place_of_the_one_before(
    house: House, family: Family, service: PushService
) -> None:
    turned_on(family, service)
    write(family, "Bo")
    deliver(house)
    absent(house)
    for _ in range(3):
        write(family, "Eva", "Heel veel. " * 200)
    deliver(house)
    one, two = service.got
    assert len(one.body) == len(two.body)
    assert one.headers["Topic"] == two.headers["Topic"]


def test_another_browser_or_key_opens_nothing(house: House, family: Family, service: PushService) -> None:
    turned_on(family, service)
    write(family, "Bo")
    deliver(house)
    with pytest.raises(Exception, match=r".*"):
        Browser(service.address).opened(service.got[0].body)


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(house: House, family: Family, service: PushService, status: int) -> None:
    turned_on(family, service)
    service.says = [(status, {})]
    write(family, "Bo")
    deliver(house)
    assert rows(house) == 0


def test_a_service_that_asks_for_rest_gets_it(house: House, family: Family, service: PushService) -> None:
    turned_on(family, service)
    service.says = [(429, {"Retry-After": "1200"})]
    write(family, "Bo")
    deliver(house)
    assert service.got == []
    until = Subscription.objects.get().rests_until
    assert until
    assert timedelta(minutes=19) < until - timezone.now() < timedelta(minutes=21)
    again = house.owner.execute(
        "SELECT scheduled_at FROM procrastinate_jobs WHERE task_name = 'notices.push' AND status = 'todo'"
    )
    assert again.fetchone() == (until,)
    house.owner.execute("UPDATE push_subscription SET rests_until = now()")
    deliver(house, timedelta(hours=1))
    assert len(service.got) == 1


def test_a_service_that_broke_is_asked_again(house: House, family: Family, service: PushService) -> None:
    turned_on(family, service)
    service.says = [(500, {})]
    write(family, "Bo")
    work()
    house.owner.execute(
        "UPDATE notice_waiting SET due = now(); UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'"
    )
    work()
    again = house.owner.execute(
        "SELECT attempts FROM procrastinate_jobs WHERE task_name = 'notices.push' AND status = 'todo'"
    )
    assert again.fetchone() == (1,)
    house.owner.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'")
    work()
    assert len(service.got) == 1


def test_who_lost_the_seat_meanwhile_is_not_pushed_to(house: House, family: Family, service: PushService) -> None:
    turned_on(family, service)
    service.says = [(429, {"Retry-After": "60"})]
    write(family, "Bo")
    deliver(house)
    family.end("Opa")
    house.owner.execute("UPDATE push_subscription SET rests_until = now()")
    deliver(house, timedelta(hours=1))
    assert service.got == []


def test_signing_out_ends_it(house: House, family: Family, service: PushService) -> None:
    client = signed_in(family)
    turned_on(family, service, client)
    assert rows(house) == 1
    client.post("/sign-out/")
    assert rows(house) == 0


def test_exit_now_ends_it(house: House, family: Family, service: PushService) -> None:
    client = signed_in(family)
    turned_on(family, service, client)
    client.post("/exit/")
    assert rows(house) == 0


def test_signing_out_from_afar_ends_it(house: House, family: Family, service: PushService) -> None:
    turned_on(family, service)
    other = signed_in(family)
    assert other.post(reverse("people:end_others")).status_code == 303
    assert rows(house) == 0
    turned_on(family, service)
    device = Subscription.objects.values_list("device_id", flat=True).get()
    assert other.post(reverse("people:end_device", args=[device])).status_code == 303
    assert rows(house) == 0


def test_being_signed_out_by_who_runs_the_site_ends_it(house: House, family: Family, service: PushService) -> None:
    turned_on(family, service)
    assert signing_out.sign_out(family.people["Opa"].email)
    assert rows(house) == 0


def test_a_session_that_is_over_by_time_alone_ends_nothing(house: House, family: Family, service: PushService) -> None:
    turned_on(family, service)
    house.owner.execute("UPDATE person_session SET expire_date = now() - interval '1 minute'")
    PersonSession.objects.filter(expire_date__lt=timezone.now()).delete()
    assert rows(house) == 1
    write(family, "Bo")
    deliver(house)
    assert len(service.got) == 1


def test_closing_the_account_ends_it(house: House, family: Family, service: PushService) -> None:
    from keukentafel.access.closing import close_account

    turned_on(family, service)
    write(family, "Bo")
    work()
    assert close_account(family.people["Opa"].pk)
    assert rows(house) == 0
    for table in ("notice_waiting", "notice_link", "notice_choice", "notice_mailbox"):
        found = house.owner.execute(
            f"SELECT count(*) FROM {table} WHERE person_id = %s".encode(), [family.people["Opa"].pk]
        )
        assert found.fetchone() == (0,), table
    deliver(house)
    assert service.got == []


def test_a_browser_belongs_to_who_asked_last(house: House, family: Family, service: PushService) -> None:
    browser = turned_on(family, service)
    eva = family.people["Eva"]
    device = Subscription.objects.values_list("device_id", flat=True).get()
    assert subscriptions.begin(eva.pk, device, subscriptions.Browser(**browser.says))
    assert list(Subscription.objects.values_list("person_id", flat=True)) == [eva.pk]


def test_no_more_on_this_device(house: House, family: Family, service: PushService) -> None:
    client = signed_in(family)
    turned_on(family, service, client)
    assert "Niet meer op dit apparaat" in client.get("/notices/choices/").content.decode()
    client.post("/notices/push/end/")
    assert rows(house) == 0


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://push.example.org/x", "https://127.0.0.1/x", "https://[::1]/x", "https://10.0.0.8/x", "https://2130706433/x",
        "https://0x7f.1/x", "https://localhost/x", "https://push.example.org:22/x", "https://a:b@push.example.org/x", "ftp://push.example.org/x",
        "https://169.254.169.254/latest/", "https://push.example.org/" + "x" * 1000, "", "javascript:alert(1)",
    ],
)  # fmt: skip
def test_what_is_no_push_service_is_refused(house: House, family: Family, settings, endpoint: str) -> None:
    settings.PUSH_HERE = False
    client = signed_in(family)
    client.post("/notices/push/", Browser("https://x").says | {"endpoint": endpoint})
    assert rows(house) == 0


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.1.1",
        "169.254.169.254",
        "::1",
        "fe80::1",
        "fd00::1",
        "::ffff:10.0.0.1",
        "100.64.0.1",
        "224.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::1",
    ],
)
def test_a_name_that_leads_into_our_network_is_asked_nothing(settings, monkeypatch, number: str) -> None:
    settings.PUSH_HERE = False
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda *_a, **_k: [(0, 0, 0, "", ("93.184.216.34", 443)), (0, 0, 0, "", (number, 443))],
    )
    with pytest.raises(addresses.NotThere):
        addresses.connection("https://push.example.org/x")


def test_a_name_that_leads_outside_is_asked_at_the_number_that_was_looked_at(settings, monkeypatch) -> None:
    settings.PUSH_HERE = False
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: [(0, 0, 0, "", ("93.184.216.34", 443))])
    line = addresses.connection("https://push.example.org/x")
    assert (line.host, getattr(line, "_number", "")) == ("push.example.org", "93.184.216.34")


def test_the_key_is_made_once_and_lies_sealed(family: Family) -> None:
    from django.conf import settings

    first = public_key()
    assert (len(first), public_key()) == (87, first)
    block = settings.PUSH_KEY.read_bytes()
    assert b"PRIVATE" not in block
    assert str(private_key().as_dict(private=True)["d"]).encode() not in block
    assert settings.PUSH_KEY.stat().st_mode & 0o777 == 0o600


def test_without_trust_in_its_certificate_nothing_is_sent(
    house: House, family: Family, service: PushService, settings
) -> None:
    turned_on(family, service)
    settings.PUSH_AUTHORITY = None
    write(family, "Bo")
    work()
    house.owner.execute(
        "UPDATE notice_waiting SET due = now(); UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'"
    )
    work()
    assert service.got == []
