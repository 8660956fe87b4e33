"""Where "what is new" leads: a kind with a wrong address would break the first page of every family that has one."""

from uuid import UUID

import pytest
from django.urls import reverse

from keukentafel.dossiers import rooms
from keukentafel.dossiers.kinds import Kind, all_kinds

SOME = UUID(int=7)


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.name)
def test_every_kind_can_be_read_somewhere(kind: Kind) -> None:
    room = kind.name.partition(".")[0]
    assert reverse(rooms._rooms[room].entry, args=[SOME])
    assert not kind.page or str(SOME) in reverse(kind.page, args=[UUID(int=1), SOME])
