"""Whether what an archive says about authority and consent can be so: about seats and circles of its own, of the right
sort, and once.
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

from keukentafel.access.visit import FAMILY_SIDE
from keukentafel.exchange import format as form
from keukentafel.exchange import names
from keukentafel.exchange.unfit import Unfit


def must_fit(rights: form.Rights, head: form.Head) -> None:
    """Raises ``Unfit``."""
    roles = {seat.id: seat.role for seat in head.seats}
    kinds = {circle.id: circle.kind for circle in head.circles}
    for authority in rights.authority:
        _authority(authority, roles)
    for about in rights.abouts:
        _about(about, roles, kinds)
    for consent in rights.consents:
        _consent(consent, roles, kinds)
    _once(one.id for one in rights.authority)
    _once((one.child, one.parent) for one in rights.authority if one.ended is None)
    _once((one.circle, one.seat) for one in rights.abouts)
    _once(one.id for one in rights.consents)


def _authority(one: form.Authority, roles: Mapping[UUID, str]) -> None:
    _are("authority.child", _of(roles, "seat", one.child) == "youth")
    _are("authority.parent", _of(roles, "seat", one.parent) == "parent")
    _of(roles, "seat", one.recorded_by)
    _are("authority.contested", (one.contested is None) == (one.contested_by is None))
    _are("authority.contest", one.contested is not None or not one.contest)
    if one.contested_by:
        _of(roles, "seat", one.contested_by)


def _about(one: form.About, roles: Mapping[UUID, str], kinds: Mapping[UUID, str]) -> None:
    _are("abouts.circle", _of(kinds, "circle", one.circle) == "named")
    _are("abouts.seat", _of(roles, "seat", one.seat) in FAMILY_SIDE)
    _of(roles, "seat", one.by)


def _consent(one: form.Consent, roles: Mapping[UUID, str], kinds: Mapping[UUID, str]) -> None:
    _are("consents.about", _of(roles, "seat", one.about) in FAMILY_SIDE)
    _are("consents.given_by", _of(roles, "seat", one.given_by) in FAMILY_SIDE)
    asked = one.purpose == "professional"
    _are("consents.circle", (one.circle is not None) == asked)
    _are("consents.subject", (one.subject is not None) == asked)
    if one.circle:
        _are("consents.circle", _of(kinds, "circle", one.circle) == "named")
    if one.subject:
        _are("consents.subject", _of(roles, "seat", one.subject) == "professional")


def _of(there: Mapping[UUID, str], what: str, one: UUID) -> str:
    if one not in there:
        raise Unfit("strange_id", what)
    return there[one]


def _are(what: str, so: bool) -> None:
    if not so:
        raise Unfit("wrong", f"{names.RIGHTS}.{what}")


def _once(keys: Iterable[object]) -> None:
    seen = list(keys)
    if len(set(seen)) != len(seen):
        raise Unfit("twice")
