"""Whether an account has a second factor, and which."""

from dataclasses import dataclass
from uuid import UUID

from keukentafel.people.models import Codes, Passkey, SpareCode


@dataclass(frozen=True, slots=True)
class Second:
    """What somebody has besides a password. ``spare``: recovery codes that were not used."""

    codes: bool
    passkeys: int
    spare: int

    def __bool__(self) -> bool:
        return self.codes or self.passkeys > 0


def of(person: UUID) -> Second:
    """What an account has; three statements."""
    return Second(
        codes=Codes.objects.filter(person_id=person, confirmed=True).exists(),
        passkeys=Passkey.objects.filter(person_id=person).count(),
        spare=SpareCode.objects.filter(person_id=person, used=None).count(),
    )


def has(person: UUID) -> bool:
    """Whether there is a second factor (recovery codes alone are none)."""
    return (
        Codes.objects.filter(person_id=person, confirmed=True).exists()
        or Passkey.objects.filter(person_id=person).exists()
    )
