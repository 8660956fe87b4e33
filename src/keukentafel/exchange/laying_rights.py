"""Lay authority and consent into a new dossier (``access/sql/exchange.sql``)."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from keukentafel.exchange import format as form
from keukentafel.exchange.ids import Ids
from keukentafel.rooms.family.queries import Source, bound_authority
from keukentafel.vault import Ring

AUTHORITY = "SELECT access_bring_authority(%s)"
ABOUTS = "SELECT access_bring_abouts(%s)"
CONSENTS = "SELECT access_bring_consents(%s)"
Do = Callable[..., None]


def lay(rights: form.Rights, ids: Ids, ring: Ring, where: tuple[UUID, UUID], do: Do) -> None:
    """Put them in place of what sitting down wrote by itself. ``where``: the dossier and its family's circle."""
    do(AUTHORITY, json.dumps([_authority(one, ids, ring, where) for one in rights.authority]))
    do(ABOUTS, json.dumps([_about(one, ids) for one in rights.abouts]))
    do(CONSENTS, json.dumps([_consent(one, ids) for one in rights.consents]))


def _authority(one: form.Authority, ids: Ids, ring: Ring, where: tuple[UUID, UUID]) -> dict[str, Any]:
    dossier, family = where
    place = bound_authority(dossier, ids(one.child), ids(one.parent))
    details = Source(since=one.since, where=one.where)
    return {
        "id": _id(one.id, ids),
        "child": _id(one.child, ids),
        "parent": _id(one.parent, ids),
        "source": one.source,
        "recorded_by": _id(one.recorded_by, ids),
        "recorded": one.recorded.isoformat(),
        "ended": _at(one.ended),
        "contested_by": _id(one.contested_by, ids),
        "contested": _at(one.contested),
        "sealed": _hex(ring.seal(family, place, details.block())) if details != Source() else None,
        "contest": _hex(ring.seal(family, b"contest" + place, one.contest.encode())) if one.contested else None,
    }


def _about(one: form.About, ids: Ids) -> dict[str, Any]:
    return {
        "circle": _id(one.circle, ids),
        "seat": _id(one.seat, ids),
        "by": _id(one.by, ids),
        "at": one.at.isoformat(),
    }


def _consent(one: form.Consent, ids: Ids) -> dict[str, Any]:
    return {
        "id": _id(one.id, ids),
        "about": _id(one.about, ids),
        "given_by": _id(one.given_by, ids),
        "purpose": one.purpose,
        "circle": _id(one.circle, ids),
        "subject": _id(one.subject, ids),
        "for_band": one.for_band,
        "yes": one.yes,
        "text_version": one.text_version,
        "given": one.given.isoformat(),
        "ended": _at(one.ended),
    }


def _id(one: UUID | None, ids: Ids) -> str | None:
    return str(ids(one)) if one else None


def _at(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _hex(block: bytes) -> str:
    return "\\x" + block.hex()
