"""Rights and consent on one page: what comes, who has authority, who agreed to what."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keukentafel.access import SeatInSight, Visit, door
from keukentafel.access.ages import day_of
from keukentafel.dossiers.brought import brought
from keukentafel.dossiers.sharing import name_of
from keukentafel.rooms.family import queries, rules, words
from keukentafel.rooms.family.pages.ways import family_only, page
from keukentafel.rooms.family.queries import Said, Standing


@dataclass(frozen=True, slots=True)
class ForChild:
    """A child with who has authority over them; ``missing``: parents here of whom nothing is written."""

    child: SeatInSight
    decides: str
    stands: list[Standing]
    before: list[Standing]
    missing: list[SeatInSight]


@dataclass(frozen=True, slots=True)
class Ask:
    """A professional in a circle that is about somebody, in a sentence to say yes or no to."""

    circle: UUID
    professional: UUID
    about: UUID
    band: int
    sentence: str


@require_safe
@door("family")
def rights(request: HttpRequest, visit: Visit) -> HttpResponse:
    """All of it, for the family's side of the table."""
    family_only(visit)
    about, said = queries.abouts(visit), queries.consents(visit)
    visit.has_read({queries.family_circle(visit)})
    return page(
        request,
        visit,
        "rights",
        coming=[(one, words.what_changes(one)) for one in rules.coming(visit, day_of(visit.now))],
        children=_children(visit),
        sources=words.sources(),
        waiting=[_ask(visit, one) for one in queries.waiting(visit, said, about)],
        lapsed=_ahead(visit, said) if visit.owner else [],
        mine=[(one, _sentence(visit, one)) for one in said if one.by in visit.my_seats and one.ended is None],
        asked_of_others=_asked(visit, said) if visit.owner else [],
        circles=_circles(visit, about),
        emergency=queries.emergency(visit),
        brought=brought(visit),
        of_age=rules.of_age(visit),
        writes=visit.looking_as is None,
        may_contest=lambda one: (
            one.stands and one.contested is None and rules.may_contest(visit, one.child, one.parent)
        ),
        name_of=lambda seat: name_of(visit, seat) or _("somebody"),
    )


def _children(visit: Visit) -> list[ForChild]:
    written = queries.authority(visit)
    return [_for_child(visit, child, [one for one in written if one.child.id == child.id]) for child in _youths(visit)]


def _youths(visit: Visit) -> list[SeatInSight]:
    return [seat for seat in visit.seats.values() if seat.role == "youth" and seat.present]


def _for_child(visit: Visit, child: SeatInSight, written: list[Standing]) -> ForChild:
    stands = [one for one in written if one.stands]
    known = {one.parent.id for one in stands}
    missing = [one for one in rules.parents(visit.seats.values()) if one.id not in known and child.age_band < 18]
    return ForChild(child, words.now_decides(child), stands, [one for one in written if not one.stands], missing)


def _sentence(visit: Visit, one: Said) -> str:
    about = None if one.about in visit.my_seats else name_of(visit, one.about) or _("somebody")
    circle = queries.name_of_circle(visit, one.circle) or None
    return words.purpose(name_of(visit, one.professional) or _("somebody"), circle, about)


def _ask(visit: Visit, one: Said) -> Ask:
    return Ask(one.circle, one.professional, one.about, visit.seats[one.about].age_band, _sentence(visit, one))


def _asked(visit: Visit, said: list[Said]) -> list[str]:
    """What I asked of somebody who has not said yes. Whether they said no, or nothing, is theirs."""
    yes = {
        (one.circle, one.professional, one.about) for one in said if one.by == one.about and one.yes and not one.ended
    }
    mine = [one for one in said if one.by in visit.my_seats and one.about != one.by and one.yes and not one.ended]
    return [
        _sentence(visit, one)
        for one in mine
        if one.about in visit.seats
        and "own" in words_for(visit.seats[one.about])
        and (one.circle, one.professional, one.about) not in yes
    ]


def words_for(seat: SeatInSight) -> frozenset[rules.Word]:
    """Whose words it takes about somebody, as this house was told."""
    return rules.words_needed(seat.role, seat.age_band, from_12=settings.FROM_12)


def _ahead(visit: Visit, said: list[Said]) -> list[Ask]:
    """What a parent said that lapses at the birthday that comes: they may say it anew, for after that day."""
    later = {
        (one.circle, one.professional, one.about, one.band) for one in said if one.by == visit.seat.id and not one.ended
    }
    asks = []
    for coming in rules.coming(visit, day_of(visit.now)):
        if coming.band == 12:  # from 16 on a parent's word counts no more
            asks += [
                Ask(circle, professional, about, coming.band, _sentence_of(visit, circle, professional, about))
                for circle, professional, about, band in sorted(later, key=str)
                if about == coming.seat.id and band < 12 and (circle, professional, about, 12) not in later
            ]
    return asks


def _sentence_of(visit: Visit, circle: UUID, professional: UUID, about: UUID) -> str:
    where = queries.name_of_circle(visit, circle)
    return words.purpose(name_of(visit, professional), where, name_of(visit, about))


def _circles(visit: Visit, about: dict[UUID, list[UUID]]) -> list[tuple[object, list[SeatInSight], list[SeatInSight]]]:
    """Named circles: whom each is about, and which professionals sit in it."""
    named = [one for one in visit.circles.values() if one.kind == "named" and not one.emergency]
    return [
        (
            one,
            [visit.seats[seat] for seat in about.get(one.id, ()) if seat in visit.seats],
            [seat for seat in visit.sitting(one.id) if seat.role == "professional"],
        )
        for one in named
    ]
