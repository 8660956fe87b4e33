"""Emergency access: turn it on or off, ask, open, say no, give it back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from keukentafel.access import Visit
from keukentafel.dossiers.items import id_for
from keukentafel.dossiers.rights import must
from keukentafel.rooms.family import rules, telling
from keukentafel.rooms.family.actions.ways import ask, table
from keukentafel.rooms.family.queries import bound_call

ON = "SELECT access_emergency_on(%s::smallint, %s::smallint, %s, %s)"
OFF = "SELECT access_emergency_off()"
MINE = "SELECT access_emergency_mine(%s, %s)"
ASK = "SELECT access_emergency_ask(%s, %s)"
OPEN = "SELECT access_emergency_open(%s)"
VETO = "SELECT access_emergency_veto(%s)"
END = "SELECT access_emergency_end(%s)"


def turn_on(visit: Visit, *, wait: int, hours: int, seats: Sequence[UUID], circles: Sequence[UUID]) -> None:
    """Turn it on, or change how. One who is in charge does it; everybody in the family is told."""
    must(visit.owner and bool(ask(visit, ON, wait, hours, list(seats), list(circles))))
    visit.note("emergency_on", table(visit))
    _tell(visit)


def turn_off(visit: Visit) -> None:
    """Turn it off; what is open shuts at once. Anybody in charge."""
    must(visit.owner and bool(ask(visit, OFF)))
    visit.note("emergency_off", table(visit))


def opens_mine(visit: Visit, circle: UUID, *, yes: bool) -> None:
    """Whether it opens a circle that is about oneself."""
    must(bool(ask(visit, MINE, circle, yes)))
    visit.note("emergency_mine" if yes else "emergency_not_mine", table(visit), visit.seat.id)


def call(visit: Visit, why: str, *, once: UUID) -> datetime:
    """Ask for it, and say why; gives when it may be opened. The family hears it at once. Raises ``Refused``."""
    circle, made = table(visit), id_for(visit, once)
    opens = ask(visit, ASK, made, visit.ring.seal(circle, bound_call(visit.dossier, made), why.encode()))
    must(opens is not None)
    visit.note("emergency_ask", circle, made)
    _tell(visit)
    return datetime.fromisoformat(str(opens))


def open_up(visit: Visit, made: UUID) -> None:
    """Open, when the waiting is over and nobody said no."""
    must(bool(ask(visit, OPEN, made)))
    visit.note("emergency_open", table(visit), made)
    _tell(visit)


def veto(visit: Visit, made: UUID) -> None:
    """Say no, before it opens or after: it never opens, or shuts at once."""
    must(rules.may_veto(visit) and bool(ask(visit, VETO, made)))
    visit.note("emergency_veto", table(visit), made)


def give_back(visit: Visit, made: UUID) -> None:
    """Give it back, before its time or before it was opened."""
    must(bool(ask(visit, END, made)))
    visit.note("emergency_end", table(visit), made)


def _tell(visit: Visit) -> None:
    others = [seat for seat in rules.concerned(visit) if seat.id not in visit.my_seats]
    telling.by_letter(visit, others, soon=True)
