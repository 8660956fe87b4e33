"""A line of the log as a FHIR R4 AuditEvent (hl7.org/fhir/R4/auditevent.html), with the fields of NEN 7513."""

from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _

from keukentafel.access import Visit
from keukentafel.accesslog.actions import Sort, sort_of
from keukentafel.overview.looked.rules import Line, Yes
from keukentafel.overview.looked.told import words_of, yes_in_words

DICOM: Final = "http://dicom.nema.org/resources/ontology/DCM"
LIFECYCLE: Final = "http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle"
RESOURCES: Final = "http://hl7.org/fhir/resource-types"
OBJECT: Final = "http://terminology.hl7.org/CodeSystem/audit-entity-type"
REASON: Final = "http://terminology.hl7.org/CodeSystem/v3-ActReason"
CODES: Final[dict[Sort, tuple[str, str]]] = {
    "look": ("R", "access"),
    "write": ("U", "amend"),
    "delete": ("D", "destroy"),
    "copy": ("E", "disclose"),
    "rights": ("E", "amend"),
    "refused": ("R", "access"),
}
"""For each sort: the action (C, R, U, D, E) and the event in the life of a record (ISO 21089)."""
CREATES: Final = frozenset({"add", "founded", "circle_add", "place_laid"})


def audit_event(visit: Visit, line: Line) -> dict[str, Any]:
    """The resource, as JSON is made of it."""
    action, lifecycle = ("C", "originate") if line.action in CREATES else CODES[sort_of(line.action)]
    event: dict[str, Any] = {
        "resourceType": "AuditEvent",
        "id": str(line.id),
        "type": {"system": DICOM, "code": "110110", "display": "Patient Record"},
        "subtype": [{"system": LIFECYCLE, "code": lifecycle}],
        "action": action,
        "recorded": line.at.isoformat(),
        "outcome": "4" if line.action == "refused" else "0",
        "outcomeDesc": words_of(visit, line).text,
        "agent": _agents(visit, line),
        "source": {"observer": {"display": "Keukentafel"}, "site": line.program or "web"},
        "entity": _entities(visit, line),
    }
    if line.emergency:
        event["purposeOfEvent"] = [{"coding": [{"system": REASON, "code": "ETREAT"}]}]
    return event


def _agents(visit: Visit, line: Line) -> list[dict[str, Any]]:
    words = words_of(visit, line)
    who: dict[str, Any] = {"display": words.who}
    if line.who:
        who["identifier"] = _identifier(line.who)
    agent: dict[str, Any] = {"who": who, "requestor": True}
    if words.role:
        agent["role"] = [{"text": words.role}]
    if by := [f"urn:uuid:{one}" for one in (line.circle, line.consent and line.consent.id) if one]:
        agent["policy"] = by
    if not line.organisation:
        return [agent]
    behalf = {"who": {"display": line.organisation}, "requestor": False, "role": [{"text": _("On whose behalf")}]}
    return [agent, behalf]


def _entities(visit: Visit, line: Line) -> list[dict[str, Any]]:
    chain = [
        {"type": "chain", "valueString": str(line.circle or visit.dossier)},
        {"type": "number", "valueString": str(line.seq)},
        {"type": "hash", "valueString": line.hash.hex()},
    ]
    record = _entity(visit.dossier) | {"detail": chain}
    found = [record, _entity(line.subject)] if line.subject else [record]
    return [*found, _consent(visit, line.consent)] if line.consent else found


def _consent(visit: Visit, yes: Yes) -> dict[str, Any]:
    what = {"type": "Consent", "identifier": _identifier(yes.id), "display": yes_in_words(visit, yes)}
    return {"what": what, "type": {"system": RESOURCES, "code": "Consent"}}


def _entity(one: UUID) -> dict[str, Any]:
    return {"what": {"identifier": _identifier(one)}, "type": {"system": OBJECT, "code": "2"}}


def _identifier(one: object) -> dict[str, str]:
    return {"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{one}"}
