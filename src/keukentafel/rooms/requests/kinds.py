"""What somebody can ask about what is kept about them. A kind for each right, so that the log says which it is."""

from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, StringConstraints

from keukentafel.dossiers.kinds import Content, Kind
from keukentafel.dossiers.words import Words, visible

STATES = ("open", "done", "partly", "declined")
STEPS = {
    "open": frozenset({"done", "partly", "declined"}),
    "done": frozenset({"partly", "declined"}),
    "partly": frozenset({"done", "declined"}),
    "declined": frozenset({"done", "partly"}),
}
HOLDER = frozenset({"holder"})


class Request(Content):
    """In the words of who asks; none of who has left the table. ``about``: the item that it is about, if it is one."""

    text: Words = ""
    about: UUID | None = None


class Answer(Content):
    """What the family says to it, at most 2,000 characters."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=2_000), AfterValidator(visible)]


def _request(sort: str, label: object, *, contests: bool = False) -> Kind:
    return Kind(
        name=f"requests.{sort}",
        label=label,  # type: ignore[arg-type]  # lazily translated
        content=Request,
        states=STATES,
        steps=STEPS,
        movers=HOLDER,
        icon="info",
        page="requests:request",
        contests=frozenset({"open", "done", "partly"}) if contests else frozenset(),
    )


CORRECT = _request("correct", _("Request to correct something"))
RESTRICT = _request("restrict", _("Request to leave something alone"), contests=True)
OBJECT = _request("object", _("Objection"))
ERASE = _request("erase", _("Request to delete something"))
ACCESS = _request("access", _("Request to see what is kept"))
REQUESTS = (CORRECT, RESTRICT, OBJECT, ERASE, ACCESS)
NAMES = frozenset(kind.name for kind in REQUESTS)
ANSWER = Kind(name="requests.answer", label=_("Answer to a request"), content=Answer, under=NAMES, icon="comment")


def of_sort(sort: str) -> Kind:
    """The kind of a sort of request. Raises ``StopIteration`` never: sorts come from a closed list."""
    return next(kind for kind in REQUESTS if kind.name == f"requests.{sort}")
