"""One seat: its card, and what may be done with it."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from keukentafel.access import SeatInSight, Visit, door
from keukentafel.dossiers.circle_names import circle_name
from keukentafel.dossiers.contested import contested
from keukentafel.dossiers.reach import back_in_words, hours_in_words, is_away
from keukentafel.dossiers.rights import must
from keukentafel.look.show import see_other
from keukentafel.people.fresh import unless_fresh
from keukentafel.rooms.table import births, rules, words
from keukentafel.rooms.table.actions import seats as actions
from keukentafel.rooms.table.forms.seats import CardForm, FamilyForm
from keukentafel.rooms.table.pages.ways import go, page, seat_or_refuse


@door("table")
@require_safe
def seat(request: HttpRequest, visit: Visit, seat: UUID) -> HttpResponse:
    """A seat's card."""
    one = seat_or_refuse(visit, seat)
    return page(
        request,
        visit,
        "seat",
        seat=one,
        role=words.ROLES[one.role],
        facts=facts(one),
        shared=[
            circle_name(circle)
            for circle in visit.circles.values()
            if not circle.talk and one in visit.sitting(circle.id)
        ],
        you=one.id in visit.my_seats,
        may={
            "edit": rules.may_edit(visit, one),
            "end": rules.may_end(visit, one),
            "look": rules.may_look_as(visit, one),
            "choose": visit.owner and rules.at_table(visit, one) and not one.coordinator,
            "letter": visit.owner and rules.at_table(visit, one) and not one.has_account,
            "leave": rules.writes(visit) and one.id in visit.my_seats,
        },
        needs_both=rules.needs_both(visit, one),
        contested=contested(visit, one),
    )


def facts(seat: SeatInSight) -> list[tuple[str, str]]:
    """What is on the card, with its labels; only what is filled in."""
    card = seat.card
    told = [
        (_("Who is this?"), card.relation),
        (_("Function"), card.function),
        (_("Organisation"), card.organisation),
        (_("Phone"), card.phone),
        (_("Call for"), card.call_for),
        (_("Lives at"), card.home),
        (_("Can be reached"), hours_in_words(card.reach)),
        (_("Away until"), back_in_words(card.reach.back) if card.reach.back and away(seat) else ""),
        (_("Stands in"), " ".join(filter(None, (card.reach.stand_in, card.reach.stand_in_phone)))),
    ]
    return [(label, value) for label, value in told if value]


def away(seat: SeatInSight) -> bool:
    """Whether they say that they are away today."""
    return is_away(seat.card.reach, timezone.localdate())


@door("table")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A family member without an account."""
    must(visit.owner)
    form = FamilyForm(request.POST) if request.method == "POST" else FamilyForm(initial={"role": "youth"})
    if form.is_bound and form.is_valid():
        made = actions.add_family(visit, form.cleaned_data["role"], form.card, once=form.own_id)
        return go(request, visit, "seat", made, told=_("A chair was added to the table."))
    return page(request, visit, "family_form", 422 if form.is_bound else 200, form=form)


@door("table")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, visit: Visit, seat: UUID) -> HttpResponse:
    """Change a card."""
    one = seat_or_refuse(visit, seat)
    must(rules.may_edit(visit, one))
    youth = one.role == "youth"
    typed = request.POST if request.method == "POST" else None
    form = CardForm(typed, youth=youth, initial=one.card.model_dump())
    sure = None
    if form.is_bound and form.is_valid() and (sure := _not_sure(visit, one, form)) is None and form.is_valid():
        if form.born and form.born != one.card.birth_date:
            if births.widens(visit, one, form.born) and (prove := unless_fresh(request)):
                return prove
            actions.correct_birth(visit, one, form.born, **form.card)
        else:
            actions.edit_card(visit, one, **form.card)
        return go(request, visit, "seat", one.id, told=_("The card is changed."))
    return page(request, visit, "card_form", 422 if form.is_bound else 200, form=form, seat=one, youth=youth, sure=sure)


def _not_sure(visit: Visit, seat: SeatInSight, form: CardForm) -> int | None:
    """The band that follows from another birth date, if that was not agreed with yet; marks a date that can't be."""
    if form.born is None or form.born == seat.card.birth_date:
        return None
    hindrance = births.hindrance(visit, seat, form.born)
    if hindrance:
        form.add_error("birth_date", _why_not(hindrance, seat.card.name))
        return None
    band = births.band(visit, seat, form.born)
    return None if band is None or form.cleaned_data["sure"] == str(band) else band


def _why_not(hindrance: births.Hindrance, name: str) -> str:
    sentence = {
        "sooner": _("By this date you may decide more, or sooner. Ask somebody in charge of the table to correct it."),
        "later": _("By this date %(name)s may decide less, or later. So only %(name)s can correct it."),
        "last": _("By this date you are in charge of the table no more, and nobody else is. Invite a parent first."),
        "circle": _("A private circle is for who is 12 or older. Remove yours first, if this date is right."),
    }[hindrance]
    return sentence % {"name": name}


@door("table")
@require_POST
def end(request: HttpRequest, visit: Visit, seat: UUID) -> HttpResponse:
    """End somebody's seat, at once."""
    actions.end(visit, seat_or_refuse(visit, seat))
    return go(request, visit, "table", told=_("The seat has ended. This person sees nothing of this table any more."))


@door("table")
@require_POST
def choose(request: HttpRequest, visit: Visit, seat: UUID) -> HttpResponse:
    """Choose the coordinator."""
    actions.coordinate(visit, seat_or_refuse(visit, seat))
    return go(request, visit, "seat", seat, told=_("Chosen. This person now keeps the overview."))


@door("table")
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Leave the table; asks first."""
    must(rules.writes(visit))
    last = rules.last_owner(visit, visit.seats.values())
    if request.method != "POST" or last:
        return page(request, visit, "leave", 409 if request.method == "POST" else 200, last=last, guest=visit.guest)
    if visit.owner and (prove := unless_fresh(request)):  # nobody else could do this to an owner
        return prove
    actions.leave(visit)
    messages.success(request, _("You left the table. You see nothing of it any more."))
    return see_other(settings.LOGIN_REDIRECT_URL)
