"""What the table keeps as items: a request to the family to invite somebody."""

from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, StringConstraints

from keukentafel.dossiers.kinds import Content, Kind
from keukentafel.dossiers.words import Words, visible

Short = Annotated[str, StringConstraints(max_length=120), AfterValidator(visible)]


class Ask(Content):
    """Somebody at the table asks the family to invite a colleague. ``words``: why, for the family to read."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=80), AfterValidator(visible)]
    organisation: Short = ""
    function: Short = ""
    words: Words = ""


ASK = Kind(
    name="table.ask",
    label=_("Request to invite somebody"),
    content=Ask,
    states=("open", "invited", "declined"),
    steps={"open": frozenset({"invited", "declined"})},
    movers=frozenset({"holder"}),
    icon="people",
)
