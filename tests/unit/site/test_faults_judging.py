"""Whether the trial by kill -9 would see a message that is doubled, or out of its order."""

from keukentafel.dossiers.models import new_id
from keukentafel.site.faults.judging import doubled, out_of_order

FIRST, A, B, C = (new_id() for _ in range(4))


def test_as_many_as_were_sent_are_right_and_one_more_is_seen() -> None:
    assert doubled([FIRST, A, B], begun=2) == 0
    assert doubled([FIRST, A], begun=2) == 0  # the last one was never acknowledged
    assert doubled([FIRST, A, B, new_id()], begun=2) == 1


def test_messages_that_changed_places_are_seen() -> None:
    assert out_of_order([FIRST, A, B, C], [A, B, C]) == 0
    assert out_of_order([FIRST, B, A, C], [A, B, C]) == 1
    assert out_of_order([FIRST, A, C], [A, B, C]) == 0  # one that is lost is counted elsewhere
