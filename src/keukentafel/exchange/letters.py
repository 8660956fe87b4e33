"""The letters that invite somebody, as whoever wrote them sees them; for the record, outside of what another house
reads.
"""

from collections.abc import Iterator

from keukentafel.access import Visit
from keukentafel.exchange import format as form
from keukentafel.rooms.table import queries


def letters(visit: Visit) -> Iterator[form.Letter]:
    """Of every circle that the visitor holds."""
    for circle in visit.circles.values():
        for one in queries.letters(visit, circle.id):
            yield form.Letter(
                id=one.id,
                circle=one.circle,
                seat=one.seat,
                role=one.role,
                state=one.state,
                sent=one.sent,
                expires=one.expires,
                answered=one.answered,
                written=one.letter.model_dump(mode="json"),
                answer=one.answer,
            )
