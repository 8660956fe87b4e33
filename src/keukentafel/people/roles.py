"""Whether somebody sits anywhere as a professional. Accounts know no seats: ``site/wiring.py`` names who does."""

from collections.abc import Callable
from uuid import UUID

Asked = Callable[[UUID], bool]


def _nobody_asked(_person: UUID) -> bool:
    raise RuntimeError("nobody was connected who knows seats")


_asked: Asked = _nobody_asked


def connect(asked: Asked) -> None:
    """Say who knows (done once, by the wiring)."""
    global _asked
    _asked = asked


def is_professional(person: UUID) -> bool:
    """Whether an account has a professional's seat at any table now. Such a person needs two factors."""
    return _asked(person)
