"""The link of a letter proves the address that it was sent to, as long as the letter is good."""

from tests.support.family import Family
from tests.support.house import House

from keukentafel.rooms.table.actions.letters import Chair, put
from keukentafel.rooms.table.letters import Letter, token
from keukentafel.rooms.table.proof import was_sent_to


def test_a_letter_proves_its_own_address_only_while_it_is_good(house: House) -> None:
    family = Family(house)
    with family.visit("Ann") as visit:
        invited = put(visit, Letter(name="Bo", address="bo@example.org"), Chair(family.table, "network"))
    link = f"/letter/{token(invited, 1)}/"
    assert was_sent_to(link, "Bo@example.org")
    assert not was_sent_to(link, "eva@example.org")
    assert not was_sent_to("/letter/niet/", "bo@example.org")
    assert not was_sent_to("/start/", "bo@example.org")
    assert not was_sent_to("/never/was/", "bo@example.org")
    house.owner.execute("UPDATE invitation SET expires = now()")
    assert not was_sent_to(link, "bo@example.org")
