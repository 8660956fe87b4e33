"""Freeze and thaw the table."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keukentafel.access import Visit, door
from keukentafel.people.fresh import freshly_signed_in
from keukentafel.rooms.table.actions import seats as actions
from keukentafel.rooms.table.pages.ways import go


@door("table")
@require_POST
def freeze(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Everyone outside the family loses sight, at once."""
    actions.freeze(visit, frozen=True)
    return go(request, visit, "table", told=_("The table is frozen. Only the family sees it now."))


@freshly_signed_in
@door("table")
@require_POST
def thaw(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Everybody at the table sees it again."""
    actions.freeze(visit, frozen=False)
    return go(request, visit, "table", told=_("The table is open again for everybody who sits here."))
